/** What today's page and a client's page change alike: an exercise of the plan, and the phase. */

import { api } from "../api.js";
import { toast } from "../shell.js";
import { about } from "../shell/whose.js";
import { words } from "../words/today.js";
import { askPlan } from "./asking.js";

/** @typedef {(act: () => Promise<any>) => Promise<any>} Tried */

/**
 * @param {() => void} again looks again, whatever came of it
 * @returns {Tried} does what may be refused and says so if it is: null then
 */
export const trying = (again) => async (act) => {
  try {
    return (await act()) ?? {};
  } catch (error) {
    toast(error.message ?? String(error));
    return null;
  } finally {
    again();
  }
};

/** Ask how an exercise is to be planned, and plan it so. @param {import("./row.js").Planned} planned @param {Tried} tried @param {string} [whose] */
export async function changePlan(planned, tried, whose) {
  const given = await askPlan(planned);
  if (!given) return;
  const { exercise, title, days, reps, sets, hold, sides } = planned;
  const plan = (change) => tried(() => (change
    ? api.put(about("/programme/plan", whose), { exercise, ...change })
    : api.delete(about(`/programme/plan/${encodeURIComponent(exercise)}`, whose))));
  const back = async () => {
    if (await plan(planned.changed ? { days, reps, sets, hold, sides } : null)) toast(words.planning.undone(title));
  };
  if (await plan(given.usual ? null : given)) toast(given.usual ? words.planning.usual(title) : words.planning.saved(title), { undo: back });
}

/** Move on, or back. @param {string} programme its address @param {number} number @param {number} before @param {Tried} tried */
export async function changePhase(programme, number, before, tried) {
  const move = (to) => tried(() => api.put(programme, { phase: to }));
  if (!(await move(number))) return;
  toast(words.phase.moved(number), { undo: async () => { if (await move(before)) toast(words.phase.moved(before)); } });
}

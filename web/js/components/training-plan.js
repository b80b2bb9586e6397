/** The dialogs that log or change what is planned, and the requests that follow. */

/** @import { PlanChange, PlannedOut } from "../../types/api.js" */
/** @typedef {import("./load.js").LoadNoted} LoadNoted */

import { html } from "/vendor/lit-3.3.3.js";
import { forClient } from "../api/client-scope.js";
import { api, messageOf } from "../api/http.js";
import { words as loadWords } from "../words/load.js";
import { words } from "../words/today.js";
import { ask, numberField } from "./ask-dialog.js";
import { effortField, loadFields, readEffort, readLoad } from "./load.js";
import { toast } from "./toast.js";

// --- Dialogs

/**
 * @param {PlannedOut} planned
 * @returns {Promise<({reps: number, sets: number, note: string} & LoadNoted) | null>}
 */
export function askLog(planned) {
  const texts = words.logging;
  return ask(
    texts.title(planned.title),
    html`<div class="pair">
        ${numberField("reps", texts.reps, planned.reps[0], 500)}${numberField("sets", texts.sets, 1, 20)}
      </div>
      ${loadFields(planned)}${effortField({})}
      <div class="field">
        <label for="asking-note">${texts.note}</label
        ><input id="asking-note" name="note" maxlength="500" autocomplete="off" />
      </div>`,
    (form) => {
      const { reps, sets, note } = form.elements;
      return {
        reps: reps.valueAsNumber,
        sets: sets.valueAsNumber,
        note: note.value.trim(),
        ...readLoad(form),
        ...readEffort(form),
      };
    },
    texts,
  );
}

/** @typedef {Omit<PlanChange, "exercise">} Plan days, reps, sets, hold, sides and load */

/**
 * @param {PlannedOut} planned
 * @returns {Promise<Plan | "routine" | null>} null when it is left
 */
function askPlan(planned) {
  const texts = words.planning;
  /** @type {(a: number, b: number) => [number, number]} */
  const ordered = (a, b) => [Math.min(a, b), Math.max(a, b)];
  // An exercise that is checked by camera has a hold, or none; others may be given one or not.
  const seconds = { least: 0, step: "0.5", needed: planned.filmed && planned.hold !== null };
  /** @type {(from: number, to: number) => [number, number] | null} */
  const hold = (from, to) =>
    Number.isNaN(from) && Number.isNaN(to)
      ? null
      : ordered(Number.isNaN(from) ? 0 : from, Number.isNaN(to) ? from : to);
  return ask(
    texts.title(planned.title),
    html`<fieldset>
        <legend class="small quiet">${texts.days}</legend>
        <div class="days">
          ${texts.names.map(
            (name, day) =>
              html`<label>
                <input
                  type="checkbox"
                  name="day"
                  value=${day}
                  aria-label=${name}
                  ?checked=${planned.days.includes(day)} /><span aria-hidden="true"
                  >${texts.short[day]}</span
                ></label
              >`,
          )}
        </div>
      </fieldset>
      <div class="pair">
        ${numberField("repsFrom", texts.repsFrom, planned.reps[0], 500)}${numberField(
          "repsTo",
          texts.repsTo,
          planned.reps[1],
          500,
        )}
      </div>
      <div class="pair">
        ${numberField("setsFrom", texts.setsFrom, planned.sets[0], 20)}${numberField(
          "setsTo",
          texts.setsTo,
          planned.sets[1],
          20,
        )}
      </div>
      <div class="pair">
        ${numberField("holdFrom", texts.holdFrom, planned.hold?.[0] ?? "", 600, seconds)}${numberField(
          "holdTo",
          texts.holdTo,
          planned.hold?.[1] ?? "",
          600,
          seconds,
        )}
      </div>
      <div class="field">
        <label for="asking-sides">${texts.sides}</label
        ><select id="asking-sides" name="sides">
          ${Object.entries(texts.sidesAll).map(
            ([side, text]) =>
              html`<option value=${side} ?selected=${side === planned.sides}>${text}</option>`,
          )}
        </select>
      </div>
      ${loadFields(planned)}
      <div class="field">
        <label for="asking-progression">${loadWords.progression}</label
        ><textarea
          id="asking-progression"
          name="progression"
          rows="2"
          maxlength="300"
          placeholder=${loadWords.progressionHint}
          .value=${planned.progression}></textarea>
      </div>`,
    (form, pressed) => {
      if (pressed === "other") return "routine";
      const fields = form.elements;
      const value = (/** @type {string} */ name) => fields[name].valueAsNumber;
      return {
        days: Array.from(form.querySelectorAll("[name=day]:checked"), (box) => Number(box.value)),
        reps: ordered(value("repsFrom"), value("repsTo")),
        sets: ordered(value("setsFrom"), value("setsTo")),
        hold: hold(value("holdFrom"), value("holdTo")),
        sides: fields.sides.value,
        ...readLoad(form),
        progression: fields.progression.value.trim(),
      };
    },
    { ...texts, other: planned.changed ? texts.routine : undefined },
  );
}

// --- Changing the plan and the phase

/** @typedef {<T>(act: () => Promise<T>) => Promise<T | {} | null>} Attempt */

/**
 * @param {() => void} again asks for the page's data again, whatever came of it
 * @returns {Attempt} does what may be refused and says so if it is: null then
 */
export const attemptThen = (again) => async (act) => {
  try {
    return (await act()) ?? {};
  } catch (error) {
    toast(messageOf(error));
    return null;
  } finally {
    again();
  }
};

/**
 * Ask how an exercise is to be planned, and plan it so.
 *
 * @param {PlannedOut} planned
 * @param {Attempt} attempt
 * @param {string} [client] id of whose plan it is, for a coach
 */
export async function changePlan(planned, attempt, client) {
  const wanted = await askPlan(planned);
  if (!wanted) return;
  const { exercise, title, days, reps, sets, hold, sides, load_kg, band, progression } = planned;
  const before = { days, reps, sets, hold, sides, load_kg, band, progression };
  const plan = (/** @type {Plan | "routine"} */ change) =>
    attempt(() =>
      change === "routine"
        ? api.delete(forClient(`/programme/plan/${encodeURIComponent(exercise)}`, client))
        : api.put(forClient("/programme/plan", client), { exercise, ...change }),
    );
  const back = async () => {
    if (await plan(planned.changed ? before : "routine")) {
      toast(words.planning.undone(title));
    }
  };
  if (await plan(wanted)) {
    const texts = words.planning;
    toast(wanted === "routine" ? texts.usual(title) : texts.saved(title), { undo: back });
  }
}

/**
 * Move on, or back.
 *
 * @param {string} programme its address
 * @param {number} number
 * @param {number} before
 * @param {Attempt} attempt
 */
export async function changePhase(programme, number, before, attempt) {
  const move = (/** @type {number} */ to) => attempt(() => api.put(programme, { phase: to }));
  if (!(await move(number))) return;
  toast(words.phase.moved(number), {
    undo: async () => {
      if (await move(before)) toast(words.phase.moved(before));
    },
  });
}

/** What is prescribed: in one line, the dialogs that change or log it, and the requests. */

/** @import { PrescriptionOut, PlanChange, PlannedOut, Programme } from "../../types/api.js" */
/** @typedef {import("./load.js").LoadNoted} LoadNoted */
/** @import { Exercise } from "../api/types.js" */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { forClient } from "../api/client-scope.js";
import { api, messageOf } from "../api/http.js";
import { range } from "../lib/formatting.js";
import { words as loadWords } from "../words/load.js";
import { words as recordWords } from "../words/record.js";
import { words } from "../words/today.js";
import { ask, numberField } from "./ask-dialog.js";
import { effortField, loadFields, loadText, readEffort, readLoad } from "./load.js";
import { toast } from "./toast.js";

// --- In one line

const rowWords = words.row;

/** A range that no line break takes apart. @param {[number, number]} pair */
const unbroken = (pair) => range(pair).replace("–", "\u2060–\u2060");

/** @param {[number, number] | null} hold @returns {string} "hold 5–10 s"; empty where none is asked */
const describeHold = (hold) =>
  !hold ? "" : hold[0] > 0 ? rowWords.hold(unbroken(hold)) : rowWords.holdMost(hold[1]);

/** @param {Pick<PlannedOut, "load_kg" | "band">} planned @returns {string} "with 16 kg" */
function describeLoad({ load_kg: kg, band }) {
  const text = loadText({ load_kg: kg, band });
  return text && loadWords.with(text);
}

/**
 * @param {Pick<PlannedOut, "sets" | "reps"> & Partial<PlannedOut>} planned
 * @returns {string} "2–3 sets of 10–15 reps, hold 5–10 s, each side, with 16 kg"
 */
export const describePlan = ({
  sets,
  reps,
  hold = null,
  sides = "both",
  load_kg: kg = null,
  band = null,
}) =>
  [
    sets[1] === 1 ? rowWords.askedOnce(unbroken(reps)) : rowWords.asked(unbroken(sets), unbroken(reps)),
    describeHold(hold),
    rowWords.sides[sides],
    describeLoad({ load_kg: kg, band }),
  ]
    .filter(Boolean)
    .join(", ");

/** When load is to be added, in the coach's words. @param {Partial<PlannedOut>} planned */
export const progressionLine = ({ progression = "" }) =>
  progression
    ? html`<p class="small progression">
        <span class="quiet">${loadWords.progression}:</span> ${progression}
      </p>`
    : nothing;

/** @typedef {{finished: boolean, done: number, target: number, partial: number | null}} Progress */

/**
 * @param {Progress & Pick<PlannedOut, "reps">} today
 * @returns {string} "2 of 3 sets, 3 of 10 reps": whole sets, and how far one is that has too few
 */
export function progressText({ finished, done, target, partial, reps }) {
  if (finished) return rowWords.finished(done);
  const parts = [
    done || partial ? rowWords.some(done, target) : "",
    partial ? rowWords.partial(partial, reps[0]) : "",
  ];
  return parts.filter(Boolean).join(", ");
}

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

/** @typedef {(act: () => Promise<object | null>) => Promise<object | null>} Attempt */

/**
 * @param {() => void} again looks again, whatever came of it
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

// --- For recording

/**
 * @param {Exercise[]} all
 * @returns {Promise<Exercise[]>} the same with the prescriptions of the plan; as they are without one
 */
export async function withPlan(all) {
  /** @type {Pick<Programme, "plan">} */
  const { plan } = await api.get("/programme").catch(() => ({ plan: [] }));
  return all.map((one) => {
    const own = plan.find((p) => p.changed && p.exercise === one.id);
    return own ? { ...one, prescription: ownPrescription(one.prescription, own) } : one;
  });
}

/** @param {PrescriptionOut} routine @param {PlannedOut} own @returns {PrescriptionOut} */
function ownPrescription(routine, { reps, sets, hold, sides }) {
  const asRoutine = sides === "each" && routine.side_order !== "both";
  // Without a hold in the plan, the exercise is judged by its own.
  return {
    reps,
    sets,
    hold: hold ?? routine.hold,
    side_order: sides === "both" ? "both" : "in_turn",
    sides: asRoutine || sides === "both" ? routine.sides : recordWords.choose.sides[sides],
  };
}

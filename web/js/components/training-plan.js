/** What is prescribed: in one line, the dialogs that change or log it, and the requests. */

import { html, render } from "/vendor/lit-3.3.3.js";
import { forClient } from "../api/client-scope.js";
import { api } from "../api/http.js";
import { range } from "../lib/formatting.js";
import { words as recordWords } from "../words/record.js";
import { words } from "../words/today.js";
import { toast } from "./toast.js";

// --- In one line

const rowWords = words.row;

/** A range that no line break takes apart. */
const unbroken = (pair) => range(pair).replace("–", "\u2060–\u2060");

/** @returns {string} "hold 5–10 s", "hold at most 2 s"; empty where none is asked */
const describeHold = (hold) =>
  !hold ? "" : hold[0] > 0 ? rowWords.hold(unbroken(hold)) : rowWords.holdMost(hold[1]);

/**
 * @param {{sets: [number, number], reps: [number, number], hold?: [number, number] | null, sides?: "both"
 *   | "each" | "left" | "right"}} planned
 * @returns {string} "2–3 sets of 10–15 reps, hold 5–10 s, each side"
 */
export const describePlan = ({ sets, reps, hold = null, sides = "both" }) =>
  [
    sets[1] === 1 ? rowWords.askedOnce(unbroken(reps)) : rowWords.asked(unbroken(sets), unbroken(reps)),
    describeHold(hold),
    rowWords.sides[sides],
  ]
    .filter(Boolean)
    .join(", ");

// --- Dialogs

/**
 * @param {string} title
 * @param {unknown} fields
 * @param {(form: HTMLFormElement, pressed: string) => any} read null when it is not complete
 * @param {{save: string, cancel: string, other?: string}} buttons
 * @returns {Promise<any>} what `read` makes of it; null when it is left
 */
function ask(title, fields, read, { save, cancel, other }) {
  const dialog = document.createElement("dialog");
  dialog.setAttribute("aria-labelledby", "asking-title");
  document.body.append(dialog);
  render(
    html`<form method="dialog" class="stack">
      <h2 id="asking-title">${title}</h2>
      ${fields}
      <div class="buttons">
        <button class="button main" value="save">${save}</button>
        <button class="button" type="button" @click=${() => dialog.close("")}>${cancel}</button>
        ${other ? html`<button class="button bare" value="other" formnovalidate>${other}</button>` : ""}
      </div>
    </form>`,
    dialog,
  );
  dialog.showModal();
  return new Promise((answer) => {
    dialog.addEventListener("close", () => {
      const told = dialog.returnValue ? read(dialog.querySelector("form"), dialog.returnValue) : null;
      dialog.remove();
      answer(told);
    });
  });
}

const numberField = (name, label, value, most, { least = 1, step = "1", needed = true } = {}) =>
  html`<div class="field">
    <label for="asking-${name}">${label}</label>
    <input
      id="asking-${name}"
      name=${name}
      type="number"
      inputmode="decimal"
      min=${least}
      max=${most}
      step=${step}
      ?required=${needed}
      .value=${String(value)} />
  </div>`;

/**
 * @param {import("../pages/today/exercise-row.js").Planned} planned
 * @returns {Promise<{reps: number, sets: number, note: string} | null>}
 */
export function askLog(planned) {
  const texts = words.logging;
  return ask(
    texts.title(planned.title),
    html`<div class="pair">
        ${numberField("reps", texts.reps, planned.reps[0], 500)}${numberField("sets", texts.sets, 1, 20)}
      </div>
      <div class="field">
        <label for="asking-note">${texts.note}</label
        ><input id="asking-note" name="note" maxlength="500" autocomplete="off" />
      </div>`,
    ({ elements: { reps, sets, note } }) => ({
      reps: reps.valueAsNumber,
      sets: sets.valueAsNumber,
      note: note.value.trim(),
    }),
    texts,
  );
}

/**
 * @param {import("../pages/today/exercise-row.js").Planned} planned
 * @returns {Promise<any>} days, reps, sets, hold and sides; `{usual: true}` for those of the routine; null
 *   when it is left
 */
function askPlan(planned) {
  const texts = words.planning;
  const ordered = (a, b) => [Math.min(a, b), Math.max(a, b)];
  // An exercise that is checked by camera has a hold, or none; others may be given one or not.
  const seconds = { least: 0, step: "0.5", needed: planned.filmed && planned.hold !== null };
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
      </div>`,
    (form, pressed) => {
      if (pressed === "other") return { usual: true };
      const value = (name) => /** @type {any} */ (form.elements[name]).valueAsNumber;
      return {
        days: Array.from(form.querySelectorAll("[name=day]:checked"), (box) => Number(box.value)),
        reps: ordered(value("repsFrom"), value("repsTo")),
        sets: ordered(value("setsFrom"), value("setsTo")),
        hold: hold(value("holdFrom"), value("holdTo")),
        sides: form.elements.sides.value,
      };
    },
    { ...texts, other: planned.changed ? texts.routine : undefined },
  );
}

// --- Changing the plan and the phase

/** @typedef {(act: () => Promise<any>) => Promise<any>} Tried */

/**
 * @param {() => void} again looks again, whatever came of it
 * @returns {Tried} does what may be refused and says so if it is: null then
 */
export const attemptThen = (again) => async (act) => {
  try {
    return (await act()) ?? {};
  } catch (error) {
    toast(error.message ?? String(error));
    return null;
  } finally {
    again();
  }
};

/**
 * Ask how an exercise is to be planned, and plan it so.
 *
 * @param {import("../pages/today/exercise-row.js").Planned} planned
 * @param {Tried} tried
 * @param {string} [whose]
 */
export async function changePlan(planned, tried, whose) {
  const given = await askPlan(planned);
  if (!given) return;
  const { exercise, title, days, reps, sets, hold, sides } = planned;
  const plan = (change) =>
    tried(() =>
      change
        ? api.put(forClient("/programme/plan", whose), { exercise, ...change })
        : api.delete(forClient(`/programme/plan/${encodeURIComponent(exercise)}`, whose)),
    );
  const back = async () => {
    if (await plan(planned.changed ? { days, reps, sets, hold, sides } : null)) {
      toast(words.planning.undone(title));
    }
  };
  if (await plan(given.usual ? null : given)) {
    toast(given.usual ? words.planning.usual(title) : words.planning.saved(title), { undo: back });
  }
}

/**
 * Move on, or back.
 *
 * @param {string} programme its address
 * @param {number} number
 * @param {number} before
 * @param {Tried} tried
 */
export async function changePhase(programme, number, before, tried) {
  const move = (to) => tried(() => api.put(programme, { phase: to }));
  if (!(await move(number))) return;
  toast(words.phase.moved(number), {
    undo: async () => {
      if (await move(before)) toast(words.phase.moved(before));
    },
  });
}

// --- For recording

/**
 * @param {object[]} all as /api/exercises has them
 * @returns {Promise<object[]>} the same with the prescriptions of the plan; as they are without one
 */
export async function withPlan(all) {
  const { plan } = await api.get("/programme").catch(() => ({ plan: [] }));
  const own = new Map(plan.filter((p) => p.changed).map((p) => [p.exercise, p]));
  return all.map((one) =>
    own.has(one.id) ? { ...one, prescription: planned(one.prescription, own.get(one.id)) } : one,
  );
}

function planned(routine, { reps, sets, hold, sides }) {
  const asRoutine = sides === "each" && routine.side_order !== "both";
  // Without a hold in the plan, the exercise is judged by its own.
  return {
    reps,
    sets,
    hold: hold ?? routine.hold,
    side_order: sides === "both" ? "both" : "in_turn",
    sides: asRoutine ? routine.sides : recordWords.choose.sides[sides],
  };
}

/** The two questions of this page: what was done by hand, and what is to be planned. */

import { html, render } from "/vendor/lit-3.3.3.js";
import { words } from "../words/today.js";

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
      <h2 id="asking-title">${title}</h2>${fields}
      <div class="buttons"><button class="button main" value="save">${save}</button>
        <button class="button" type="button" @click=${() => dialog.close("")}>${cancel}</button>
        ${other ? html`<button class="button bare" value="other" formnovalidate>${other}</button>` : ""}</div>
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

const number = (name, label, value, most, { least = 1, step = "1", needed = true } = {}) => html`<div class="field"><label for="asking-${name}">${label}</label>
  <input id="asking-${name}" name=${name} type="number" inputmode="decimal" min=${least} max=${most} step=${step} ?required=${needed} .value=${String(value)}></div>`;

/** @param {import("./row.js").Planned} planned @returns {Promise<{reps: number, sets: number, note: string} | null>} */
export function askLog(planned) {
  const say = words.logging;
  return ask(
    say.title(planned.title),
    html`<div class="pair">${number("reps", say.reps, planned.reps[0], 500)}${number("sets", say.sets, 1, 20)}</div>
      <div class="field"><label for="asking-note">${say.note}</label><input id="asking-note" name="note" maxlength="500" autocomplete="off"></div>`,
    ({ elements: { reps, sets, note } }) => ({ reps: reps.valueAsNumber, sets: sets.valueAsNumber, note: note.value.trim() }),
    say,
  );
}

/** @param {import("./row.js").Planned} planned @returns {Promise<{usual: true} | {days: number[], reps: [number, number], sets: [number, number], hold: [number, number] | null, sides: string} | null>} */
export function askPlan(planned) {
  const say = words.planning;
  const ordered = (a, b) => [Math.min(a, b), Math.max(a, b)];
  // An exercise that is checked by camera has a hold, or none; others may be given one or not.
  const seconds = { least: 0, step: "0.5", needed: planned.filmed && planned.hold !== null };
  const hold = (from, to) => (Number.isNaN(from) && Number.isNaN(to) ? null : ordered(Number.isNaN(from) ? 0 : from, Number.isNaN(to) ? from : to));
  return ask(
    say.title(planned.title),
    html`<fieldset><legend class="small quiet">${say.days}</legend><div class="days">${say.names.map((name, day) => html`<label>
        <input type="checkbox" name="day" value=${day} aria-label=${name} ?checked=${planned.days.includes(day)}><span aria-hidden="true">${say.short[day]}</span></label>`)}</div></fieldset>
      <div class="pair">${number("repsFrom", say.repsFrom, planned.reps[0], 500)}${number("repsTo", say.repsTo, planned.reps[1], 500)}</div>
      <div class="pair">${number("setsFrom", say.setsFrom, planned.sets[0], 20)}${number("setsTo", say.setsTo, planned.sets[1], 20)}</div>
      <div class="pair">${number("holdFrom", say.holdFrom, planned.hold?.[0] ?? "", 600, seconds)}${number("holdTo", say.holdTo, planned.hold?.[1] ?? "", 600, seconds)}</div>
      <div class="field"><label for="asking-sides">${say.sides}</label><select id="asking-sides" name="sides">${Object.entries(say.sidesAll).map(([side, text]) => html`<option value=${side} ?selected=${side === planned.sides}>${text}</option>`)}</select></div>`,
    (form, pressed) => {
      if (pressed === "other") return { usual: true };
      const value = (name) => form.elements[name].valueAsNumber;
      return {
        days: [...form.querySelectorAll("[name=day]:checked")].map((box) => Number(box.value)),
        reps: ordered(value("repsFrom"), value("repsTo")),
        sets: ordered(value("setsFrom"), value("setsTo")),
        hold: hold(value("holdFrom"), value("holdTo")),
        sides: form.elements.sides.value,
      };
    },
    { ...say, other: planned.changed ? say.routine : undefined },
  );
}

/** A dialog that asks for a few things, and its number fields. */

import { html, render } from "/vendor/lit-3.3.3.js";
import { answerOf, makeDialog } from "./dialog.js";

/**
 * @template T
 * @param {string} title
 * @param {unknown} fields
 * @param {(form: HTMLFormElement, pressed: string) => T} read
 * @param {{save: string, cancel: string, other?: string}} buttons
 * @returns {Promise<T | null>} what `read` makes of it; null when it is left
 */
export function ask(title, fields, read, { save, cancel, other }) {
  const dialog = makeDialog("asking-title");
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
  return answerOf(dialog, (pressed) => (pressed ? read(dialog.querySelector("form"), pressed) : null));
}

/**
 * @typedef {{least?: number, step?: string, needed?: boolean}} NumberOptions
 * @type {(name: string, label: string, value: number | "", most: number, options?: NumberOptions)
 *   => unknown}
 */
export const numberField = (name, label, value, most, { least = 1, step = "1", needed = true } = {}) =>
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

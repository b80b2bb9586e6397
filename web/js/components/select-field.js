/** A field that chooses one of a list. */

import { html, live, nothing } from "/vendor/lit-3.3.3.js";

/**
 * @template {string} Value
 * @typedef {object} SelectField
 * @property {string} id
 * @property {string} label
 * @property {string} chosen
 * @property {readonly (readonly [value: Value, text: string])[]} options
 * @property {(value: Value) => void} change
 * @property {string} [placeholder] shown where what is chosen is none of the options; else it is shown itself
 */

/** @template {string} Value @param {SelectField<Value>} field */
export function selectField({ id, label, chosen, options, change, placeholder }) {
  const isKnown = options.some(([value]) => value === chosen);
  const other =
    placeholder === undefined
      ? html`<option value=${chosen} selected>${chosen.replaceAll("_", " ")}</option>`
      : html`<option value="" selected disabled>${placeholder}</option>`;
  const choose = (/** @type {FieldEvent<HTMLSelectElement>} */ event) => {
    const picked = options.find(([value]) => value === event.target.value);
    if (picked) change(picked[0]);
  };
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <select id=${id} .value=${live(isKnown || placeholder === undefined ? chosen : "")} @change=${choose}>
      ${isKnown ? nothing : other}
      ${options.map(
        ([value, text]) => html`<option value=${value} ?selected=${value === chosen}>${text}</option>`,
      )}
    </select>
  </div>`;
}

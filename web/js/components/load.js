/** The load of a set and its effort: as text, as fields of a dialog, and kept with the set. */

import { html } from "/vendor/lit-3.3.3.js";
import { api } from "../api/http.js";
import { words } from "../words/load.js";
import { ask, numberField } from "./ask-dialog.js";
import { toast } from "./toast.js";

/** @import { SetDone } from "../../types/api.js" */
/** @typedef {Pick<SetDone, "load_kg" | "band" | "effort">} LoadNoted */

/** Kilograms, as the API takes them. */
const HEAVIEST = 1000;

/** @param {Partial<LoadNoted>} noted @returns {string} "12.5 kg, green band, effort 7 of 10" */
export const loadText = ({ load_kg: kg = null, band = null, effort = null }) =>
  [
    kg === null ? "" : words.kilograms(kg),
    band ? words.withBand(band) : "",
    effort === null ? "" : words.effortOf(effort),
  ]
    .filter(Boolean)
    .join(", ");

/** Fields for kilograms and a band. @param {Partial<LoadNoted>} given */
export const loadFields = ({ load_kg: kg = null, band = null }) =>
  html`<div class="pair">
    ${numberField("kg", words.kg, kg ?? "", HEAVIEST, { least: 0, step: "any", needed: false })}
    <div class="field">
      <label for="asking-band">${words.band}</label>
      <input
        id="asking-band"
        name="band"
        maxlength="40"
        autocomplete="off"
        list="asking-bands"
        placeholder=${words.bandHint}
        .value=${band ?? ""} />
      <datalist id="asking-bands">${words.bands.map((b) => html`<option value=${b}></option>`)}</datalist>
    </div>
  </div>`;

/** @param {Partial<LoadNoted>} given */
export const effortField = ({ effort = null }) =>
  html`<div class="field">
    <label for="asking-effort">${words.effort}</label>
    <select id="asking-effort" name="effort">
      <option value="" ?selected=${effort === null}>${words.notNoted}</option>
      ${words.efforts.map(
        (text, i) => html`<option value=${i + 1} ?selected=${effort === i + 1}>${text}</option>`,
      )}
    </select>
  </div>`;

/** @param {HTMLFormElement} form @returns {{load_kg: number | null, band: string | null}} */
export function readLoad({ elements: { kg, band } }) {
  return {
    load_kg: Number.isNaN(kg.valueAsNumber) ? null : kg.valueAsNumber,
    band: band.value.trim() || null,
  };
}

/** @param {HTMLFormElement} form @returns {{effort: number | null}} */
export const readEffort = ({ elements: { effort } }) => ({ effort: Number(effort.value) || null });

/**
 * Ask for load and effort of a set, and keep them.
 *
 * @param {string} path of the set or the entry
 * @param {string} title of its exercise
 * @param {Partial<LoadNoted>} before
 * @param {(keep: () => Promise<any>) => Promise<unknown>} attempt does what may be refused: falsy then
 * @returns {Promise<LoadNoted | null>} null when they stay as they were
 */
export async function changeLoad(path, title, before, attempt) {
  const noted = await ask(
    words.titleOf(title),
    html`${loadFields(before)}${effortField(before)}`,
    (form) => ({ ...readLoad(form), ...readEffort(form) }),
    words,
  );
  if (!noted) return null;
  const { load_kg: kg = null, band = null, effort = null } = before;
  const keep = (/** @type {LoadNoted} */ load) => attempt(() => api.patch(path, load));
  if (!(await keep(noted))) return null;
  toast(words.saved, {
    undo: async () => {
      if (await keep({ load_kg: kg, band, effort })) toast(words.undone);
    },
  });
  return noted;
}

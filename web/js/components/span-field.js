/** The field that chooses the time to look back on. */

import { html, live } from "/vendor/lit-3.3.3.js";
import { SPANS } from "../lib/time-span.js";
import { words } from "../words/progress.js";

/** @typedef {import("../lib/time-span.js").Span} Span */

/** @param {Span} chosen @param {(span: Span) => void} choose */
export const spanField = (chosen, choose) =>
  html`<div class="field">
    <label for="span">${words.filter.span}</label>
    <select
      id="span"
      .value=${live(chosen)}
      @change=${(/** @type {FieldEvent<HTMLSelectElement>} */ event) =>
        choose(SPANS[event.target.selectedIndex])}>
      ${SPANS.map(
        (span) => html`<option value=${span} ?selected=${span === chosen}>${words.spans[span]}</option>`,
      )}
    </select>
  </div>`;

/** Asking on which day a set was filmed. */

/** @import { Analysis } from "../../types/api.js" */

import { html } from "/vendor/lit-3.3.3.js";
import { api } from "../api/http.js";
import { dayOf, dayOfSet, utcOffset } from "../lib/dates.js";
import { words } from "../words/library.js";
import { ask } from "./ask-dialog.js";

const dayWords = words.day;

/** @param {Analysis} set @returns {Promise<string | null>} null when it stays as it is */
async function askForDay(set) {
  const day = await ask(
    dayWords.title,
    html`<div class="field">
        <label for="filmed-on">${dayWords.label}</label>
        <input
          id="filmed-on"
          name="day"
          type="date"
          .value=${dayOfSet(set)}
          min="1970-01-01"
          max=${dayOf(new Date(set.created))}
          required />
      </div>
      <p class="small quiet">${dayWords.note}</p>`,
    (form) => form.elements.day.value,
    dayWords,
  );
  return day === dayOfSet(set) ? null : day;
}

/**
 * Ask for the day a set was filmed on, and keep it.
 *
 * @param {Analysis} set
 * @returns {Promise<Analysis | null>} the set as it is now; null when it stays as it was
 * @throws {import("../api/http.js").ApiError} refused
 */
export async function changeDay(set) {
  const day = await askForDay(set);
  const path = `/analyses/${encodeURIComponent(set.id)}?tz=${utcOffset()}`;
  return day ? api.patch(path, { filmed_on: day }) : null;
}

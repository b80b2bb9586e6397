/** Asking on which day a set was filmed. */

/** @import { Analysis } from "../../types/api.js" */

import { html, render } from "/vendor/lit-3.3.3.js";
import { api } from "../api/http.js";
import { dayOf, dayOfSet, utcOffset } from "../lib/dates.js";
import { words } from "../words/library.js";

const dayWords = words.day;

/** @param {Analysis} set @returns {Promise<string | null>} null when it stays as it is */
function askForDay(set) {
  const dialog = document.createElement("dialog");
  dialog.setAttribute("aria-labelledby", "day-title");
  document.body.append(dialog);
  render(
    html`<form method="dialog" class="stack">
      <h2 id="day-title">${dayWords.title}</h2>
      <div class="field">
        <label for="filmed-on">${dayWords.label}</label>
        <input
          id="filmed-on"
          type="date"
          .value=${dayOfSet(set)}
          min="1970-01-01"
          max=${dayOf(new Date(set.created))}
          required />
      </div>
      <p class="small quiet">${dayWords.note}</p>
      <div class="buttons">
        <button class="button main" value="save">${dayWords.save}</button>
        <button class="button" value="" formnovalidate>${dayWords.cancel}</button>
      </div>
    </form>`,
    dialog,
  );
  dialog.showModal();
  return new Promise((done) => {
    dialog.addEventListener("close", () => {
      const day = dialog.querySelector("input").value;
      dialog.remove();
      done(dialog.returnValue === "save" && day !== dayOfSet(set) ? day : null);
    });
  });
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

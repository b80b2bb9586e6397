/** Asks for a new name. */

import { html, render } from "/vendor/lit-3.3.3.js";
import { words } from "../words/library.js";

const say = words.renaming;

/** @param {string} title @returns {Promise<string | null>} null when it stays as it is */
export function askName(title) {
  const dialog = document.createElement("dialog");
  dialog.setAttribute("aria-labelledby", "renaming-title");
  document.body.append(dialog);
  render(
    html`<form method="dialog" class="stack">
      <h2 id="renaming-title">${say.title}</h2>
      <div class="field"><label for="renaming-name">${say.label}</label>
        <input id="renaming-name" name="name" .value=${title} maxlength="200" required autocomplete="off"></div>
      <div class="buttons"><button class="button main" value="save">${say.save}</button>
        <button class="button" value="" formnovalidate>${say.cancel}</button></div>
    </form>`,
    dialog,
  );
  dialog.showModal();
  dialog.querySelector("input").select();
  return new Promise((done) => {
    dialog.addEventListener("close", () => {
      const name = dialog.querySelector("input").value.trim();
      dialog.remove();
      done(dialog.returnValue === "save" && name ? name : null);
    });
  });
}

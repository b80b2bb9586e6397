/** The question before everything is erased. */

import { html, render } from "/vendor/lit-3.3.3.js";
import { words } from "../words/account.js";

const say = words.erasing;

/** @returns {Promise<boolean>} whether it was really meant */
export function askErase() {
  const dialog = document.createElement("dialog");
  dialog.setAttribute("aria-labelledby", "erase-title");
  document.body.append(dialog);
  const sure = (event) => event.target.setCustomValidity(event.target.value.trim().toLowerCase() === say.sure ? "" : say.type);
  render(html`<form method="dialog" class="stack">
    <h2 id="erase-title">${say.title}</h2><p>${say.message}</p>
    <p><a href="/api/me/export" download>${say.first}</a></p>
    <div class="field"><label for="sure">${say.type}</label><input id="sure" autocomplete="off" required pattern=" *[Ee]rase everything *" @input=${sure}></div>
    <div class="buttons"><button class="button" type="button" autofocus @click=${() => dialog.close("")}>${say.cancel}</button>
      <button class="button danger" value="erase">${say.act}</button></div>
  </form>`, dialog);
  dialog.showModal();
  return new Promise((answer) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      answer(dialog.returnValue === "erase");
    });
  });
}

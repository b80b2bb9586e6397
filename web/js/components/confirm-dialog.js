/** A question before something that is not done lightly. */

import { html, render } from "/vendor/lit-3.3.3.js";
import { answerOf, makeDialog } from "./dialog.js";

/**
 * @param {{title: string, message: string, sure: string, cancel: string}} texts
 * @returns {Promise<boolean>} whether they are sure
 */
export function confirmDialog(texts) {
  const dialog = makeDialog("confirm-title");
  render(
    html`<form method="dialog" class="stack">
      <h2 id="confirm-title">${texts.title}</h2>
      <p>${texts.message}</p>
      <div class="buttons">
        <button class="button" value="go">${texts.sure}</button
        ><button class="button main" value="" autofocus>${texts.cancel}</button>
      </div>
    </form>`,
    dialog,
  );
  return answerOf(dialog, (pressed) => pressed === "go");
}

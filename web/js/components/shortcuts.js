/** The dialog that `?` opens: every key of this page, by group. */

import { html, render } from "/vendor/lit-3.3.3.js";
import { keys } from "../lib/keyboard.js";
import { words } from "../words/shared.js";

/** @type {Map<string, string[][]>} */
const groups = new Map();
/** @type {HTMLDialogElement | null} */
let dialog = null;

export const shortcuts = {
  /**
   * Add keys to the list; a group that is added again is replaced.
   *
   * @param {string} group
   * @param {string[][]} list keys ("J", "Shift+Left", "J / Down") and what they do
   */
  add(group, list) {
    groups.set(group, list);
    if (dialog?.open) draw(dialog);
  },

  /** Open the dialog. */
  show() {
    dialog ??= createDialog();
    draw(dialog);
    if (!dialog.open) dialog.showModal();
  },
};

function createDialog() {
  const created = document.createElement("dialog");
  created.className = "shortcuts";
  created.setAttribute("aria-labelledby", "shortcuts-title");
  // A click on the backdrop is a click on the dialog itself.
  created.addEventListener("click", (event) => event.target === created && created.close());
  document.body.append(created);
  return created;
}

/** @param {HTMLDialogElement} into */
function draw(into) {
  render(
    html`<div class="dialog-head">
        <h2 id="shortcuts-title">${words.shortcuts.title}</h2>
        <button class="button bare small" type="button" autofocus @click=${() => into.close()}>
          ${words.shortcuts.close}
        </button>
      </div>
      ${[...groups].map(
        ([name, list]) =>
          html`<h3>${name}</h3>
            <dl class="keys">
              ${list.map(
                ([key, what]) =>
                  html`<dt>
                      ${key.split(" / ").map((one, at) => html`${at ? " " : ""}<kbd>${one}</kbd>`)}
                    </dt>
                    <dd>${what}</dd>`,
              )}
            </dl>`,
      )}`,
    into,
  );
}

shortcuts.add(words.shortcuts.everywhere, words.shortcuts.everywhereKeys);
keys({ "?": () => shortcuts.show() });

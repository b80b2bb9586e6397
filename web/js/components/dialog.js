/** Dialogs that are made when they are needed, and taken away when they close. */

/** @param {string} title id of its heading @returns {HTMLDialogElement} not open yet */
export function makeDialog(title) {
  const dialog = document.createElement("dialog");
  dialog.setAttribute("aria-labelledby", title);
  document.body.append(dialog);
  return dialog;
}

/**
 * Open a dialog and wait for its end.
 *
 * @template T
 * @param {HTMLDialogElement} dialog
 * @param {(pressed: string) => T} read reads the answer: the value of the button it was closed with, empty
 *   where it was left
 * @returns {Promise<T>}
 */
export function answerOf(dialog, read) {
  dialog.showModal();
  return new Promise((answer) => {
    dialog.addEventListener("close", () => {
      const given = read(dialog.returnValue);
      dialog.remove();
      answer(given);
    });
  });
}

/** Keys that do something on a page, silent while somebody types. */

const TYPING =
  "input:not([type=checkbox], [type=radio], [type=range], [type=button]), textarea, select, " +
  "audio, [contenteditable]";

/** @param {Event} event @returns {boolean} whether its key belongs to a text field or a dialog */
export function typing(event) {
  const target = event.composedPath()[0];
  if (!(target instanceof Element)) return false;
  return target.closest(TYPING) !== null || document.querySelector("dialog[open]") !== null;
}

/**
 * Call a function by key, as `KeyboardEvent.key` names it ("j", "/", "ArrowDown"). A function that
 * returns false leaves the key to the browser.
 *
 * @param {Record<string, (event: KeyboardEvent) => void | boolean>} actions
 * @returns {() => void} stops listening
 */
export function keys(actions) {
  const listen = (/** @type {KeyboardEvent} */ event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event)) return;
    const act = actions[event.key];
    if (act && act(event) !== false) event.preventDefault();
  };
  document.addEventListener("keydown", listen);
  return () => document.removeEventListener("keydown", listen);
}

/**
 * To the next row of a list, or the one before; to the first one from elsewhere.
 *
 * @param {HTMLElement[]} links one of each row
 * @param {string} row selects the row round a link
 * @param {1 | -1} by
 */
export function focusLink(links, row, by) {
  const here = document.activeElement?.closest(row);
  const at = links.findIndex((link) => here?.contains(link));
  links[Math.max(0, Math.min(links.length - 1, at < 0 ? 0 : at + by))]?.focus();
}

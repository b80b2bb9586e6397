/** A short word at the foot of the page, with a way back when there is one. */

import { messageOf } from "../api/http.js";
import { words } from "../words/shared.js";

/** @type {HTMLElement | null} */
let region = null;
/** @type {{close: () => void, undo?: () => void}[]} newest last */
const shown = [];

function place() {
  if (region?.isConnected) return region;
  region = document.createElement("div");
  region.className = "toasts";
  region.setAttribute("role", "status");
  region.setAttribute("aria-live", "polite");
  document.body.append(region);
  return region;
}

/**
 * @param {string} text
 * @param {{undo?: () => void, action?: [string, () => void], seconds?: number}} [options] it stays
 *   for `seconds` (6, or 12 with something to do), longer while the pointer or the focus is on it
 * @returns {() => void} takes it away
 */
export function toast(text, { undo, action, seconds = undo || action ? 12 : 6 } = {}) {
  const box = document.createElement("div");
  box.className = "toast";
  const message = document.createElement("p");
  message.textContent = text;
  box.append(message);

  let timer = 0;
  const entry = { close, undo: undo && back };
  function close() {
    clearTimeout(timer);
    box.remove();
    const at = shown.indexOf(entry);
    if (at >= 0) shown.splice(at, 1);
  }
  function back() {
    close();
    undo?.();
  }
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(close, seconds * 1000);
  };
  const stay = () => clearTimeout(timer);

  if (undo) box.append(button(words.undo, back));
  if (action) {
    box.append(
      button(action[0], () => {
        close();
        action[1]();
      }),
    );
  }
  box.append(button(words.dismiss, close, "×"));
  box.addEventListener("pointerenter", stay);
  box.addEventListener("pointerleave", wait);
  box.addEventListener("focusin", stay);
  box.addEventListener("focusout", wait);
  shown.push(entry);
  while (shown.length > 3) shown[0].close();
  place().append(box);
  wait();
  return close;
}

/**
 * Do what may be refused, and say so if it is.
 *
 * @param {() => Promise<unknown>} act
 * @returns {Promise<boolean>} whether it was done
 */
export async function succeeds(act) {
  try {
    await act();
    return true;
  } catch (error) {
    toast(messageOf(error));
    return false;
  }
}

/** @param {string} label @param {() => void} act @param {string} [sign] what is shown of it */
function button(label, act, sign = label) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "button small";
  element.textContent = sign;
  if (sign !== label) element.setAttribute("aria-label", label);
  element.addEventListener("click", act);
  return element;
}

// Ctrl+Z takes back what the newest toast tells of, unless somebody is typing.
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.key.toLowerCase() !== "z") return;
  if (event.target instanceof Element && event.target.closest("input, textarea, [contenteditable]")) return;
  const last = shown.findLast((one) => one.undo);
  if (last) {
    event.preventDefault();
    last.undo?.();
  }
});

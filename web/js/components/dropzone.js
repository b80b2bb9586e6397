/** Videos dropped anywhere on a page. */

import { words } from "../words/shared.js";

/** @param {DragEvent} event */
const hasFiles = (event) => event.dataTransfer?.types.includes("Files") ?? false;

/**
 * Take files dropped anywhere on the page, showing while they hover that they will be taken.
 *
 * @param {(files: File[]) => void} take
 * @returns {() => void} stops
 */
export function dropAnywhere(take) {
  const sheet = document.createElement("div");
  sheet.className = "drop-sheet";
  sheet.hidden = true;
  sheet.setAttribute("aria-hidden", "true");
  const notice = document.createElement("p");
  notice.textContent = words.dropHere;
  sheet.append(notice);
  document.body.append(sheet);

  // Enter and leave come for each element on the way: only the balance says whether it is here.
  let depth = 0;
  const show = (/** @type {boolean} */ on) => {
    sheet.hidden = !on;
  };
  const enter = (/** @type {DragEvent} */ event) => {
    if (hasFiles(event)) {
      depth += 1;
      show(true);
      event.preventDefault();
    }
  };
  const over = (/** @type {DragEvent} */ event) => {
    if (event.dataTransfer && hasFiles(event)) {
      event.dataTransfer.dropEffect = "copy";
      event.preventDefault();
    }
  };
  const leave = (/** @type {DragEvent} */ event) => {
    if (hasFiles(event)) {
      depth = Math.max(0, depth - 1);
      show(depth > 0);
    }
  };
  const drop = (/** @type {DragEvent} */ event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    depth = 0;
    show(false);
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length) take(files);
  };
  const until = new AbortController();
  const { signal } = until;
  window.addEventListener("dragenter", enter, { signal });
  window.addEventListener("dragover", over, { signal });
  window.addEventListener("dragleave", leave, { signal });
  window.addEventListener("drop", drop, { signal });
  return () => {
    until.abort();
    sheet.remove();
  };
}

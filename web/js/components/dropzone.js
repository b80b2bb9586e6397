/** Videos dropped anywhere on a page. */

import { words } from "../words/shared.js";

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
  const said = document.createElement("p");
  said.textContent = words.dropHere;
  sheet.append(said);
  document.body.append(sheet);

  // Enter and leave come for each element on the way: only the balance says whether it is here.
  let depth = 0;
  const show = (on) => {
    sheet.hidden = !on;
  };
  const enter = (event) => {
    if (hasFiles(event)) {
      depth += 1;
      show(true);
      event.preventDefault();
    }
  };
  const over = (event) => {
    if (hasFiles(event)) {
      event.dataTransfer.dropEffect = "copy";
      event.preventDefault();
    }
  };
  const leave = (event) => {
    if (hasFiles(event)) {
      depth = Math.max(0, depth - 1);
      show(depth > 0);
    }
  };
  const drop = (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    depth = 0;
    show(false);
    const files = [...event.dataTransfer.files];
    if (files.length) take(files);
  };
  const all = { dragenter: enter, dragover: over, dragleave: leave, drop };
  for (const [name, listen] of Object.entries(all)) window.addEventListener(name, listen);
  return () => {
    for (const [name, listen] of Object.entries(all)) window.removeEventListener(name, listen);
    sheet.remove();
  };
}

/** What changed in the cues of an exercise, in a sentence each way. */

/** @import { CueTrend } from "../../../types/api.js" */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { words } from "../../words/progress.js";

/** @type {("better" | "worse" | "other")[]} */
const CHANGES = ["better", "worse", "other"];

/** @param {CueTrend[]} lines */
export function changes(lines) {
  const names = (/** @type {CueTrend["change"]} */ change) =>
    lines
      .filter((line) => line.change === change)
      .map(({ name }) => name.toLowerCase())
      .join("; ");
  const sentences = CHANGES.filter(names).map((change) => html`<p>${words[change](names(change))}</p>`);
  if (sentences.length) return sentences;
  return lines.some(({ change }) => change === "none") ? html`<p>${words.steady}</p>` : nothing;
}

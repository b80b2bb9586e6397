/** What is prescribed, as text. */

/** @import { PlannedOut } from "../../types/api.js" */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { range } from "../lib/formatting.js";
import { words as loadWords } from "../words/load.js";
import { words } from "../words/today.js";
import { loadText } from "./load.js";

const rowWords = words.row;

/** A range that no line break takes apart. @param {[number, number]} pair */
const unbroken = (pair) => range(pair).replace("–", "\u2060–\u2060");

/** @param {[number, number] | null} hold @returns {string} "hold 5–10 s"; empty where none is asked */
const describeHold = (hold) =>
  !hold ? "" : hold[0] > 0 ? rowWords.hold(unbroken(hold)) : rowWords.holdMost(hold[1]);

/** @param {Pick<PlannedOut, "load_kg" | "band">} planned @returns {string} "with 16 kg" */
function describeLoad({ load_kg: kg, band }) {
  const text = loadText({ load_kg: kg, band });
  return text && loadWords.with(text);
}

/**
 * @param {Pick<PlannedOut, "sets" | "reps"> & Partial<PlannedOut>} planned
 * @returns {string} "2–3 sets of 10–15 reps, hold 5–10 s, each side, with 16 kg"
 */
export const describePlan = ({
  sets,
  reps,
  hold = null,
  sides = "both",
  load_kg: kg = null,
  band = null,
}) =>
  [
    sets[1] === 1 ? rowWords.askedOnce(unbroken(reps)) : rowWords.asked(unbroken(sets), unbroken(reps)),
    describeHold(hold),
    rowWords.sides[sides],
    describeLoad({ load_kg: kg, band }),
  ]
    .filter(Boolean)
    .join(", ");

/** When load is to be added, in the coach's words. @param {Partial<PlannedOut>} planned */
export const progressionLine = ({ progression = "" }) =>
  progression
    ? html`<p class="small progression">
        <span class="quiet">${loadWords.progression}:</span> ${progression}
      </p>`
    : nothing;

/** @typedef {{finished: boolean, done: number, target: number, partial: number | null}} Progress */

/**
 * @param {Progress & Pick<PlannedOut, "reps">} today
 * @returns {string} "2 of 3 sets, 3 of 10 reps": whole sets, and how far one is that has too few
 */
export function progressText({ finished, done, target, partial, reps }) {
  if (finished) return rowWords.finished(done);
  const parts = [
    done || partial ? rowWords.some(done, target) : "",
    partial ? rowWords.partial(partial, reps[0]) : "",
  ];
  return parts.filter(Boolean).join(", ");
}

/** @param {number[]} days 0 = Monday @returns {string} "Mon, Wed" */
export function weekdays(days) {
  const { never, everyDay, short } = words.planning;
  if (!days.length) return never;
  return days.length === short.length ? everyDay : days.map((day) => short[day]).join(", ");
}

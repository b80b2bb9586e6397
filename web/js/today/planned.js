/** What is asked of an exercise, in one line. */

import { range } from "../shell/formatting.js";
import { words } from "../words/today.js";

const say = words.row;

/** A range that no line break takes apart. */
const whole = (pair) => range(pair).replace("–", "\u2060–\u2060");

/** @returns {string} "hold 5–10 s", "hold at most 2 s"; empty where none is asked */
const held = (hold) => (!hold ? "" : hold[0] > 0 ? say.hold(whole(hold)) : say.holdMost(hold[1]));

/**
 * @param {{sets: [number, number], reps: [number, number], hold?: [number, number] | null, sides?: "both" | "each" | "left" | "right"}} planned
 * @returns {string} "2–3 sets of 10–15 reps, hold 5–10 s, each side"
 */
export const planned = ({ sets, reps, hold = null, sides = "both" }) => [
  sets[1] === 1 ? say.askedOnce(whole(reps)) : say.asked(whole(sets), whole(reps)), held(hold), say.sides[sides],
].filter(Boolean).join(", ");

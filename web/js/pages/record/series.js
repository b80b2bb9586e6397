/** The sets of one exercise, one after the other without anything being touched. */

/** @import { Exercise, LiveResult } from "../../api/types.js" */
/** @typedef {import("./recordings.js").Recording} Recording */
/** @typedef {{title: string, result: LiveResult, recording: Recording}} PastSet */

import { words as recordWords } from "../../words/record.js";

const words = recordWords.series;

/** Seconds to turn round in, where the other side is still to be done. */
const TURN = 15;

/** Seconds before the end of a rest that are counted. */
const COUNTED = 3;

/**
 * What comes by itself after a set: its other side, the next set, or nothing.
 *
 * @param {Exercise} exercise
 * @param {LiveResult} result
 * @param {{number: number, sets: number, rest: number, sides: Set<string>, byItself: boolean}} course
 *   `number` of the set out of `sets`, the `sides` done in it, and whether it ended `byItself`: who
 *   ends it by hand is there, and is not waited for with the other side
 * @returns {{number: number, side: "left" | "right" | "", seconds: number} | null}
 */
export function nextSet(exercise, result, { number, sets, rest, sides, byItself }) {
  const done = result.code === "filmed" || Boolean(result.report?.reps.length);
  if (!done) return null;
  if (exercise.prescription.side_order === "in_turn" && byItself && sides.size === 1) {
    return { number, side: sides.has("left") ? "right" : "left", seconds: TURN };
  }
  return number < sets ? { number: number + 1, side: "", seconds: rest } : null;
}

/** Fires "change" as the rest goes by, "tick" in its last seconds, and "go" when it is over. */
export class Series extends EventTarget {
  number = 1;
  /** @type {"left" | "right" | ""} the side that is to be done, where the other one was */
  side = "";
  /** Seconds of rest that are left; null where nothing follows by itself. @type {number | null} */
  left = null;
  /** @type {PastSet[]} those before the last one */
  past = [];
  #sides = new Set();
  /** @type {PastSet | null} */
  #last = null;
  #timer = 0;

  /** @param {Exercise} exercise @param {{sets: number, rest: number}} plan `rest` in seconds */
  constructor(exercise, plan) {
    super();
    this.exercise = exercise;
    this.plan = plan;
  }

  /** @returns {PastSet[]} */
  get all() {
    return this.#last ? [...this.past, this.#last] : this.past;
  }

  /** "Set 2 of 3", or the side that is left; empty for a single set. */
  get title() {
    if (this.side) return words.otherSide(this.side);
    return this.plan.sets > 1 ? words.set(this.number, this.plan.sets) : "";
  }

  /** @param {LiveResult} result @param {Recording} recording @param {boolean} byItself */
  ended(result, recording, byItself) {
    if (this.#last) this.past.push(this.#last);
    this.#last = { title: this.title || words.first, result, recording };
    for (const { side } of result.report?.reps ?? []) this.#sides.add(side);
    const next = nextSet(this.exercise, result, {
      ...this.plan,
      number: this.number,
      sides: this.#sides,
      byItself,
    });
    if (!next) return;
    if (next.number !== this.number) this.#sides.clear();
    this.number = next.number;
    this.side = next.side;
    this.#rest(next.seconds);
  }

  /** Go on with the next set now. */
  go() {
    this.stop();
    this.dispatchEvent(new Event("go"));
  }

  /** No next set by itself. */
  stop() {
    clearInterval(this.#timer);
    this.left = null;
    this.dispatchEvent(new Event("change"));
  }

  /** @param {number} seconds */
  #rest(seconds) {
    const end = performance.now() + 1000 * seconds;
    this.left = seconds;
    this.#timer = setInterval(() => {
      const left = Math.ceil((end - performance.now()) / 1000);
      if (left === this.left) return;
      if (left <= 0) {
        this.go();
        return;
      }
      this.left = left;
      if (left <= COUNTED) this.dispatchEvent(new Event("tick"));
      this.dispatchEvent(new Event("change"));
    }, 200);
  }
}

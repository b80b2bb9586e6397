/** Which second of one repetition shows what a second of another shows. */

/** @typedef {import("../../api/types.js").Rep} Rep */
/** @typedef {Pick<Rep, "start" | "top_start" | "top_end" | "end">} Corners */

/** Seconds by which the frame nearest to a corner may come before it. */
const EARLY_FRAME = 0.05;

/** Start, top reached, top left and end are shown together. @param {Corners} rep */
const cornersOf = (rep) => [rep.start, rep.top_start, rep.top_end, rep.end];

/**
 * @param {number} time
 * @param {Corners} here the repetition that `time` belongs to
 * @param {Corners} there
 * @returns {number} the second of `there` that shows what `time` shows of `here`
 */
export function matchingTime(time, here, there) {
  const [a, b] = [cornersOf(here), cornersOf(there)];
  if (time <= a[0]) return b[0] - (a[0] - time);
  if (time >= a[3]) return b[3] + (time - a[3]);
  const i = segmentAt(time, a);
  return b[i] + ((b[i + 1] - b[i]) * (time - a[i])) / (a[i + 1] - a[i]);
}

/**
 * @param {number} time
 * @param {Corners} here the repetition that `time` belongs to
 * @param {Corners} there
 * @returns {number} how fast `there` goes while `here` goes at 1: seconds of it a second
 */
export function matchingRate(time, here, there) {
  const [a, b] = [cornersOf(here), cornersOf(there)];
  if (time < a[0] || time >= a[3]) return 1;
  const i = segmentAt(time, a);
  return (b[i + 1] - b[i]) / (a[i + 1] - a[i]);
}

/**
 * @param {number} time
 * @param {number[]} corners
 * @returns {number} the last stretch between corners that has begun; one without length is never chosen
 */
function segmentAt(time, corners) {
  let i = 2;
  while (i > 0 && (time < corners[i] || corners[i + 1] <= corners[i])) i -= 1;
  return i;
}

/** @param {number} time @param {Corners} rep @returns {"before" | "up" | "top" | "down" | "after"} */
export function phaseAt(time, rep) {
  if (time + EARLY_FRAME < rep.start) return "before";
  if (time + EARLY_FRAME < rep.top_start) return "up";
  if (time <= rep.top_end) return "top";
  return time <= rep.end ? "down" : "after";
}

/**
 * Which repetition goes with which: the first with the first, side by side.
 *
 * @param {Rep[]} before
 * @param {Rep[]} after
 * @returns {[Rep, Rep][]} in the order of `before`
 */
export function pairReps(before, after) {
  const taken = { left: 0, right: 0, both: 0 };
  return before.flatMap((rep) => {
    const other = after.filter(({ side }) => side === rep.side)[taken[rep.side]];
    taken[rep.side] += 1;
    return other ? [[rep, other]] : [];
  });
}

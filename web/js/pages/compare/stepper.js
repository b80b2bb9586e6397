/** Which second of one repetition shows what a second of another shows. */

/** @typedef {import("../../api/types.js").Rep} Rep */

const CORNERS = ["start", "top_start", "top_end", "end"];
/** Start, top reached, top left and end are shown together. */

/**
 * @param {number} time
 * @param {Rep} here the repetition that `time` belongs to
 * @param {Rep} there
 * @returns {number} the second of `there` that shows what `time` shows of `here`
 */
export function matchingTime(time, here, there) {
  const [a, b] = [here, there].map((rep) => CORNERS.map((c) => rep[c]));
  if (time <= a[0]) return b[0] - (a[0] - time);
  if (time >= a[3]) return b[3] + (time - a[3]);
  const i = segmentAt(time, a);
  return b[i] + ((b[i + 1] - b[i]) * (time - a[i])) / (a[i + 1] - a[i]);
}

/** @returns {number} how fast `there` goes while `here` goes at 1: seconds of it a second */
export function matchingRate(time, here, there) {
  const [a, b] = [here, there].map((rep) => CORNERS.map((c) => rep[c]));
  if (time < a[0] || time >= a[3]) return 1;
  const i = segmentAt(time, a);
  return (b[i + 1] - b[i]) / (a[i + 1] - a[i]);
}

/** The last stretch that has begun; one without length is never chosen. */
function segmentAt(time, corners) {
  let i = 2;
  while (i > 0 && (time < corners[i] || corners[i + 1] <= corners[i])) i -= 1;
  return i;
}

const EARLY_FRAME = 0.05;
/** Seconds by which the frame nearest to a corner may come before it. */

/** @param {Rep} rep @returns {"before" | "up" | "top" | "down" | "after"} */
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
  const taken = {};
  return before.flatMap((rep) => {
    const n = taken[rep.side] ?? 0;
    taken[rep.side] = n + 1;
    const other = after.filter((r) => r.side === rep.side)[n];
    return other ? [[rep, other]] : [];
  });
}

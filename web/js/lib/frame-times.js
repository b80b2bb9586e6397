/** The video's true frame times: which frame is shown, where the next one is. Seconds. */

/** Seconds: time stamps come rounded to a tenth of a millisecond, and through one more container. */
const SLACK = 5e-4;

/**
 * @param {number[]} times increasing
 * @param {number} t
 * @returns {number} index of the frame on screen at `t`: the last that has begun; 0 before the first
 */
export function shownAt(times, t) {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] <= t + SLACK) low = middle + 1;
    else high = middle;
  }
  return Math.max(low - 1, 0);
}

/** @param {number[]} times @param {number} t @returns {number} index of the frame nearest to `t` */
export function nearest(times, t) {
  const i = shownAt(times, t);
  return i + 1 < times.length && times[i + 1] - t < t - times[i] ? i + 1 : i;
}

/**
 * Where to seek so that a frame is on screen: a little into it, because a player that is told the
 * very edge may show the frame before.
 *
 * @param {number[]} times
 * @param {number} i the frame's index
 * @returns {number} seconds
 */
export function inside(times, i) {
  const gap = i + 1 < times.length ? times[i + 1] - times[i] : times[i] - (times[i - 1] ?? times[i] - 0.02);
  return times[i] + Math.min(gap / 4, 0.01);
}

/**
 * @param {number} from
 * @param {number} to
 * @param {number} [rate] frames a second
 * @returns {number[]} times at an even rate, for a clip whose true ones are not known
 */
export function evenly(from, to, rate = 25) {
  const n = Math.max(Math.floor((to - from) * rate), 0) + 1;
  return Array.from({ length: n }, (_, i) => from + i / rate);
}

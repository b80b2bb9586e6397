/** Where seconds and values lie on the timeline: the same drawing as formcheck/output/svg.py. */

/** Heights of the row of repetitions, the plot and the time axis, CSS pixels. */
export const HEAD = 44;
export const PLOT = 190;
export const FOOT = 24;

/** Points of a curve that are drawn: some two a pixel. */
const MOST_POINTS = 1200;

/**
 * @param {number} low
 * @param {number} high
 * @param {number} most
 * @param {number[]} [steps] to choose from first
 * @returns {number[]} at most `most` round numbers within low..high, a step of 1, 2 or 5 apart
 */
export function ticks(low, high, most, steps = []) {
  const raw = (high - low) / Math.max(most - 1, 1);
  const size = raw > 0 ? 10 ** Math.floor(Math.log10(raw)) : 1;
  const choices = steps.some((s) => s >= raw) ? steps : [1, 2, 5, 10, 20].map((k) => size * k);
  const step = choices.find((s) => s >= raw) ?? choices[choices.length - 1];
  const [first, last] = [Math.ceil(low / step - 1e-9), Math.floor(high / step + 1e-9)];
  return Array.from({ length: Math.max(last - first + 1, 0) }, (_, i) => (first + i) * step).slice(
    0,
    most + 1,
  );
}

/**
 * @param {(number | null)[]} values
 * @returns {number[]} indices of a long signal with each stretch's lowest, highest and missing kept
 */
export function thinned(values) {
  const n = values.length;
  if (n <= MOST_POINTS) return values.map((_, i) => i);
  /** @type {Set<number>} */
  const keep = new Set();
  const parts = MOST_POINTS / 2;
  for (let k = 0; k < parts; k += 1) {
    const [from, to] = [Math.floor((k * n) / parts), Math.floor(((k + 1) * n) / parts)];
    let [low, high] = [-1, -1];
    for (let i = from; i < to; i += 1) {
      const value = values[i];
      if (value === null) keep.add(i);
      else {
        if (low < 0 || value < Number(values[low])) low = i;
        if (high < 0 || value > Number(values[high])) high = i;
      }
    }
    if (low >= 0) keep.add(low).add(high);
  }
  return [...keep].sort((a, b) => a - b);
}

/** Seconds to per cent of the width, values to pixels from the top of the plot. */
export class Scale {
  /** @param {import("../api/types.js").Curve} c */
  constructor(c) {
    const seen = c.values.filter((v) => v !== null);
    const around = [...c.marks.map((m) => m.value)];
    for (const v of [c.low, c.high]) if (v !== null) around.push(v - c.margin, v + c.margin);
    const all = [seen, around].flat();
    let [low, high] = [Infinity, -Infinity];
    for (const v of all) [low, high] = [Math.min(low, v), Math.max(high, v)];
    const pad = 0.08 * (high - low) || 1;
    this.v0 = low - pad;
    this.v1 = high + pad;
    this.t0 = c.time[0];
    this.t1 = c.time[c.time.length - 1];
  }

  /** @param {number} t seconds */
  x(t) {
    return 100 * Math.min(Math.max((t - this.t0) / (this.t1 - this.t0 || 1), 0), 1);
  }

  /** @param {number} v */
  y(v) {
    return PLOT * Math.min(Math.max((this.v1 - v) / (this.v1 - this.v0), 0), 1);
  }

  /** @param {number} share @returns {number} the second at a share 0..1 of the width */
  time(share) {
    return this.t0 + Math.min(Math.max(share, 0), 1) * (this.t1 - this.t0);
  }
}

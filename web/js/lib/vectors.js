/** A little geometry on [x, y] and [x, y, z]. */

/** @typedef {number[]} Vector */

/** @type {(a: Vector, b: Vector) => Vector} */
export const add = (a, b) => a.map((x, i) => x + b[i]);

/** @type {(a: Vector, b: Vector) => Vector} */
export const minus = (a, b) => a.map((x, i) => x - b[i]);

/** @type {(k: number, a: Vector) => Vector} */
export const times = (k, a) => a.map((x) => k * x);

/** @type {(a: Vector, b: Vector) => number} */
export const dot = (a, b) => a.reduce((sum, x, i) => sum + x * b[i], 0);

/** @type {(a: Vector) => number} */
export const size = (a) => Math.sqrt(dot(a, a));

/** @type {(a: Vector, b: Vector) => Vector} */
export const middle = (a, b) => a.map((x, i) => (x + b[i]) / 2);

/** @param {Vector} a @returns {Vector} `a` divided by its length; NaN where that is zero */
export function unit(a) {
  const length = size(a);
  return a.map((x) => (length > 0 ? x / length : NaN));
}

/** @type {(a: Vector, b: Vector) => Vector} */
export const cross = (a, b) => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

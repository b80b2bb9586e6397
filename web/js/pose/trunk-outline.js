/**
 * The trunk's outline off a segmentation mask: the same numbers as
 *   `formcheck.analysis.geometry.trunk_profile`
 * gives for a file (tests/web/test_pose.py compares the two), so that live and upload agree.
 */

import { add, cross, dot, middle, minus, size, times, unit } from "../lib/vectors.js";
import { AT, TRUNK_POINTS } from "./skeleton.js";

/** How far from the chord the outline is looked for, in chord lengths. */
const REACH = 0.6;

/** Pixels from one sample of the mask to the next. */
export const STEP = 0.5;

/**
 * @typedef {object} Mask
 * @property {Float32Array} values the person's share of each pixel, row by row
 * @property {number} stride pixels from one row to the next
 * @property {number} width of the picture within the mask
 * @property {number} height of the picture within the mask
 */

/**
 * @param {number[][]} world [33][3] world landmarks
 * @returns {number[]} the way out of the chest in the picture, [x, y]
 */
export function frontOf(world) {
  const [leftHip, rightHip] = [world[AT.leftHip], world[AT.rightHip]];
  const [leftShoulder, rightShoulder] = [world[AT.leftShoulder], world[AT.rightShoulder]];
  const head = unit(minus(minus(add(leftShoulder, rightShoulder), leftHip), rightHip));
  let left = add(unit(minus(leftHip, rightHip)), unit(minus(leftShoulder, rightShoulder)));
  left = unit(minus(left, times(dot(left, head), head)));
  return cross(left, head).slice(0, 2);
}

/**
 * @param {Mask} mask
 * @param {number[][]} pixels [33][2] landmarks in pixels of the mask
 * @param {number[][]} world [33][3]
 * @returns {Float32Array} [2 * 24] dorsal then ventral, in chord lengths; NaN where no edge was met
 */
export function readTrunk(mask, pixels, world) {
  const shoulder = middle(pixels[AT.leftShoulder], pixels[AT.rightShoulder]);
  const hip = middle(pixels[AT.leftHip], pixels[AT.rightHip]);
  return trunkProfile(mask, shoulder, hip, frontOf(world));
}

/**
 * @param {Mask} mask
 * @param {number[]} shoulder mid-shoulder, pixels
 * @param {number[]} hip mid-hip, pixels
 * @param {number[]} front see `frontOf`
 * @returns {Float32Array} see `readTrunk`
 */
export function trunkProfile(mask, shoulder, hip, front) {
  const out = new Float32Array(2 * TRUNK_POINTS).fill(NaN);
  const chord = minus(hip, shoulder);
  const length = size(chord);
  if (!Number.isFinite(length) || length < 20) return out;
  const along = times(1 / length, chord);
  const normal = [along[1], -along[0]];
  const dorsal = dot(normal, front) > 0 ? -1 : 1;
  const steps = Math.ceil((REACH * length) / STEP);
  [dorsal, -dorsal].forEach((sign, row) => {
    for (let k = 0; k < TRUNK_POINTS; k += 1) {
      const base = add(shoulder, times(k / (TRUNK_POINTS - 1), chord));
      out[row * TRUNK_POINTS + k] = edge(mask, base, times(sign, normal), steps) / length;
    }
  });
  return out;
}

/**
 * Walk from `base` to where the mask falls through one half.
 *
 * @param {Mask} mask
 * @param {number[]} base pixels
 * @param {number[]} way of length 1
 * @param {number} steps
 * @returns {number} pixels; NaN at the picture's border
 */
export function edge(mask, base, way, steps) {
  let before = sample(mask, base[0], base[1]);
  if (!(before >= 0.5)) return NaN;
  for (let i = 1; i < steps; i += 1) {
    const here = sample(mask, base[0] + i * STEP * way[0], base[1] + i * STEP * way[1]);
    if (Number.isNaN(here)) return NaN;
    if (here < 0.5) return STEP * (i - 1) + (STEP * (before - 0.5)) / (before - here);
    before = here;
  }
  return NaN;
}

/** @param {Mask} mask @param {number} x @param {number} y @returns {number} bilinear; NaN outside */
function sample({ values, stride, width, height }, x, y) {
  if (!(x >= 0 && y >= 0 && x <= width - 1 && y <= height - 1)) return NaN;
  const x0 = Math.min(Math.trunc(x), width - 2);
  const y0 = Math.min(Math.trunc(y), height - 2);
  const [fx, fy] = [x - x0, y - y0];
  const at = y0 * stride + x0;
  const top = values[at] * (1 - fx) + values[at + 1] * fx;
  const bottom = values[at + stride] * (1 - fx) + values[at + stride + 1] * fx;
  return top * (1 - fy) + bottom * fy;
}

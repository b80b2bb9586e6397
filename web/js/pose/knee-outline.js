/**
 * How far off the knee points may be, off a segmentation mask: the same numbers as
 *   `formcheck.analysis.geometry.knee_doubt`
 * gives for a file (tests/web/test_pose.py compares the two), so that live and upload agree about
 * loose trousers.
 */

import { add, minus, size, times } from "../lib/vectors.js";
import { AT } from "./skeleton.js";
import { edge, STEP } from "./trunk-outline.js";

/** Shank lengths: a leg's own width at the knee, and how far its edge is looked for. */
const KNEE_WIDTH = 0.36;
const REACH = 0.6;

/** How long the shorter of thigh and shank is in the picture at least, as a share of the other. */
const ALONG = 0.7;

/** Cosine of half the angle that the leg bends by in the picture, at least. */
const STRAIGHT = 0.9;

/** @typedef {import("./trunk-outline.js").Mask} Mask */

/**
 * @param {Mask} mask
 * @param {number[][]} pixels [33][2] landmarks in pixels of the mask
 * @returns {number[]} of the left and the right knee, shank lengths; NaN where it cannot be told
 */
export function readKnees(mask, pixels) {
  const { leftHip, leftKnee, leftAnkle, rightHip, rightKnee, rightAnkle } = AT;
  return [
    kneeDoubt(mask, pixels[leftHip], pixels[leftKnee], pixels[leftAnkle]),
    kneeDoubt(mask, pixels[rightHip], pixels[rightKnee], pixels[rightAnkle]),
  ];
}

/**
 * @param {Mask} mask
 * @param {number[]} hip pixels
 * @param {number[]} knee pixels
 * @param {number[]} ankle pixels
 * @returns {number} see `readKnees`
 */
export function kneeDoubt(mask, hip, knee, ankle) {
  const [thigh, shank] = [size(minus(knee, hip)), size(minus(ankle, knee))];
  const longer = Math.max(thigh, shank);
  if (!(Math.min(thigh, shank) >= Math.max(ALONG * longer, 1))) return NaN;
  const along = times(0.5, add(times(1 / thigh, minus(knee, hip)), times(1 / shank, minus(ankle, knee))));
  const length = size(along);
  if (length < STRAIGHT) return NaN;
  const normal = [along[1] / length, -along[0] / length];
  const steps = Math.ceil((REACH * longer) / STEP);
  const [a, b] = [1, -1].map((sign) => edge(mask, knee, times(sign, normal), steps) / longer);
  return Math.max(Math.abs(a - b) / 2, (a + b - KNEE_WIDTH) / 2);
}

/** Both skeletons in one picture, the hips on each other where the repetition starts. */

/** @import { Poses, Rep } from "../../api/types.js" */
/** @import { Point } from "../../lib/poses.js" */

import { clearCanvas, Ink, thin } from "../../components/canvas-drawing.js";
import { headRing, hips, shoulders, sides } from "../../components/canvas-skeleton.js";
import { poseAt } from "../../lib/poses.js";
import { ACROSS, BONE, COLOURS } from "../../pose/skeleton.js";

/** Frames of a repetition that are looked at to fit its skeleton. */
const SAMPLES = 24;
/** Trunk lengths that shoulders are beside the hips before it counts as lying or facing that way. */
const FACING = 0.4;
/** Trunk lengths left free round both skeletons. */
const ROOM = 0.25;

/**
 * @typedef {object} Fit of one repetition's skeleton: hips of its start at 0, its trunk 1 long
 * @property {(Point | null)[][]} poses its landmarks in frames of the repetition
 * @property {Point} centre the hips where it starts, pixels
 * @property {number} length of the trunk, pixels
 * @property {number} facing trunk lengths that the shoulders are to the right of the hips
 */
/**
 * @typedef {object} Superimposed
 * @property {[Fit, Fit]} fits before and after
 * @property {{x: number, y: number, width: number, height: number}} box round both, trunk lengths
 * @property {boolean} mirrored whether the second is turned round: it faces the other way
 */

/** @param {number[]} values */
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

/** @param {Poses} poses @param {Rep} rep @returns {Fit | null} null where it was not seen */
function fitSkeleton(poses, { start, end }) {
  /** @type {(Point | null)[][]} */
  const seen = [];
  /** @type {Point[]} */
  const trunks = [];
  for (let i = 0; i < SAMPLES; i += 1) {
    const { points } = poseAt(poses, start + ((end - start) * i) / (SAMPLES - 1));
    const [hip, shoulder] = [hips(points), shoulders(points)];
    if (!hip || !shoulder) continue;
    seen.push(points);
    trunks.push([shoulder[0] - hip[0], shoulder[1] - hip[1]]);
  }
  const centre = seen.length ? hips(seen[0]) : null;
  const length = centre ? median(trunks.map(([x, y]) => Math.hypot(x, y))) : 0;
  if (!centre || !length) return null;
  return { poses: seen, centre, length, facing: median(trunks.map(([x]) => x)) / length };
}

/**
 * @param {Point | null} p
 * @param {Fit} fit
 * @param {boolean} mirrored
 * @returns {Point | null} trunk lengths from the hips
 */
const fitted = (p, { centre, length }, mirrored) =>
  p && [((mirrored ? -1 : 1) * (p[0] - centre[0])) / length, (p[1] - centre[1]) / length];

/**
 * @param {{poses: Poses, rep: Rep}} before
 * @param {{poses: Poses, rep: Rep}} after
 * @returns {Superimposed | null} null where one of them was not seen
 */
export function superimpose(before, after) {
  const [a, b] = [before, after].map(({ poses, rep }) => fitSkeleton(poses, rep));
  if (!a || !b) return null;
  const mirrored = Math.min(Math.abs(a.facing), Math.abs(b.facing)) > FACING && a.facing * b.facing < 0;
  const all = [
    ...a.poses.flat().map((p) => fitted(p, a, false)),
    ...b.poses.flat().map((p) => fitted(p, b, mirrored)),
  ].filter((p) => p !== null);
  const [xs, ys] = [all.map(([x]) => x), all.map(([, y]) => y)];
  const [x, y] = [Math.min(...xs) - ROOM, Math.min(...ys) - ROOM];
  const box = { x, y, width: Math.max(...xs) + ROOM - x, height: Math.max(...ys) + ROOM - y };
  return { fits: [a, b], box, mirrored };
}

/** @typedef {{poses: Poses, time: number, near: "left" | "right" | "both" | null}} Moment of a set */

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Superimposed} both
 * @param {[Moment, Moment]} moments before and after
 */
export function drawSuperimposed(canvas, { fits, box, mirrored }, moments) {
  const context = clearCanvas(canvas);
  const { clientWidth: width, clientHeight: height } = canvas;
  const scale = Math.min(width / box.width, height / box.height);
  const [left, top] = [
    (width - scale * box.width) / 2 - scale * box.x,
    (height - scale * box.height) / 2 - scale * box.y,
  ];
  const line = 1.5 * thin(width, height);
  moments.forEach(({ poses, time, near }, i) => {
    const points = poseAt(poses, time).points.map((point) => {
      const p = fitted(point, fits[i], mirrored && i === 1);
      return p && [scale * p[0] + left, scale * p[1] + top];
    });
    const { front, back } = sides(near);
    // Told apart by stroke first: dashes before, a whole line after.
    const [wide, dash, colour] = i === 0 ? [line, 5 * line, BONE] : [1.6 * line, 0, COLOURS.ok];
    for (const { bones, alpha } of [
      { bones: [...back, ...ACROSS], alpha: 0.4 },
      { bones: front, alpha: 1 },
    ]) {
      const ink = new Ink(context);
      for (const [a, b] of bones) ink.line([points[a], points[b]], wide, dash);
      if (bones === front) ink.line(headRing(points), line, dash);
      ink.paint(colour, alpha);
    }
  });
}

/** The pose at any time, between the two nearest frames: the same as formcheck.output.writer.pose_at. */

import { shownAt } from "./frame-times.js";

/** @typedef {import("../api/types.js").Poses} Poses */
/** @typedef {number[]} Point x and y */
/**
 * @typedef {{points: (Point | null)[], back: (Point | null)[], belly: (Point | null)[], seen: boolean}}
 *   Pose
 */

/** Seconds between frames of which nothing is known in between. */
const LONG = 0.5;

/** @type {Pose} */
const NOBODY = { points: [], back: [], belly: [], seen: false };

/** @param {(number | null)[] | null} [flat] @returns {(Point | null)[]} pairs of a flat list */
function pointPairs(flat) {
  /** @type {(Point | null)[]} */
  const out = [];
  for (let i = 0; flat && i < flat.length; i += 2) {
    const [x, y] = [flat[i], flat[i + 1]];
    out.push(x === null || y === null ? null : [x, y]);
  }
  return out;
}

/** @param {Poses} poses @param {number} i @returns {Pose} */
function poseOfFrame(poses, i) {
  const trunk = poses.trunk[i];
  const points = pointPairs(poses.image[i]);
  return { points, back: pointPairs(trunk?.[0]), belly: pointPairs(trunk?.[1]), seen: points.length > 0 };
}

/**
 * @param {(Point | null)[]} a
 * @param {(Point | null)[]} b
 * @param {number} share 0..1, how far from a to b
 */
function blend(a, b, share) {
  const nearer = share < 0.5 ? a : b;
  return Array.from({ length: Math.max(a.length, b.length) }, (_, i) => {
    const [p, q] = [a[i], b[i]];
    if (!p || !q) return nearer[i] ?? null;
    return [p[0] + (q[0] - p[0]) * share, p[1] + (q[1] - p[1]) * share];
  });
}

/** @param {Poses | null} poses @param {number} time @returns {Pose} nobody where it is not near */
export function poseAt(poses, time) {
  if (!poses?.times.length) return NOBODY;
  const { times } = poses;
  const i = shownAt(times, time);
  const j = Math.min(i + 1, times.length - 1);
  if (time < times[0] - LONG || time > times[times.length - 1] + LONG) return NOBODY;
  const gap = times[j] - times[i];
  if (gap > LONG) return Math.abs(time - times[i]) < 0.1 ? poseOfFrame(poses, i) : NOBODY;
  const share = gap > 0 ? Math.min(Math.max((time - times[i]) / gap, 0), 1) : 0;
  const [a, b] = [poseOfFrame(poses, i), poseOfFrame(poses, j)];
  if (!a.seen || !b.seen) return share < 0.5 ? a : b;
  return {
    points: blend(a.points, b.points, share),
    back: blend(a.back, b.back, share),
    belly: blend(a.belly, b.belly, share),
    seen: true,
  };
}

/** @param {Poses} poses @returns {number[]} left, top, right, bottom of all of it */
export function extent(poses) {
  let box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const flat of poses.image) {
    for (const point of pointPairs(flat)) {
      if (!point) continue;
      const [x, y] = point;
      box = [Math.min(box[0], x), Math.min(box[1], y), Math.max(box[2], x), Math.max(box[3], y)];
    }
  }
  return box[0] > box[2] ? [0, 0, 16, 9] : box;
}

/**
 * @param {import("../api/types.js").Curve} curve
 * @param {number} time
 * @returns {number | null} its value at a time, null in a gap
 */
export function valueAt(curve, time) {
  const { time: times, values } = curve;
  if (!times.length || time < times[0] - 0.1 || time > times[times.length - 1] + 0.1) return null;
  const i = shownAt(times, time);
  const j = Math.min(i + 1, times.length - 1);
  const [a, b] = [values[i], values[j]];
  if (a === null || b === null || times[j] - times[i] > LONG) {
    return a !== null && time - times[i] < 0.05 ? a : null;
  }
  const gap = times[j] - times[i];
  return gap > 0 ? a + (b - a) * Math.min(Math.max((time - times[i]) / gap, 0), 1) : a;
}

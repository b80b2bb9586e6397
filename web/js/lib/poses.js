/** The pose at any time, between the two nearest frames: the same as formcheck.output.writer.pose_at. */

import { shownAt } from "./frame-times.js";

/** @typedef {import("../api/types.js").Poses} Poses */
/** @typedef {number[]} Point x and y */
/**
 * @typedef {{points: (Point | null)[], back: (Point | null)[], belly: (Point | null)[], seen: boolean}}
 *   Pose
 */

const LONG = 0.5;
/** Seconds between frames of which nothing is known in between. */

const NOBODY = { points: [], back: [], belly: [], seen: false };

/** @returns {(Point | null)[]} pairs of a flat list */
function pointPairs(flat) {
  const out = [];
  for (let i = 0; flat && i < flat.length; i += 2) {
    out.push(flat[i] === null || flat[i + 1] === null ? null : [flat[i], flat[i + 1]]);
  }
  return out;
}

/** @param {Poses} poses @returns {Pose} */
function poseOfFrame(poses, i) {
  const trunk = poses.trunk[i];
  const points = pointPairs(poses.image[i]);
  return { points, back: pointPairs(trunk?.[0]), belly: pointPairs(trunk?.[1]), seen: points.length > 0 };
}

function blend(a, b, share) {
  const nearer = share < 0.5 ? a : b;
  return Array.from({ length: Math.max(a.length, b.length) }, (_, i) =>
    a[i] && b[i]
      ? [a[i][0] + (b[i][0] - a[i][0]) * share, a[i][1] + (b[i][1] - a[i][1]) * share]
      : (nearer[i] ?? null),
  );
}

/** @param {Poses | null} poses @param {number} time @returns {Pose} nobody where it is not near */
export function poseAt(poses, time) {
  if (!poses?.times.length) return NOBODY;
  const { times } = poses;
  const i = shownAt(times, time);
  const j = Math.min(i + 1, times.length - 1);
  if (time < times[0] - LONG || time > times.at(-1) + LONG) return NOBODY;
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
    for (let i = 0; flat && i < flat.length; i += 2) {
      if (flat[i] === null) continue;
      box = [
        Math.min(box[0], flat[i]),
        Math.min(box[1], flat[i + 1]),
        Math.max(box[2], flat[i]),
        Math.max(box[3], flat[i + 1]),
      ];
    }
  }
  return box[0] > box[2] ? [0, 0, 16, 9] : box;
}

/**
 * @param {import("../api/types.js").Curve} curve
 * @returns {number | null} its value at a time, null in a gap
 */
export function valueAt(curve, time) {
  const { time: times, values } = curve;
  if (!times.length || time < times[0] - 0.1 || time > times.at(-1) + 0.1) return null;
  const i = shownAt(times, time);
  const j = Math.min(i + 1, times.length - 1);
  const [a, b] = [values[i], values[j]];
  if (a === null || b === null || times[j] - times[i] > LONG) {
    return a !== null && time - times[i] < 0.05 ? a : null;
  }
  const gap = times[j] - times[i];
  return gap > 0 ? a + (b - a) * Math.min(Math.max((time - times[i]) / gap, 0), 1) : a;
}

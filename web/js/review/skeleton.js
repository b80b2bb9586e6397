/** The skeleton: thin, the near side strong, the far side faint. */

import { BONE, Ink, arc, between, mid, reach, sub, thin } from "./ink.js";

export const LEFT = [[11, 13], [13, 15], [11, 23], [23, 25], [25, 27], [27, 29], [29, 31], [31, 27]];
export const RIGHT = LEFT.map(([a, b]) => [a + 1, b + 1]);
export const ACROSS = [[11, 12], [23, 24]];
const HEAD = [7, 8, 0];

/**
 * @param {CanvasRenderingContext2D} context
 * @param {{width: number, height: number}} size of the picture, CSS pixels
 * @param {(import("./poses.js").Point | null)[]} points the 33 landmarks
 * @param {"left" | "right" | "both" | null} near the side drawn strong
 * @param {number} [strength] 0..1
 */
export function drawSkeleton(context, size, points, near, strength = 1) {
  const w = thin(size.width, size.height);
  const front = { left: LEFT, right: RIGHT }[near] ?? [...LEFT, ...RIGHT];
  const back = { left: RIGHT, right: LEFT }[near] ?? [];
  for (const [bones, wide, alpha] of [[back, w, 0.4], [ACROSS, w, back.length ? 0.4 : 0.8], [front, 1.6 * w, 1]]) {
    const ink = new Ink(context);
    for (const [a, b] of bones) ink.line([points[a], points[b]], wide);
    if (bones === front) {
      ink.line(headRing(points), w);
      for (const j of new Set(front.flat())) if (points[j]) ink.line(arc(points[j], 0, 360, 1.3 * w), 1.3 * w);
    }
    ink.paint(BONE, alpha * strength);
  }
}

/** @returns {import("./poses.js").Point[]} a ring round the head, as large as the trunk is long */
export function headRing(points) {
  const seen = HEAD.map((j) => points[j]).filter(Boolean);
  if (!seen.length || !points[11] || !points[23]) return [];
  const centre = [0, 1].map((k) => seen.reduce((sum, p) => sum + p[k], 0) / seen.length);
  return arc(centre, 0, 360, 0.17 * reach(sub(points[11], points[23])));
}

/** @returns {import("./poses.js").Point[]} points all along the skeleton that were seen */
export const alongBones = (points) =>
  [...LEFT, ...RIGHT, ...ACROSS].flatMap(([a, b]) => (points[a] && points[b] ? between(points[a], points[b]) : []));

/** @returns {import("./poses.js").Point | null} */
export const hips = (points) => mid(points[23], points[24]);
export const shoulders = (points) => mid(points[11], points[12]);

/** The skeleton on a canvas: the side that works strong, the other one faint. */

/** @typedef {import("../lib/poses.js").Point} Point */

import { ACROSS, AT, BONE, BONES, HEAD_POINTS, LEFT, RIGHT } from "../pose/skeleton.js";
import { arc, difference, Ink, magnitude, midpoint, pointsBetween, thin } from "./canvas-drawing.js";

/**
 * @param {string | null} near the side drawn strong; both without one
 * @returns {{front: number[][], back: number[][]}} the bones drawn strong, and those drawn faint
 */
export function sides(near) {
  if (near === "left") return { front: LEFT, back: RIGHT };
  if (near === "right") return { front: RIGHT, back: LEFT };
  return { front: [...LEFT, ...RIGHT], back: [] };
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {{width: number, height: number}} size of the picture, CSS pixels
 * @param {(Point | null)[]} points the 33 landmarks
 * @param {"left" | "right" | "both" | null} near the side drawn strong
 * @param {number} [strength] 0..1
 */
export function drawSkeleton(context, size, points, near, strength = 1) {
  const w = thin(size.width, size.height);
  const { front, back } = sides(near);
  for (const { bones, wide, alpha } of [
    { bones: back, wide: w, alpha: 0.4 },
    { bones: ACROSS, wide: w, alpha: back.length ? 0.4 : 0.8 },
    { bones: front, wide: 1.6 * w, alpha: 1 },
  ]) {
    const ink = new Ink(context);
    for (const [a, b] of bones) ink.line([points[a], points[b]], wide);
    if (bones === front) {
      ink.line(headRing(points), w);
      for (const j of new Set(front.flat())) {
        const joint = points[j];
        if (joint) ink.line(arc(joint, 0, 360, 1.3 * w), 1.3 * w);
      }
    }
    ink.paint(BONE, alpha * strength);
  }
}

/**
 * @param {(Point | null)[]} points
 * @returns {Point[]} a ring round the head, as large as the trunk is long
 */
export function headRing(points) {
  const seen = HEAD_POINTS.map((j) => points[j]).filter((p) => p !== null);
  const [shoulder, hip] = [points[AT.leftShoulder], points[AT.leftHip]];
  if (!seen.length || !shoulder || !hip) return [];
  const centre = [0, 1].map((k) => seen.reduce((sum, p) => sum + p[k], 0) / seen.length);
  return arc(centre, 0, 360, 0.17 * magnitude(difference(shoulder, hip)));
}

/** @param {(Point | null)[]} points @returns {Point[]} points all along the skeleton that were seen */
export const alongBones = (points) =>
  BONES.flatMap(([a, b]) => {
    const [from, to] = [points[a], points[b]];
    return from && to ? pointsBetween(from, to) : [];
  });

/** @param {(Point | null)[]} points @returns {Point | null} */
export const hips = (points) => midpoint(points[AT.leftHip], points[AT.rightHip]);

/** @param {(Point | null)[]} points @returns {Point | null} */
export const shoulders = (points) => midpoint(points[AT.leftShoulder], points[AT.rightShoulder]);

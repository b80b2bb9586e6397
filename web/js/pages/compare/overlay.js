/** Both skeletons in one picture, laid on each other where the repetition starts. */

import { headRing, hips, Ink, shoulders, thin } from "../../components/canvas-drawing.js";
import { poseAt } from "../../lib/poses.js";
import { ACROSS, BONE, COLOURS, LEFT, RIGHT } from "../../pose/skeleton.js";

/** @typedef {import("../../api/types.js").Rep} Rep @typedef {import("../../api/types.js").Poses} Poses */

const SAMPLES = 24;
const FACING = 0.4;
/** Trunk lengths that shoulders are beside the hips before it counts as lying or facing that way. */

/** @returns {number} */
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

/**
 * Where one repetition's skeleton goes: hips of its start at 0, its trunk 1 long.
 *
 * @param {Poses} poses
 * @param {Rep} rep
 */
function fitRep(poses, rep) {
  const times = Array.from(
    { length: SAMPLES },
    (_, i) => rep.start + ((rep.end - rep.start) * i) / (SAMPLES - 1),
  );
  const seen = times.map((t) => poseAt(poses, t).points).filter((p) => hips(p) && shoulders(p));
  if (!seen.length) return null;
  const trunks = seen.map((p) => [shoulders(p)[0] - hips(p)[0], shoulders(p)[1] - hips(p)[1]]);
  const length = median(trunks.map((t) => Math.hypot(...t)));
  if (!length) return null;
  return { seen, centre: hips(seen[0]), length, facing: median(trunks.map((t) => t[0])) / length, turn: 1 };
}

const toOverlay = (p, fit) =>
  p && [(fit.turn * (p[0] - fit.centre[0])) / fit.length, (p[1] - fit.centre[1]) / fit.length];

/**
 * @param {{poses: Poses, rep: Rep}} before
 * @param {{poses: Poses, rep: Rep}} after
 * @returns {{fits: any[], box: {x: number, y: number, width: number, height: number}, mirrored: boolean}
 *   | null}
 *   null where one of them was not seen
 */
export function fitOverlay(before, after) {
  const fits = [before, after].map(({ poses, rep }) => fitRep(poses, rep));
  if (fits.some((f) => f === null)) return null;
  const [a, b] = fits;
  const mirrored = Math.min(Math.abs(a.facing), Math.abs(b.facing)) > FACING && a.facing * b.facing < 0;
  if (mirrored) b.turn = -1;
  const all = fits.flatMap((fit) =>
    fit.seen.flatMap((points) => points.filter(Boolean).map((p) => toOverlay(p, fit))),
  );
  const [xs, ys] = [0, 1].map((k) => all.map((p) => p[k]));
  const [left, top] = [Math.min(...xs) - 0.25, Math.min(...ys) - 0.25];
  return {
    fits,
    mirrored,
    box: { x: left, y: top, width: Math.max(...xs) + 0.25 - left, height: Math.max(...ys) + 0.25 - top },
  };
}

/**
 * @param {CanvasRenderingContext2D} context scaled to CSS pixels, cleared
 * @param {{width: number, height: number}} size
 * @param {NonNullable<ReturnType<typeof fitOverlay>>} both
 * @param {{poses: Poses, time: number, near: string | null}[]} shown before and after
 */
export function drawOverlay(context, size, { fits, box }, shown) {
  const k = Math.min(size.width / box.width, size.height / box.height);
  const [dx, dy] = [
    (size.width - k * box.width) / 2 - k * box.x,
    (size.height - k * box.height) / 2 - k * box.y,
  ];
  const w = 1.5 * thin(size.width, size.height);
  shown.forEach(({ poses, time, near }, i) => {
    const points = poseAt(poses, time).points.map((p) => {
      const q = toOverlay(p, fits[i]);
      return q && [k * q[0] + dx, k * q[1] + dy];
    });
    const far = { left: RIGHT, right: LEFT }[near] ?? [];
    const front = { left: LEFT, right: RIGHT }[near] ?? [...LEFT, ...RIGHT];
    // Told apart by stroke first: dashes before, a whole line after.
    for (const [bones, alpha] of [
      [[...far, ...ACROSS], 0.4],
      [front, 1],
    ]) {
      const ink = new Ink(context);
      const dash = i === 0 ? 5 * w : 0;
      for (const [a, b] of bones) ink.line([points[a], points[b]], i === 0 ? w : 1.6 * w, dash);
      if (bones === front) ink.line(headRing(points), w, dash);
      ink.paint(i === 0 ? BONE : COLOURS.ok, alpha);
    }
  });
}

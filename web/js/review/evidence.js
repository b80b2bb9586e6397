/** What a finding was judged by, drawn where it was seen: as formcheck/output/draw/evidence.py. */

import { BONE, Ink, along, arc, between, mid, reach, sub, thin } from "./ink.js";
import { hips, shoulders } from "./skeleton.js";

/** @typedef {import("./poses.js").Point} Point */
/** @typedef {{anchor: Point, busy: Point[], joint: Point | null}} Drawn where the label and the mark belong */

const degrees = (v) => (Math.atan2(v[1], v[0]) * 180) / Math.PI;
const cross = (u, v) => u[0] * v[1] - u[1] * v[0];

/**
 * @param {CanvasRenderingContext2D} context
 * @param {{width: number, height: number}} size
 * @param {import("./poses.js").Pose} pose in the context's own pixels
 * @param {import("./types.js").Finding} finding
 * @param {number | null} value measured at this very moment
 * @param {string} colour
 * @returns {Drawn | null} null where there is nothing to draw or it was not seen
 */
export function drawEvidence(context, size, pose, finding, value, colour) {
  const how = finding.evidence?.draw;
  if (!how || how === "moment" || !pose.seen) return null;
  const w = thin(size.width, size.height);
  if (how === "outline") return outline(context, w, pose, colour);
  const p = finding.evidence.landmarks.map((j) => pose.points[j]);
  const enough = { angle: 3, line: 2, separation: 4 }[how];
  if (p.length < enough || p.some((x) => !x)) return null;
  return { angle, line, separation }[how](context, w, p, finding, value, colour);
}

function angle(context, w, [a, vertex, b], f, value, colour) {
  const [u, v] = [sub(a, vertex), sub(b, vertex)];
  const size = Math.min(reach(u), reach(v));
  let shown = Math.abs((Math.atan2(cross(u, v), u[0] * v[0] + u[1] * v[1]) * 180) / Math.PI);
  let way = cross(u, v) >= 0 ? 1 : -1;
  // Past straight the value runs on beyond 180 while the picture's angle comes back.
  if (value !== null && value > 180 && Math.abs(360 - shown - value) < 25) [way, shown] = [-way, 360 - shown];
  const busy = [...between(a, vertex), ...between(vertex, b)];
  if (f.limit !== null && value !== null && (f.unit === "deg" || f.unit === "°")) {
    const turn = (way * (f.limit - value) * Math.PI) / 180;
    const [c, s] = [Math.cos(turn), Math.sin(turn)];
    const aim = [vertex[0] + c * v[0] - s * v[1], vertex[1] + s * v[0] + c * v[1]];
    const limit = new Ink(context);
    limit.line([vertex, aim], w, 5 * w);
    limit.paint(BONE);
    busy.push(...between(vertex, aim));
  }
  const ink = new Ink(context);
  const swept = arc(vertex, degrees(u), way * shown, 0.32 * size);
  ink.line(swept, 2 * w);
  ink.line([a, vertex, b], 2 * w);
  ink.paint(colour);
  return { anchor: vertex, busy: [...busy, ...swept], joint: vertex };
}

function line(context, w, p, _finding, _value, colour) {
  const [a, b] = p;
  const [middle, way] = [mid(a, b), sub(b, a)];
  // Against another line, or level or plumb, whichever it is nearer to.
  const axis = Math.abs(way[0]) >= Math.abs(way[1]) ? [reach(way), 0] : [0, reach(way)];
  const reference = p.length >= 4 ? p.slice(2, 4) : [along(middle, axis, -0.6), along(middle, axis, 0.6)];
  const dashed = new Ink(context);
  dashed.line(reference, w, 5 * w);
  dashed.paint(BONE);
  const ends = [along(middle, way, -0.7), along(middle, way, 0.7)];
  const ink = new Ink(context);
  ink.line(ends, 2.2 * w);
  ink.paint(colour);
  return { anchor: middle, busy: [...between(...ends), ...between(...reference)], joint: null };
}

function ticked(ink, a, b, width, dash = 0) {
  ink.line([a, b], width, dash);
  const way = sub(b, a);
  const size = reach(way) || 1;
  const out = [(-way[1] / size) * 5 * width, (way[0] / size) * 5 * width];
  for (const end of [a, b]) ink.line([along(end, out, -1), along(end, out, 1)], width);
}

function separation(context, w, p, f, value, colour) {
  const middle = mid(p[0], p[1]);
  const dashed = new Ink(context);
  ticked(dashed, p[2], p[3], w, 5 * w);
  if (f.limit && value && value > 0 && f.unit !== "deg") {
    // How wide the limit would be, here; an angle says nothing of a width.
    const half = Math.min(f.limit / value, 3) / 2;
    ticked(dashed, along(middle, sub(p[1], p[0]), -half), along(middle, sub(p[1], p[0]), half), 1.2 * w, 5 * w);
  }
  dashed.paint(BONE);
  const ink = new Ink(context);
  ticked(ink, p[0], p[1], 2.2 * w);
  ink.paint(colour);
  return { anchor: middle, busy: [...between(p[0], p[1]), ...between(p[2], p[3])], joint: null };
}

/** The back's own line over the chord from shoulder to hip. */
function outline(context, w, pose, colour) {
  const [from, to] = [shoulders(pose.points), hips(pose.points)];
  if (!from || !to || !pose.back.length) return null;
  const dashed = new Ink(context);
  dashed.line([from, to], w, 5 * w);
  dashed.paint(BONE);
  const belly = new Ink(context);
  belly.line(pose.belly, w);
  belly.paint(BONE, 0.5);
  const ink = new Ink(context);
  ink.line(pose.back, 2.4 * w);
  ink.paint(colour);
  const seen = pose.back.filter(Boolean);
  return { anchor: seen[seen.length >> 1] ?? mid(from, to), busy: [...seen, ...between(from, to)], joint: null };
}

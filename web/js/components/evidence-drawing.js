/** What is judged of a repetition, drawn over the skeleton: as in formcheck/output/draw/evidence.py. */

/** @import { Finding } from "../api/types.js" */
/** @import { Point, Pose } from "../lib/poses.js" */
/**
 * @typedef {{anchor: Point, busy: Point[], joint: Point | null}} Drawn where the label and the mark belong
 */

import { BONE } from "../pose/skeleton.js";
import { advance, arc, difference, Ink, magnitude, pointsBetween, thin } from "./canvas-drawing.js";
import { hips, shoulders } from "./canvas-skeleton.js";

/** @param {Point} v */
const degrees = (v) => (Math.atan2(v[1], v[0]) * 180) / Math.PI;

/** @param {Point} u @param {Point} v */
const crossProduct = (u, v) => u[0] * v[1] - u[1] * v[0];

/**
 * @param {CanvasRenderingContext2D} context
 * @param {{width: number, height: number}} size
 * @param {Pose} pose in the context's own pixels
 * @param {Finding} finding
 * @param {number | null} value measured at this very moment
 * @param {string} colour
 * @returns {Drawn | null} null where there is nothing to draw or it was not seen
 */
export function drawEvidence(context, size, pose, finding, value, colour) {
  const { evidence } = finding;
  if (!evidence || evidence.draw === "moment" || !pose.seen) return null;
  const w = thin(size.width, size.height);
  if (evidence.draw === "outline") return drawOutline(context, w, pose, colour);
  const points = evidence.landmarks.map((j) => pose.points[j]).filter((p) => p !== null);
  const { draw, fewest } = DRAWN[evidence.draw];
  if (points.length < Math.max(fewest, evidence.landmarks.length)) return null;
  return draw({ context, w, points, finding, value, colour });
}

/**
 * What one drawing needs: `w` is the width of a thin line, `value` what is measured at this moment.
 *
 * @typedef {{context: CanvasRenderingContext2D, w: number, points: Point[], finding: Finding,
 *   value: number | null, colour: string}} Sketch
 */

/** @param {Sketch} sketch @returns {Drawn} */
function drawAngle({ context, w, points: [a, vertex, b], finding: f, value, colour }) {
  const [u, v] = [difference(a, vertex), difference(b, vertex)];
  const size = Math.min(magnitude(u), magnitude(v));
  let shown = Math.abs((Math.atan2(crossProduct(u, v), u[0] * v[0] + u[1] * v[1]) * 180) / Math.PI);
  let way = crossProduct(u, v) >= 0 ? 1 : -1;
  // Past straight the value runs on beyond 180 while the picture's angle comes back.
  if (value !== null && value > 180 && Math.abs(360 - shown - value) < 25) {
    [way, shown] = [-way, 360 - shown];
  }
  const busy = [...pointsBetween(a, vertex), ...pointsBetween(vertex, b)];
  if (f.limit !== null && value !== null && (f.unit === "deg" || f.unit === "°")) {
    const turn = (way * (f.limit - value) * Math.PI) / 180;
    const [c, s] = [Math.cos(turn), Math.sin(turn)];
    const aim = [vertex[0] + c * v[0] - s * v[1], vertex[1] + s * v[0] + c * v[1]];
    const limit = new Ink(context);
    limit.line([vertex, aim], w, 5 * w);
    limit.paint(BONE);
    busy.push(...pointsBetween(vertex, aim));
  }
  const ink = new Ink(context);
  const swept = arc(vertex, degrees(u), way * shown, 0.32 * size);
  ink.line(swept, 2 * w);
  ink.line([a, vertex, b], 2 * w);
  ink.paint(colour);
  return { anchor: vertex, busy: [...busy, ...swept], joint: vertex };
}

/** @param {Sketch} sketch @returns {Drawn} */
function drawLine({ context, w, points: p, colour }) {
  const [a, b] = p;
  const way = difference(b, a);
  const middle = advance(a, way, 0.5);
  // Against another line, or level or plumb, whichever it is nearer to.
  const axis = Math.abs(way[0]) >= Math.abs(way[1]) ? [magnitude(way), 0] : [0, magnitude(way)];
  const reference =
    p.length >= 4 ? p.slice(2, 4) : [advance(middle, axis, -0.6), advance(middle, axis, 0.6)];
  const dashed = new Ink(context);
  dashed.line(reference, w, 5 * w);
  dashed.paint(BONE);
  const ends = [advance(middle, way, -0.7), advance(middle, way, 0.7)];
  const ink = new Ink(context);
  ink.line(ends, 2.2 * w);
  ink.paint(colour);
  return {
    anchor: middle,
    busy: [ends, reference].flatMap(([from, to]) => pointsBetween(from, to)),
    joint: null,
  };
}

/**
 * A line with a tick at each end.
 *
 * @param {Ink} ink
 * @param {Point} a
 * @param {Point} b
 * @param {number} width
 * @param {number} [dash]
 */
function drawTicked(ink, a, b, width, dash = 0) {
  ink.line([a, b], width, dash);
  const way = difference(b, a);
  const size = magnitude(way) || 1;
  const out = [(-way[1] / size) * 5 * width, (way[0] / size) * 5 * width];
  for (const end of [a, b]) ink.line([advance(end, out, -1), advance(end, out, 1)], width);
}

/** @param {Sketch} sketch @returns {Drawn} */
function drawSeparation({ context, w, points: p, finding: f, value, colour }) {
  const middle = advance(p[0], difference(p[1], p[0]), 0.5);
  const dashed = new Ink(context);
  drawTicked(dashed, p[2], p[3], w, 5 * w);
  if (f.limit && value && value > 0 && f.unit !== "deg") {
    // How wide the limit would be, here; an angle says nothing of a width.
    const half = Math.min(f.limit / value, 3) / 2;
    drawTicked(
      dashed,
      advance(middle, difference(p[1], p[0]), -half),
      advance(middle, difference(p[1], p[0]), half),
      1.2 * w,
      5 * w,
    );
  }
  dashed.paint(BONE);
  const ink = new Ink(context);
  drawTicked(ink, p[0], p[1], 2.2 * w);
  ink.paint(colour);
  return {
    anchor: middle,
    busy: [...pointsBetween(p[0], p[1]), ...pointsBetween(p[2], p[3])],
    joint: null,
  };
}

/** How each kind of evidence is drawn, and through how many landmarks at least. */
const DRAWN = {
  angle: { draw: drawAngle, fewest: 3 },
  line: { draw: drawLine, fewest: 2 },
  separation: { draw: drawSeparation, fewest: 4 },
};

/**
 * The back's own line over the chord from shoulder to hip.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {number} w the width of a thin line
 * @param {Pose} pose
 * @param {string} colour
 * @returns {Drawn | null} null where it was not seen
 */
function drawOutline(context, w, pose, colour) {
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
  const seen = pose.back.filter((p) => p !== null);
  return {
    anchor: seen[seen.length >> 1] ?? advance(from, difference(to, from), 0.5),
    busy: [...seen, ...pointsBetween(from, to)],
    joint: null,
  };
}

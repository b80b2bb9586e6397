/** Strokes, skeletons and labels on a canvas, readable on any background. */

import { ACROSS, BONE, BONES, COLOURS, DARK, HEAD_POINTS, LEFT, RIGHT } from "../pose/skeleton.js";

// --- Strokes, as in formcheck/output/draw/strokes.py

/** @typedef {number[]} Point x and y */

/** @returns {number} the width of a thin line in a picture of this size, CSS pixels */
export const thin = (width, height) => Math.max(1.1, Math.min(width, height) / 260);

/** Strokes of one colour: gathered first, so that crossing ones do not add up. */
export class Ink {
  /** @param {CanvasRenderingContext2D} context */
  constructor(context) {
    this.context = context;
    /** @type {Map<string, {path: Path2D, width: number, dash: number}>} */
    this.strokes = new Map();
  }

  /**
   * Add a line through points; a missing one interrupts it.
   *
   * @param {(Point | null)[]} points
   * @param {number} width
   * @param {number} [dash] length of a dash and its gap; 0 for none
   */
  line(points, width, dash = 0) {
    const key = `${width} ${dash}`;
    if (!this.strokes.has(key)) this.strokes.set(key, { path: new Path2D(), width, dash });
    const { path } = this.strokes.get(key);
    let down = false;
    for (const p of points) {
      if (!p) down = false;
      else if (down) path.lineTo(p[0], p[1]);
      else {
        path.moveTo(p[0], p[1]);
        down = true;
      }
    }
  }

  /** Put the strokes on the picture. */
  paint(colour, alpha = 1) {
    const c = this.context;
    c.save();
    c.lineCap = c.lineJoin = "round";
    for (const [ink, share, wider] of [
      [DARK, 0.55, 2],
      [colour, 1, 0],
    ]) {
      c.strokeStyle = ink;
      c.globalAlpha = share * alpha;
      for (const { path, width, dash } of this.strokes.values()) {
        c.lineWidth = width + wider;
        c.setLineDash(dash ? [0.55 * dash, 0.45 * dash + width] : []);
        c.stroke(path);
      }
    }
    c.restore();
  }
}

/** @returns {Point[]} points along an arc; degrees, clockwise on the screen */
export function arc(centre, start, sweep, radius) {
  return Array.from({ length: 33 }, (_, i) => {
    const turn = ((start + (sweep * i) / 32) * Math.PI) / 180;
    return [centre[0] + radius * Math.cos(turn), centre[1] + radius * Math.sin(turn)];
  });
}

/** @returns {Point[]} nine points evenly from a to b */
export const pointsBetween = (a, b) =>
  Array.from({ length: 9 }, (_, i) => [a[0] + ((b[0] - a[0]) * i) / 8, a[1] + ((b[1] - a[1]) * i) / 8]);

export const difference = (a, b) => [a[0] - b[0], a[1] - b[1]];
export const midpoint = (a, b) => (a && b ? [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2] : null);
export const magnitude = (v) => Math.hypot(v[0], v[1]);
export const advance = (a, v, k) => [a[0] + v[0] * k, a[1] + v[1] * k];

// --- Skeleton

/**
 * @param {CanvasRenderingContext2D} context
 * @param {{width: number, height: number}} size of the picture, CSS pixels
 * @param {(Point | null)[]} points the 33 landmarks
 * @param {"left" | "right" | "both" | null} near the side drawn strong
 * @param {number} [strength] 0..1
 */
export function drawSkeleton(context, size, points, near, strength = 1) {
  const w = thin(size.width, size.height);
  const front = { left: LEFT, right: RIGHT }[near] ?? [...LEFT, ...RIGHT];
  const back = { left: RIGHT, right: LEFT }[near] ?? [];
  for (const [bones, wide, alpha] of [
    [back, w, 0.4],
    [ACROSS, w, back.length ? 0.4 : 0.8],
    [front, 1.6 * w, 1],
  ]) {
    const ink = new Ink(context);
    for (const [a, b] of bones) ink.line([points[a], points[b]], wide);
    if (bones === front) {
      ink.line(headRing(points), w);
      for (const j of new Set(front.flat())) {
        if (points[j]) ink.line(arc(points[j], 0, 360, 1.3 * w), 1.3 * w);
      }
    }
    ink.paint(BONE, alpha * strength);
  }
}

/** @returns {Point[]} a ring round the head, as large as the trunk is long */
export function headRing(points) {
  const seen = HEAD_POINTS.map((j) => points[j]).filter(Boolean);
  if (!seen.length || !points[11] || !points[23]) return [];
  const centre = [0, 1].map((k) => seen.reduce((sum, p) => sum + p[k], 0) / seen.length);
  return arc(centre, 0, 360, 0.17 * magnitude(difference(points[11], points[23])));
}

/** @returns {Point[]} points all along the skeleton that were seen */
export const alongBones = (points) =>
  BONES.flatMap(([a, b]) => (points[a] && points[b] ? pointsBetween(points[a], points[b]) : []));

/** @returns {Point | null} */
export const hips = (points) => midpoint(points[23], points[24]);
export const shoulders = (points) => midpoint(points[11], points[12]);

// --- Labels and marks

const TURNS = Array.from({ length: 24 }, (_, i) => (i * Math.PI) / 12);
const FAITHFUL = 4;
/** A place must be this much better than where the label is before it jumps there. */

/**
 * Where a label goes: inside the picture, beside its joint, as in formcheck/output/draw/text.py.
 *
 * @param {{width: number, height: number}} size of the picture
 * @param {{width: number, height: number}} box of the label
 * @param {Point} anchor the joint it belongs to
 * @param {Point[]} busy what it had better not cover
 * @param {Point | null} last its offset from the anchor a moment ago
 * @returns {Point} its top left corner
 */
export function labelPlace(size, box, anchor, busy, last = null) {
  const clear = 0.05 * Math.min(size.width, size.height);
  const clip = (v, high) => Math.min(Math.max(v, 0), Math.max(high, 0));
  const cost = (x, y) => {
    const gap = (p) =>
      magnitude(difference([clamp(p[0], x, x + box.width), clamp(p[1], y, y + box.height)], p));
    const covered = busy.reduce((n, p) => n + Number(gap(p) < clear / 3), 0);
    return covered + (gap(anchor) < clear / 2 ? 100 : 0);
  };
  let best = [0, 0];
  let cheapest = Infinity;
  const tried = (x, y, extra) => {
    const at = [clip(x, size.width - box.width), clip(y, size.height - box.height)];
    const price = cost(...at) + extra;
    if (price < cheapest) [best, cheapest] = [at, price];
  };
  for (const far of [1, 1.8, 2.8, 4]) {
    for (const turn of TURNS) {
      const [c, s] = [Math.cos(turn), Math.sin(turn)];
      const out = far * clear + (Math.abs(c) * box.width) / 2 + (Math.abs(s) * box.height) / 2;
      tried(anchor[0] + c * out - box.width / 2, anchor[1] + s * out - box.height / 2, 2 * far);
    }
  }
  if (last) tried(anchor[0] + last[0], anchor[1] + last[1], 2 - FAITHFUL);
  return best;
}

const clamp = (v, low, high) => Math.min(Math.max(v, low), high);

/**
 * Set lines beside a joint.
 *
 * @param {CanvasRenderingContext2D} c
 * @param {{width: number, height: number}} size
 * @param {string[]} lines the first one strong
 * @param {{anchor: Point, busy: Point[], verdict: "ok" | "fault" | "unsure" | null}} where
 * @param {Point | null} last
 * @returns {Point} its offset from the anchor, for the next time
 */
export function drawLabel(c, size, lines, { anchor, busy, verdict }, last) {
  const big = Math.min(Math.max(13, size.width / 27), 26);
  const fonts = lines.map((_, i) => (i ? [400, 0.84 * big] : [600, big]));
  const family = getComputedStyle(c.canvas).fontFamily;
  c.save();
  c.textBaseline = "top";
  c.lineJoin = "round";
  const inset = verdict ? 1.05 * big : 0;
  const width =
    inset +
    Math.max(
      ...lines.map((text, i) => {
        c.font = `${fonts[i][0]} ${fonts[i][1]}px ${family}`;
        return c.measureText(text).width;
      }),
    );
  const height = fonts.reduce((sum, [, s]) => sum + 1.25 * s, 0);
  const [x, y] = labelPlace(size, { width: width + 8, height: height + 4 }, anchor, busy, last);
  let top = y + 2;
  if (verdict) drawMark(c, [x + 0.4 * big + 2, top + 0.52 * big], verdict, 0.32 * big);
  lines.forEach((text, i) => {
    const [weight, s] = fonts[i];
    c.font = `${weight} ${s}px ${family}`;
    c.strokeStyle = DARK;
    c.globalAlpha = 0.8;
    c.lineWidth = s / 3.5;
    c.strokeText(text, x + 4 + inset, top);
    c.globalAlpha = 1;
    c.fillStyle = BONE;
    c.fillText(text, x + 4 + inset, top);
    top += 1.25 * s;
  });
  c.restore();
  return difference([x, y], anchor);
}

/**
 * Mark a joint by shape: a triangle for a fault, a filled circle for fine, a dashed ring for unsure.
 *
 * @param {CanvasRenderingContext2D} c
 * @param {Point} at
 * @param {"ok" | "fault" | "unsure"} verdict
 * @param {number} r
 */
export function drawMark(c, at, verdict, r) {
  c.save();
  c.translate(at[0], at[1]);
  c.lineJoin = "round";
  const path = new Path2D();
  if (verdict === "fault") {
    path.moveTo(0, -1.2 * r);
    path.lineTo(1.1 * r, 0.8 * r);
    path.lineTo(-1.1 * r, 0.8 * r);
    path.closePath();
  } else path.arc(0, 0, r, 0, 2 * Math.PI);
  c.strokeStyle = DARK;
  c.fillStyle = verdict === "unsure" ? DARK : COLOURS[verdict];
  c.globalAlpha = verdict === "unsure" ? 0.6 : 1;
  c.lineWidth = 2.5;
  c.stroke(path);
  c.fill(path);
  c.globalAlpha = 1;
  if (verdict === "unsure") {
    c.strokeStyle = COLOURS.unsure;
    c.lineWidth = 1.75;
    c.setLineDash([3.2, 2.4]);
    c.stroke(path);
  }
  c.restore();
}

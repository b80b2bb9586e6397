/** Strokes, skeletons and labels on a canvas, readable on any background. */

import { ACROSS, AT, BONE, BONES, COLOURS, DARK, HEAD_POINTS, LEFT, RIGHT } from "../pose/skeleton.js";

// --- Strokes, as in formcheck/output/draw/strokes.py

/** @typedef {import("../lib/poses.js").Point} Point */

/**
 * @param {number} width
 * @param {number} height
 * @returns {number} the width of a thin line in a picture of this size, CSS pixels
 */
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
    const { path } = this.strokes.get(key) ?? { path: new Path2D() };
    this.strokes.set(key, { path, width, dash });
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

  /** Put the strokes on the picture. @param {string} colour @param {number} [alpha] */
  paint(colour, alpha = 1) {
    const c = this.context;
    c.save();
    c.lineCap = c.lineJoin = "round";
    for (const { ink, share, wider } of [
      { ink: DARK, share: 0.55, wider: 2 },
      { ink: colour, share: 1, wider: 0 },
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

/**
 * @param {Point} centre
 * @param {number} start degrees
 * @param {number} sweep degrees, clockwise on the screen
 * @param {number} radius
 * @returns {Point[]} points along an arc
 */
export function arc(centre, start, sweep, radius) {
  return Array.from({ length: 33 }, (_, i) => {
    const turn = ((start + (sweep * i) / 32) * Math.PI) / 180;
    return [centre[0] + radius * Math.cos(turn), centre[1] + radius * Math.sin(turn)];
  });
}

/** @param {Point} a @param {Point} b @returns {Point[]} nine points evenly from a to b */
export const pointsBetween = (a, b) =>
  Array.from({ length: 9 }, (_, i) => [a[0] + ((b[0] - a[0]) * i) / 8, a[1] + ((b[1] - a[1]) * i) / 8]);

/** @param {Point} a @param {Point} b @returns {Point} */
export const difference = (a, b) => [a[0] - b[0], a[1] - b[1]];

/** @type {(a: Point | null, b: Point | null) => Point | null} */
export const midpoint = (a, b) => (a && b ? [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2] : null);

/** @param {Point} v */
export const magnitude = (v) => Math.hypot(v[0], v[1]);

/** @param {Point} a @param {Point} v @param {number} k @returns {Point} */
export const advance = (a, v, k) => [a[0] + v[0] * k, a[1] + v[1] * k];

// --- Canvas

/**
 * Clear a canvas as large as it is shown, sharp on any screen.
 *
 * @param {HTMLCanvasElement} canvas
 * @returns {CanvasRenderingContext2D} scaled to CSS pixels
 */
export function clearCanvas(canvas) {
  const sharp = Math.min(devicePixelRatio || 1, 3);
  const [width, height] = [Math.round(canvas.clientWidth * sharp), Math.round(canvas.clientHeight * sharp)];
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const context = canvas.getContext("2d");
  if (!context) throw new Error("no 2d context");
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, width, height);
  context.setTransform(sharp, 0, 0, sharp, 0, 0);
  return context;
}

// --- Skeleton

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

// --- Labels and marks

const TURNS = Array.from({ length: 24 }, (_, i) => (i * Math.PI) / 12);
/** A place must be this much better than where the label is before it jumps there. */
const FAITHFUL = 4;

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
  /** @type {(x: number, y: number) => number} */
  const cost = (x, y) => {
    const gap = (/** @type {Point} */ p) =>
      magnitude(difference([clamp(p[0], x, x + box.width), clamp(p[1], y, y + box.height)], p));
    const covered = busy.reduce((n, p) => n + Number(gap(p) < clear / 3), 0);
    return covered + (gap(anchor) < clear / 2 ? 100 : 0);
  };
  let best = [0, 0];
  let cheapest = Infinity;
  /** @type {(left: number, top: number, extra: number) => void} */
  const consider = (left, top, extra) => {
    const x = clamp(left, 0, Math.max(size.width - box.width, 0));
    const y = clamp(top, 0, Math.max(size.height - box.height, 0));
    const price = cost(x, y) + extra;
    if (price < cheapest) [best, cheapest] = [[x, y], price];
  };
  for (const far of [1, 1.8, 2.8, 4]) {
    for (const turn of TURNS) {
      const [c, s] = [Math.cos(turn), Math.sin(turn)];
      const out = far * clear + (Math.abs(c) * box.width) / 2 + (Math.abs(s) * box.height) / 2;
      consider(anchor[0] + c * out - box.width / 2, anchor[1] + s * out - box.height / 2, 2 * far);
    }
  }
  if (last) consider(anchor[0] + last[0], anchor[1] + last[1], 2 - FAITHFUL);
  return best;
}

/** @type {(v: number, low: number, high: number) => number} */
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
  const fonts = lines.map((_, i) => (i ? { weight: 400, size: 0.84 * big } : { weight: 600, size: big }));
  const family = getComputedStyle(c.canvas).fontFamily;
  c.save();
  c.textBaseline = "top";
  c.lineJoin = "round";
  const inset = verdict ? 1.05 * big : 0;
  const width =
    inset +
    Math.max(
      ...lines.map((text, i) => {
        c.font = `${fonts[i].weight} ${fonts[i].size}px ${family}`;
        return c.measureText(text).width;
      }),
    );
  const height = fonts.reduce((sum, font) => sum + 1.25 * font.size, 0);
  const [x, y] = labelPlace(size, { width: width + 8, height: height + 4 }, anchor, busy, last);
  let top = y + 2;
  if (verdict) drawMark(c, [x + 0.4 * big + 2, top + 0.52 * big], verdict, 0.32 * big);
  lines.forEach((text, i) => {
    const { weight, size: s } = fonts[i];
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

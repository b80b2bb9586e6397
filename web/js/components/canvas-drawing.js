/** Strokes on a canvas, readable on any background. */

import { DARK } from "../pose/skeleton.js";

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
 * @param {number} [finer] by how much it is drawn finer than the screen: for a picture that is enlarged
 * @returns {CanvasRenderingContext2D} scaled to CSS pixels
 */
export function clearCanvas(canvas, finer = 1) {
  const sharp = Math.min(devicePixelRatio || 1, 3) * finer;
  const [width, height] = [Math.round(canvas.clientWidth * sharp), Math.round(canvas.clientHeight * sharp)];
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const context = canvas.getContext("2d");
  if (!context) throw new Error("no 2d context");
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, width, height);
  context.setTransform(sharp, 0, 0, sharp, 0, 0);
  return context;
}

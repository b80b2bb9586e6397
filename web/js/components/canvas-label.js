/** Labels and marks on a canvas, beside the joints they belong to. */

/** @typedef {import("../lib/poses.js").Point} Point */

import { BONE, COLOURS, DARK } from "../pose/skeleton.js";
import { difference, magnitude } from "./canvas-drawing.js";

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
function labelPlace(size, box, anchor, busy, last = null) {
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

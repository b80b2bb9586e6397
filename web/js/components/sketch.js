/** `<fc-sketch>`: strokes drawn by hand on the frame, in the picture's own pixels. */

import { clearCanvas, difference, Ink, magnitude } from "./canvas-drawing.js";

const PEN = "rgb(255 214 64)";
/** CSS pixels between two points of a stroke. */
const FINE = 2;

/** @import { Drawing } from "../../types/api.js" */
/** @typedef {Drawing["strokes"][number]} Stroke points in the picture's pixels */
/** @typedef {{x: number, y: number, width: number, height: number}} Frame */

/**
 * @fires drawn `{strokes}` after each stroke
 */
class Sketch extends HTMLElement {
  /** @type {Frame | null} the part of the picture that is seen */
  #frame = null;
  /** @type {Drawing[]} */
  #drawings = [];
  /** @type {Stroke[]} */
  #strokes = [];
  #active = false;
  /** @type {Stroke | null} the stroke that is being drawn */
  #pen = null;
  /** @type {HTMLCanvasElement | null} */
  canvas = null;
  #sizes = new ResizeObserver(() => this.paint());

  connectedCallback() {
    if (!this.canvas) {
      this.canvas = document.createElement("canvas");
      this.append(this.canvas);
      this.addEventListener("pointerdown", (event) => this.#down(event));
      this.addEventListener("pointermove", (event) => this.#move(event));
      for (const name of ["pointerup", "pointercancel"]) this.addEventListener(name, () => this.#up());
      // A click on the frame plays the video; while drawing it does not.
      this.addEventListener("click", (event) => {
        if (this.#active) event.stopPropagation();
      });
    }
    this.#sizes.observe(this);
    this.canvas.setAttribute("aria-hidden", "true");
  }

  disconnectedCallback() {
    this.#sizes.disconnect();
  }

  /** @param {Frame | null} frame */
  set frame(frame) {
    this.#frame = frame;
    this.paint();
  }
  /** @param {Drawing[]} drawings */
  set drawings(drawings) {
    this.#drawings = drawings;
    this.paint();
  }
  /** @param {Stroke[]} strokes */
  set strokes(strokes) {
    this.#strokes = strokes;
    this.paint();
  }
  /** @param {boolean} active */
  set active(active) {
    this.#active = active;
    this.classList.toggle("active", active);
  }

  /** @param {PointerEvent} event @param {Frame} f @returns {[number, number]} */
  #at(event, f) {
    const box = this.getBoundingClientRect();
    const round = (/** @type {number} */ v) => Math.round(v * 10) / 10;
    return [
      round(f.x + ((event.clientX - box.left) / box.width) * f.width),
      round(f.y + ((event.clientY - box.top) / box.height) * f.height),
    ];
  }

  /** @param {PointerEvent} event */
  #down(event) {
    if (!this.#active || event.button || !this.#frame) return;
    event.preventDefault();
    this.setPointerCapture(event.pointerId);
    this.#pen = [this.#at(event, this.#frame)];
    this.paint();
  }

  /** @param {PointerEvent} event */
  #move(event) {
    if (!this.#pen || !this.#frame) return;
    const point = this.#at(event, this.#frame);
    const scale = this.clientWidth / this.#frame.width;
    if (magnitude(difference(point, this.#pen[this.#pen.length - 1])) * scale < FINE) return;
    this.#pen.push(point);
    this.paint();
  }

  #up() {
    if (!this.#pen) return;
    const strokes = [...this.#strokes, this.#pen];
    this.#pen = null;
    this.dispatchEvent(new CustomEvent("drawn", { detail: { strokes } }));
  }

  paint() {
    const { canvas } = this;
    const f = this.#frame;
    if (!canvas?.clientWidth || !canvas.clientHeight || !f) return;
    const ink = new Ink(clearCanvas(canvas));
    const width = Math.max(2.5, this.clientHeight / 130);
    const put = (/** @type {Stroke} */ stroke) => {
      const points = stroke.map(([x, y]) => [
        ((x - f.x) / f.width) * this.clientWidth,
        ((y - f.y) / f.height) * this.clientHeight,
      ]);
      // One point alone is a dot.
      ink.line(points.length > 1 ? points : [points[0], [points[0][0] + 0.1, points[0][1]]], width);
    };
    for (const drawing of this.#drawings) drawing.strokes.forEach(put);
    this.#strokes.forEach(put);
    if (this.#pen) put(this.#pen);
    ink.paint(PEN);
  }
}

customElements.define("fc-sketch", Sketch);

/** `<fc-sketch>`: strokes drawn by hand on the frame, in the picture's own pixels. */

import { difference, Ink, magnitude } from "./canvas-drawing.js";

export const PEN = "rgb(255 214 64)";
const FINE = 2;
/** CSS pixels between two points of a stroke. */

/**
 * @fires drawn `{strokes}` after each stroke
 */
class Sketch extends HTMLElement {
  /**
   * @type {{x: number, y: number, width: number, height: number} | null} the part of the picture that is
   *   seen
   */
  #frame = null;
  #drawings = [];
  #strokes = [];
  #active = false;
  #pen = null;

  connectedCallback() {
    if (!this.canvas) {
      this.canvas = document.createElement("canvas");
      this.append(this.canvas);
      this.sizes = new ResizeObserver(() => this.paint());
      this.addEventListener("pointerdown", (event) => this.#down(event));
      this.addEventListener("pointermove", (event) => this.#move(event));
      for (const name of ["pointerup", "pointercancel"]) this.addEventListener(name, () => this.#up());
      // A click on the frame plays the video; while drawing it does not.
      this.addEventListener("click", (event) => {
        if (this.#active) event.stopPropagation();
      });
    }
    this.sizes.observe(this);
    this.canvas.setAttribute("aria-hidden", "true");
  }

  disconnectedCallback() {
    this.sizes?.disconnect();
  }

  set frame(frame) {
    this.#frame = frame;
    this.paint();
  }
  set drawings(drawings) {
    this.#drawings = drawings;
    this.paint();
  }
  set strokes(strokes) {
    this.#strokes = strokes;
    this.paint();
  }
  set active(active) {
    this.#active = active;
    this.classList.toggle("active", active);
  }

  #at(event) {
    const box = this.getBoundingClientRect();
    const f = this.#frame;
    const round = (v) => Math.round(v * 10) / 10;
    return [
      round(f.x + ((event.clientX - box.left) / box.width) * f.width),
      round(f.y + ((event.clientY - box.top) / box.height) * f.height),
    ];
  }

  #down(event) {
    if (!this.#active || event.button || !this.#frame) return;
    event.preventDefault();
    this.setPointerCapture(event.pointerId);
    this.#pen = [this.#at(event)];
    this.paint();
  }

  #move(event) {
    if (!this.#pen) return;
    const point = this.#at(event);
    const scale = this.clientWidth / this.#frame.width;
    if (magnitude(difference(point, this.#pen.at(-1))) * scale < FINE) return;
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
    if (!canvas || !this.#frame) return;
    const sharp = Math.min(devicePixelRatio || 1, 3);
    const [w, h] = [Math.round(this.clientWidth * sharp), Math.round(this.clientHeight * sharp)];
    if (!w || !h) return;
    if (canvas.width !== w || canvas.height !== h) Object.assign(canvas, { width: w, height: h });
    const context = canvas.getContext("2d");
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, w, h);
    context.setTransform(sharp, 0, 0, sharp, 0, 0);
    const width = Math.max(2.5, this.clientHeight / 130);
    const ink = new Ink(context);
    const f = this.#frame;
    const put = (stroke) => {
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

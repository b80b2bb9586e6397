/** Zoom into a picture: two fingers, Ctrl and the wheel, or a button; one finger moves it about. */

/** How far a picture can be enlarged, and by how much a step of the button does. */
export const MOST = 4;
const STEP = 1.5;
/** Pixels of the wheel for which the picture doubles. */
const DOUBLING = 300;
/** CSS pixels beyond which a press is a drag and not a click. */
const DRAG = 6;

/** @typedef {{x: number, y: number}} Place in CSS pixels of the stage */

/**
 * Where the picture lies so that it covers its stage: the offset is at most what the zoom hides.
 *
 * @param {number} scale
 * @param {Place} offset
 * @param {{width: number, height: number}} size of the stage
 * @returns {Place}
 */
export const kept = (scale, { x, y }, { width, height }) => ({
  x: Math.min(Math.max(x, width * (1 - scale)), 0),
  y: Math.min(Math.max(y, height * (1 - scale)), 0),
});

/**
 * The offset after zooming so that the point under the finger stays where it is.
 *
 * @param {number} before scale
 * @param {number} after scale
 * @param {Place} offset before
 * @param {Place} point of the stage
 * @returns {Place}
 */
export const about = (before, after, offset, point) => ({
  x: point.x - ((point.x - offset.x) * after) / before,
  y: point.y - ((point.y - offset.y) * after) / before,
});

/** The zoom of one stage. */
export class Zoom {
  /** @param {() => void} changed called when the picture is to be moved or scaled */
  constructor(changed) {
    this.changed = changed;
    this.scale = 1;
    /** @type {Place} */
    this.offset = { x: 0, y: 0 };
    /** @type {Map<number, Place>} */
    this.fingers = new Map();
    this.dragged = 0;
    this.off = false;
    /** @type {HTMLElement | null} */
    this.stage = null;
  }

  /** @param {HTMLElement} stage that is listened to */
  attach(stage) {
    if (this.stage === stage) return;
    this.stage = stage;
    stage.addEventListener("pointerdown", (event) => this.#down(event, stage));
    stage.addEventListener("pointermove", (event) => this.#move(event, stage));
    const lifted = (/** @type {PointerEvent} */ event) => this.fingers.delete(event.pointerId);
    stage.addEventListener("pointerup", lifted);
    stage.addEventListener("pointercancel", lifted);
    stage.addEventListener("pointerleave", lifted);
    stage.addEventListener("wheel", (event) => this.#wheel(event, stage), { passive: false });
    // A drag ends in a click, which would play or stop the video.
    stage.addEventListener(
      "click",
      (event) => {
        if (this.dragged > DRAG) event.stopPropagation();
        this.dragged = 0;
      },
      { capture: true },
    );
  }

  /** @param {number} scale @param {Place} [point] that stays where it is; the middle without one */
  to(scale, point) {
    if (!this.stage) return;
    const box = this.stage.getBoundingClientRect();
    const at = point ?? { x: box.width / 2, y: box.height / 2 };
    const next = Math.min(Math.max(scale, 1), MOST);
    this.offset = kept(next, about(this.scale, next, this.offset, at), box);
    this.scale = next;
    this.changed();
  }

  /** One step nearer; from the nearest back to the whole picture. */
  step() {
    this.to(this.scale >= MOST ? 1 : this.scale * STEP);
  }

  /** @param {MouseEvent} event @param {HTMLElement} stage @returns {Place} */
  #at(event, stage) {
    const box = stage.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  /** @param {PointerEvent} event @param {HTMLElement} stage */
  #down(event, stage) {
    if (this.off) return;
    this.fingers.set(event.pointerId, this.#at(event, stage));
    if (this.fingers.size === 1) this.dragged = 0;
  }

  /** @param {PointerEvent} event @param {HTMLElement} stage */
  #move(event, stage) {
    const before = this.fingers.get(event.pointerId);
    if (this.off || !before) return;
    const now = this.#at(event, stage);
    const other = [...this.fingers].find(([id]) => id !== event.pointerId)?.[1];
    if (other) {
      const apart = (/** @type {Place} */ p) => Math.hypot(p.x - other.x, p.y - other.y) || 1;
      const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
      this.dragged = Infinity;
      this.to((this.scale * apart(now)) / apart(before), middle);
    } else if (this.scale > 1) {
      const { x, y } = this.offset;
      this.dragged += Math.hypot(now.x - before.x, now.y - before.y);
      const moved = { x: x + now.x - before.x, y: y + now.y - before.y };
      this.offset = kept(this.scale, moved, stage.getBoundingClientRect());
      this.changed();
    }
    this.fingers.set(event.pointerId, now);
  }

  /** @param {WheelEvent} event @param {HTMLElement} stage */
  #wheel(event, stage) {
    // Without Ctrl (which a trackpad's pinch sends too) the wheel scrolls the page.
    if (this.off || !event.ctrlKey) return;
    event.preventDefault();
    this.to(this.scale * 2 ** (-event.deltaY / DOUBLING), this.#at(event, stage));
  }
}

/** `<fc-picture>`: the camera's picture, mirrored or not, with the skeleton and the joint at fault. */

import { LitElement, html } from "/vendor/lit-3.3.3.js";
import { draw } from "./drawing.js";
import { readFrame } from "./frame.js";

class Picture extends LitElement {
  static properties = {
    stream: { attribute: false }, mirror: { type: Boolean }, skeleton: { type: Boolean }, marks: { attribute: false },
  };

  constructor() {
    super();
    this.marks = [];
    this.skeleton = true;
  }

  createRenderRoot() { return this; }

  /** @returns {HTMLVideoElement} */
  get video() { return this.querySelector("video"); }

  /** @param {ArrayBuffer | null} buffer a frame of pose/wire.js */
  show(buffer) {
    this.last = buffer && readFrame(buffer);
    const canvas = this.querySelector("canvas");
    if (canvas) draw(canvas, this.last, { skeleton: this.skeleton, marks: this.marks });
  }

  updated(changed) {
    const { video } = this;
    if (changed.has("stream") && video.srcObject !== (this.stream ?? null)) {
      video.srcObject = this.stream ?? null;
      if (this.stream) video.play().catch(() => {}); // interrupted by the next stream
    }
    const canvas = this.querySelector("canvas");
    draw(canvas, this.last, { skeleton: this.skeleton, marks: this.marks });
  }

  render() {
    return html`<div class="picture ${this.mirror ? "mirrored" : ""}"><video muted playsinline autoplay></video><canvas aria-hidden="true"></canvas></div>`;
  }
}

customElements.define("fc-picture", Picture);

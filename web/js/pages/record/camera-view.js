/** `<fc-picture>`: the camera's picture with the skeleton and the joint at fault. */

import { html, LitElement } from "/vendor/lit-3.3.3.js";
import { readFrame } from "../../pose/frame.js";
import { BONES } from "../../pose/skeleton.js";

// --- Drawing

/** @typedef {ReturnType<typeof readFrame>} Frame */

const LIGHT = "#ffffff";
const DARK = "rgb(10 16 18 / 70%)";
const FAULT = "#ff9a70";

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Frame | null} frame
 * @param {{skeleton: boolean, marks: number[]}} what marks: landmarks of the cue
 */
function drawFrame(canvas, frame, { skeleton, marks }) {
  const g = canvas.getContext("2d");
  if (!g) return;
  if (frame && (canvas.width !== frame.width || canvas.height !== frame.height)) {
    canvas.width = frame.width;
    canvas.height = frame.height;
  }
  g.clearRect(0, 0, canvas.width, canvas.height);
  if (!frame?.points) return;
  const unit = Math.max(canvas.width, canvas.height) / 320;
  if (skeleton) drawBones(g, frame.points, unit);
  for (const at of jointsAtFault(marks)) drawRing(g, frame.points[at], unit);
}

/** Of an angle only its middle: three landmarks are two limbs that meet. @param {number[]} marks */
const jointsAtFault = (marks) => (marks.length === 3 ? [marks[1]] : marks);

/** @param {CanvasRenderingContext2D} g @param {number[][]} points @param {number} unit */
function drawBones(g, points, unit) {
  g.lineCap = "round";
  for (const { width, colour } of [
    { width: 2.6, colour: DARK },
    { width: 1.2, colour: LIGHT },
  ]) {
    g.lineWidth = width * unit;
    g.strokeStyle = colour;
    g.beginPath();
    for (const [a, b] of BONES) {
      g.moveTo(points[a][0], points[a][1]);
      g.lineTo(points[b][0], points[b][1]);
    }
    g.stroke();
  }
}

/** @param {CanvasRenderingContext2D} g @param {number[]} point @param {number} unit */
function drawRing(g, [x, y], unit) {
  for (const { width, colour } of [
    { width: 5, colour: DARK },
    { width: 2.4, colour: FAULT },
  ]) {
    g.lineWidth = width * unit;
    g.strokeStyle = colour;
    g.beginPath();
    g.arc(x, y, 11 * unit, 0, 2 * Math.PI);
    g.stroke();
  }
  const [top, half] = [y - 25 * unit, 7 * unit];
  g.lineJoin = "round";
  g.beginPath();
  g.moveTo(x, top);
  g.lineTo(x + half, top + 1.7 * half);
  g.lineTo(x - half, top + 1.7 * half);
  g.closePath();
  g.lineWidth = 3 * unit;
  g.strokeStyle = DARK;
  g.stroke();
  g.fillStyle = FAULT;
  g.fill();
}

// --- <fc-picture>

class CameraView extends LitElement {
  static properties = {
    stream: { attribute: false },
    mirror: { type: Boolean },
    skeleton: { type: Boolean },
    marks: { attribute: false },
  };

  constructor() {
    super();
    /** @type {MediaStream | null} */
    this.stream = null;
    this.mirror = false;
    /** @type {number[]} */
    this.marks = [];
    /** @type {Frame | null} */
    this.last = null;
    this.skeleton = true;
  }

  createRenderRoot() {
    return this;
  }

  /** @returns {HTMLVideoElement} */
  get video() {
    return this.querySelector("video");
  }

  /** @param {ArrayBuffer | null} buffer a frame of pose/frame.js */
  show(buffer) {
    this.last = buffer && readFrame(buffer);
    const canvas = this.querySelector("canvas");
    if (canvas) drawFrame(canvas, this.last, { skeleton: this.skeleton, marks: this.marks });
  }

  /** @param {Map<PropertyKey, unknown>} changed */
  updated(changed) {
    const { video } = this;
    if (changed.has("stream") && video.srcObject !== (this.stream ?? null)) {
      video.srcObject = this.stream ?? null;
      if (this.stream) video.play().catch(() => {}); // interrupted by the next stream
    }
    const canvas = this.querySelector("canvas");
    drawFrame(canvas, this.last, { skeleton: this.skeleton, marks: this.marks });
  }

  render() {
    return html`<div class="picture ${this.mirror ? "mirrored" : ""}">
      <video muted playsinline autoplay></video><canvas aria-hidden="true"></canvas>
    </div>`;
  }
}

customElements.define("fc-picture", CameraView);

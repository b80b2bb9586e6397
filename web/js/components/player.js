/** `<fc-player>`: the video with the skeleton over it, or the skeleton alone, and its buttons. */

import { createRef, html, LitElement, nothing } from "/vendor/lit-3.3.3.js";
import { evenly } from "../lib/frame-times.js";
import { player as words } from "../words/review.js";
import { FigureTransport, VideoTransport } from "./playback.js";
import { controls, seekBar, slowerThan } from "./player-controls.js";
import { lay, paint, stage } from "./player-stage.js";
import { framing, Overlay } from "./pose-overlay.js";
import { Zoom } from "./zoom.js";

/** @import { Drawing } from "../../types/api.js" */
/** @import { Curve, Poses, Report } from "../api/types.js" */

/** @typedef {{url: string, start: number}} Video page time + start = source time */
/** @typedef {{number: number, start: number, end: number}} Part of a set, source seconds */

/** @param {Video | null | undefined} a @param {Video | null | undefined} b */
const otherVideo = (a, b) => a?.url !== b?.url || a?.start !== b?.start;

/**
 * @fires moved `{time, playing}` whenever a frame was shown, in source seconds
 * @fires jump `{way}` to the next fault or the one before
 * @fires drawn `{strokes}` when somebody drew on the frame
 * @fires loop to begin or end going round in a repetition
 */
export class Player extends LitElement {
  static properties = {
    video: { attribute: false, hasChanged: otherVideo },
    frames: { attribute: false },
    poses: { attribute: false },
    report: { attribute: false },
    curves: { attribute: false },
    cue: { attribute: false },
    label: { attribute: false },
    faulty: { attribute: false },
    drawings: { attribute: false },
    sketch: { attribute: false },
    overlaid: { state: true },
    rate: { state: true },
    looping: { state: true },
    playing: { state: true },
    time: { state: true },
    broken: { state: true },
    waiting: { state: true },
  };

  constructor() {
    super();
    /** @type {Video | null} */
    this.video = null;
    /** @type {number[] | null} */
    this.frames = null;
    /** @type {Poses | null} */
    this.poses = null;
    /** @type {Report | null} */
    this.report = null;
    /** @type {Curve[]} */
    this.curves = [];
    /** @type {string | null} */
    this.cue = null;
    this.label = "";
    this.faulty = false;
    /** @type {Drawing[]} on the frame that is shown */
    this.drawings = [];
    /** @type {{strokes: Drawing["strokes"], drawing: boolean} | null} what somebody draws just now */
    this.sketch = null;
    this.overlaid = true;
    this.rate = 1;
    /** @type {Part & {moment?: boolean} | null} */
    this.looping = null;
    this.playing = false;
    this.time = 0;
    this.broken = false;
    this.waiting = true;
    this.canvas = createRef();
    this.tape = createRef();
    this.picture = createRef();
    this.stage = createRef();
    this.zoom = new Zoom(() => lay(this));
    this.overlay = new Overlay();
    /** @type {VideoTransport | FigureTransport | null} */
    this.transport = null;
    /** @type {number | null} */
    this.wanted = null;
    /** @type {import("./pose-overlay.js").Frame | null} */
    this.frame = null;
    /** @type {ResizeObserver | null} */
    this.sizes = null;
    /** Whether it is to play as soon as there is something to play. */
    this.begins = false;
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.sizes = new ResizeObserver(() => this.paint());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.sizes?.disconnect();
    this.transport?.close();
    this.transport = null;
  }

  /** Whether there is a picture behind the skeleton. */
  get pictured() {
    return Boolean(this.video) && !this.broken;
  }

  get ready() {
    return Boolean(this.poses) || this.pictured;
  }

  /** @returns {[number, number]} the first and the last frame, seconds */
  get ends() {
    const times = this.transport?.times ?? this.poses?.times ?? [];
    return [times[0] ?? 0, times.at(-1) ?? 0];
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has("video")) this.broken = false;
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    if (["video", "frames", "poses", "broken"].some((name) => changed.has(name))) this.start(changed);
    if (this.poses && changed.has("poses")) this.frame = framing(this.poses, this.pictured);
    if (this.canvas.value) this.sizes?.observe(this.canvas.value);
    if (this.stage.value) this.zoom.attach(this.stage.value);
    this.zoom.off = Boolean(this.sketch?.drawing);
    if ([...changed.keys()].some((name) => name !== "time" && name !== "playing")) this.paint();
  }

  /**
   * Begin with another video, or with what is now known of its frames.
   *
   * @param {Map<string, unknown>} changed
   */
  start(changed) {
    const began = this.transport;
    const source = this.report?.source;
    if (this.video && this.pictured && this.tape.value) {
      const times = this.frames?.length
        ? this.frames
        : evenly(this.video.start, this.video.start + (source?.duration ?? 0), source?.fps || 25);
      if (began instanceof VideoTransport && began.video === this.tape.value && !changed.has("video")) {
        began.times = times;
      } else {
        this.transport = new VideoTransport(this.tape.value, this.video.start, times, () => this.moved());
      }
    } else if (this.poses?.times.length && !this.video) {
      this.transport = new FigureTransport(this.poses.times, () => this.moved());
    } else if (this.broken && this.poses) {
      this.transport = new FigureTransport(this.poses.times, () => this.moved());
    }
    if (this.poses) this.frame = framing(this.poses, this.pictured);
    if (began !== this.transport) {
      this.begins ||= began?.playing ?? false;
      began?.close();
      this.transport?.setRate(this.rate);
    }
    if (this.transport && this.wanted !== null) this.transport.seek(this.wanted);
    if (this.transport && this.looping) this.transport.setLoop(this.looping);
    if (this.transport && this.begins) {
      this.begins = false;
      this.transport.play();
    }
  }

  moved() {
    if (!this.transport) return;
    this.time = this.transport.time;
    this.playing = this.transport.playing;
    if (this.playing || this.transport.aim === null) this.wanted = this.time;
    this.paint();
    this.dispatchEvent(new CustomEvent("moved", { detail: { time: this.time, playing: this.playing } }));
  }

  /** A moment that was looped is left. @param {number} time of the frame to show, source seconds */
  seek(time) {
    this.leaveMoment();
    this.wanted = time;
    this.transport?.seek(time);
  }

  /**
   * Loop a part of the set again and again, slowly, until something else is asked for.
   *
   * @param {Part} part
   * @param {number} rate
   */
  playLoop(part, rate) {
    this.looping = { ...part, moment: true };
    this.rate = rate;
    this.wanted = part.start;
    if (!this.transport) {
      this.begins = true;
      return;
    }
    this.transport.setRate(rate);
    this.transport.setLoop(this.looping);
    this.transport.seek(part.start);
    this.transport.play();
  }

  leaveMoment() {
    if (!this.looping?.moment) return;
    this.begins = false;
    this.loop(null);
    this.rate = 1;
    this.transport?.setRate(1);
  }

  /** Where the video stands, or will stand once a seek that is under way has arrived; seconds. */
  get standsAt() {
    return this.transport?.target ?? this.time;
  }

  pause() {
    this.begins = false;
    this.transport?.pause();
  }
  toggle() {
    this.transport?.toggle();
  }
  /** @param {number} frames */
  step(frames) {
    this.leaveMoment();
    if (!this.transport) return;
    this.transport.step(frames);
    this.wanted = this.transport.target;
  }
  switchOverlay() {
    this.overlaid = !this.overlaid;
  }

  slower() {
    this.rate = slowerThan(this.rate);
    this.transport?.setRate(this.rate);
  }

  /** @param {Part | null} rep that is looped */
  loop(rep) {
    this.looping = rep;
    this.transport?.setLoop(rep);
  }

  switchFullScreen() {
    // Refused where the browser does not allow it just now: then the page stays as it is.
    if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
    else this.requestFullscreen().catch(() => {});
  }

  /** Draw the frame that is on screen. */
  paint() {
    paint(this);
  }

  /** The shape of the stage: the video's own, or round the person. */
  get shape() {
    const source = this.report?.source;
    if (this.frame) return this.frame.width / this.frame.height;
    return source?.width && source?.height ? source.width / source.height : 16 / 9;
  }

  render() {
    return html`${stage(this)}
    ${this.broken ? html`<p class="small quiet under">${words.broken}</p>` : nothing} ${this.buttons()}`;
  }

  buttons() {
    return html`${seekBar(this)}${controls(this)}`;
  }

  /** @param {1 | -1} way */
  jump(way) {
    this.dispatchEvent(new CustomEvent("jump", { detail: { way } }));
  }
}

customElements.define("fc-player", Player);

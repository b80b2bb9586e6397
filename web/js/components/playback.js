/** What plays a set: a video, or the skeleton alone. Both speak in source seconds. */

import { evenly, inside, nearest, shownAt } from "../lib/frame-times.js";

/**
 * @typedef {object} Transport
 * @property {number} time of the frame on screen
 * @property {boolean} playing
 * @property {(seconds: number) => void} seek to the frame nearest to a time
 * @property {(frames: number) => void} step
 */

/** What both have in common: a list of frames, a loop, and a callback for each frame shown. */
class FrameTransport {
  /**
   * @param {number[]} times true frame times, source seconds
   * @param {() => void} changed called when a frame is shown, or playing starts or ends
   */
  constructor(times, changed) {
    this.times = times;
    this.changed = changed;
    this.rate = 1;
    /** @type {{start: number, end: number} | null} */
    this.loop = null;
    this.time = times[0] ?? 0;
    /** @type {number | null} the frame that was asked for and is not on screen yet */
    this.aim = null;
  }

  get playing() {
    return false;
  }

  /** Show the frame of that number. @param {number} _frame */
  go(_frame) {}

  play() {}

  pause() {}

  /** The frame that was asked for last, or that is on screen. */
  get at() {
    return this.aim ?? shownAt(this.times, this.time);
  }

  /** @param {number} seconds */
  seek(seconds) {
    this.go(nearest(this.times, seconds));
  }

  /** @param {number} frames */
  step(frames) {
    this.pause();
    this.go(Math.min(Math.max(this.at + frames, 0), this.times.length - 1));
  }

  /** @param {{start: number, end: number} | null} loop */
  setLoop(loop) {
    this.loop = loop;
    if (loop && (this.time < loop.start || this.time > loop.end)) this.seek(loop.start);
  }

  toggle() {
    if (this.playing) this.pause();
    else this.play();
  }

  /** Where it will stand once the frame that was asked for is on screen, seconds. */
  get target() {
    return this.aim === null ? this.time : this.times[this.aim];
  }

  /** A frame was shown: go round where a repetition is looped. @param {number} time */
  shown(time) {
    this.time = time;
    if (this.aim === shownAt(this.times, time)) this.aim = null;
    if (this.playing && this.loop && time >= this.loop.end) this.seek(this.loop.start);
    this.changed();
  }
}

export class VideoTransport extends FrameTransport {
  /**
   * @param {HTMLVideoElement} video
   * @param {number} start source time = page time + start
   * @param {number[]} times
   * @param {() => void} changed
   */
  constructor(video, start, times, changed) {
    super(times, changed);
    this.video = video;
    this.start = start;
    this.ended = new AbortController();
    const listen = { signal: this.ended.signal };
    for (const name of ["play", "pause", "ended", "ratechange"]) {
      video.addEventListener(name, changed, listen);
    }
    video.addEventListener("seeked", () => this.arrived(), listen);
    video.addEventListener("ended", () => this.again(), listen);
    if ("requestVideoFrameCallback" in video) this.follow();
    else this.followClock(listen);
  }

  /**
   * After a seek, unless another is under way. The frame's own callback comes later than this, and
   * steps asked for meanwhile count from where the seek went. A busy browser may leave the callback
   * out: then the clock is asked.
   */
  arrived() {
    const look = () => {
      if (this.ended.signal.aborted || this.video.seeking) return;
      this.aim = null;
      if (this.playing) return;
      const time = this.times[shownAt(this.times, this.video.currentTime + this.start)];
      if (time !== undefined && Math.abs(time - this.time) > 1e-3) this.shown(time);
    };
    if (this.playing) look();
    else requestAnimationFrame(() => requestAnimationFrame(look));
  }

  /** A loop that reaches the end of the video goes on from its beginning. */
  again() {
    if (!this.loop) return;
    this.seek(this.loop.start);
    this.video.play().catch(() => this.changed());
  }

  get playing() {
    return !this.video.paused && !this.video.ended;
  }

  follow() {
    this.handle = this.video.requestVideoFrameCallback((_, { mediaTime }) => {
      this.follow();
      this.shown(mediaTime + this.start);
    });
  }

  /**
   * Without frame callbacks: what the player's clock says, at each repaint.
   *
   * @param {AddEventListenerOptions} listen
   */
  followClock(listen) {
    const tell = () =>
      this.shown(this.times[shownAt(this.times, this.video.currentTime + this.start)] ?? 0);
    const run = () => {
      if (this.ended.signal.aborted || !this.playing) return;
      tell();
      requestAnimationFrame(run);
    };
    this.video.addEventListener("play", run, listen);
    this.video.addEventListener("seeked", tell, listen);
    this.video.addEventListener("loadeddata", tell, listen);
  }

  /** @param {number} i */
  go(i) {
    this.aim = i;
    this.video.currentTime = Math.max(inside(this.times, i) - this.start, 0);
  }

  play() {
    if (!this.video.seeking) this.aim = null;
    this.video.playbackRate = this.rate;
    if (this.video.ended) this.video.currentTime = 0;
    // A play that is broken off by a pause is no error.
    this.video.play().catch(() => this.changed());
  }

  pause() {
    this.video.pause();
  }

  /** @param {number} rate */
  setRate(rate) {
    this.rate = rate;
    this.video.playbackRate = rate;
  }

  close() {
    this.ended.abort();
    if (this.handle) this.video.cancelVideoFrameCallback(this.handle);
  }
}

/** The skeleton alone: a clock that walks through the times of the poses. */
export class FigureTransport extends FrameTransport {
  #running = false;

  /** @param {number[]} times @param {() => void} changed as in `FrameTransport` */
  constructor(times, changed) {
    super(times.length ? times : evenly(0, 0), changed);
    this.clock = this.time;
  }

  get end() {
    return this.times.at(-1) ?? 0;
  }

  get playing() {
    return this.#running;
  }

  /** @param {number} i */
  go(i) {
    this.clock = this.times[i];
    this.shown(this.clock);
  }

  play() {
    if (this.#running) return;
    this.#running = true;
    if (this.time >= this.end) this.time = this.times[0];
    this.clock = this.time;
    let last = performance.now();
    const run = (/** @type {number} */ now) => {
      if (!this.#running) return;
      this.clock += Math.min((now - last) / 1000, 0.25) * this.rate;
      last = now;
      const { end } = this;
      if (this.loop && this.clock >= Math.min(this.loop.end, end)) this.clock = this.loop.start;
      if (this.clock >= end) this.#running = false;
      this.shown(this.times[shownAt(this.times, this.clock)]);
      requestAnimationFrame(run);
    };
    requestAnimationFrame(run);
    this.changed();
  }

  pause() {
    if (!this.#running) return;
    this.#running = false;
    this.changed();
  }

  /** @param {number} rate */
  setRate(rate) {
    this.rate = rate;
    this.changed();
  }

  close() {
    this.#running = false;
  }
}

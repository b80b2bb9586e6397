/** `<fc-player>`: the video with the skeleton over it, or the skeleton alone, and its buttons. */

import { createRef, html, LitElement, nothing, ref } from "/vendor/lit-3.3.3.js";
import { evenly } from "../lib/frame-times.js";
import { clock } from "../lib/formatting.js";
import { player as words } from "../words/review.js";
import { icons } from "./icons.js";
import { FigureTransport, VideoTransport } from "./playback.js";
import { framing, Overlay } from "./pose-overlay.js";
import "./sketch.js";

// --- <fc-player>

const RATES = [1, 0.5, 0.25];

/**
 * @fires moved `{time, playing}` whenever a frame was shown, in source seconds
 * @fires jump `{way}` to the next fault or the one before
 * @fires drawn `{strokes}` when somebody drew on the frame
 * @fires loop to begin or end going round in a repetition
 */
class Player extends LitElement {
  static properties = {
    video: { attribute: false, hasChanged: (a, b) => a?.url !== b?.url || a?.start !== b?.start },
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
    this.video = null;
    this.frames = null;
    this.poses = null;
    this.report = null;
    this.curves = [];
    this.cue = null;
    this.label = "";
    this.faulty = false;
    this.drawings = [];
    this.sketch = null;
    this.overlaid = true;
    this.rate = 1;
    this.looping = null;
    this.playing = false;
    this.time = 0;
    this.broken = false;
    this.waiting = true;
    this.canvas = createRef();
    this.tape = createRef();
    this.overlay = new Overlay();
    this.transport = null;
    this.wanted = null;
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
    this.sizes.disconnect();
    this.transport?.close();
    this.transport = null;
  }

  /** Whether there is a picture behind the skeleton. */
  get pictured() {
    return Boolean(this.video) && !this.broken;
  }

  willUpdate(changed) {
    if (changed.has("video")) this.broken = false;
  }

  updated(changed) {
    if (["video", "frames", "poses", "broken"].some((name) => changed.has(name))) this.start(changed);
    if (this.poses && changed.has("poses")) this.frame = framing(this.poses, this.pictured);
    if (this.canvas.value) this.sizes.observe(this.canvas.value);
    if ([...changed.keys()].some((name) => name !== "time" && name !== "playing")) this.paint();
  }

  /** Begin with another video, or with what is now known of its frames. */
  start(changed) {
    const began = this.transport;
    const source = this.report?.source;
    if (this.pictured && this.tape.value) {
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
    if (began && began !== this.transport) began.close();
    if (this.poses) this.frame = framing(this.poses, this.pictured);
    if (this.transport && this.wanted !== null) this.seek(this.wanted);
  }

  moved() {
    this.time = this.transport.time;
    this.playing = this.transport.playing;
    if (this.playing || this.transport.aim === null) this.wanted = this.time;
    this.paint();
    this.dispatchEvent(new CustomEvent("moved", { detail: { time: this.time, playing: this.playing } }));
  }

  /** Show the frame nearest to a time, source seconds. */
  seek(time) {
    this.wanted = time;
    this.transport?.seek(time);
  }

  pause() {
    this.transport?.pause();
  }
  toggle() {
    this.transport?.toggle();
  }
  step(frames) {
    this.transport?.step(frames);
  }
  switchOverlay() {
    this.overlaid = !this.overlaid;
  }

  slower() {
    this.rate = RATES[(RATES.indexOf(this.rate) + 1) % RATES.length];
    this.transport?.setRate(this.rate);
  }

  /** @param {{number: number, start: number, end: number} | null} rep to go round in */
  loop(rep) {
    this.looping = rep;
    this.transport?.setLoop(rep);
  }

  /** Draw the frame that is on screen. */
  paint() {
    const canvas = this.canvas.value;
    if (!canvas || !this.frame) return;
    const size = { width: canvas.clientWidth, height: canvas.clientHeight };
    const sharp = Math.min(devicePixelRatio || 1, 3);
    const [w, h] = [Math.round(size.width * sharp), Math.round(size.height * sharp)];
    if (canvas.width !== w || canvas.height !== h) Object.assign(canvas, { width: w, height: h });
    const context = canvas.getContext("2d");
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, w, h);
    if (!this.overlaid && this.pictured) return;
    context.setTransform(sharp, 0, 0, sharp, 0, 0);
    this.overlay.draw(context, size, this, this.transport?.time ?? this.wanted ?? 0);
  }

  /** The shape of the stage: the video's own, or round the person. */
  get shape() {
    const source = this.report?.source;
    if (this.frame) return this.frame.width / this.frame.height;
    return source?.width && source?.height ? source.width / source.height : 16 / 9;
  }

  render() {
    return html` <div
        class="stage ${this.pictured ? "" : "bare"}"
        ${ref((e) => e?.style.setProperty("--shape", String(this.shape)))}
        @click=${() => this.toggle()}>
        ${this.pictured
          ? html`<video
              ${ref(this.tape)}
              src=${this.video.url}
              playsinline
              muted
              preload="auto"
              disablepictureinpicture
              aria-label=${words.video}
              tabindex="-1"
              @error=${() => {
                this.broken = true;
              }}
              @loadeddata=${() => {
                this.waiting = false;
              }}></video>`
          : nothing}
        <canvas ${ref(this.canvas)} role="img" aria-label=${this.label || words.figure}></canvas>
        ${this.drawings.length || this.sketch ? this.drawn() : nothing}
        ${this.pictured && this.waiting ? html`<p class="loading small">${words.loading}</p>` : nothing}
      </div>
      ${this.broken ? html`<p class="small quiet under">${words.broken}</p>` : nothing} ${this.buttons()}`;
  }

  /** What people drew, and what somebody draws just now. */
  drawn() {
    const { width, height } = this.report?.source ?? {};
    return html`<fc-sketch
      .frame=${this.frame ?? { x: 0, y: 0, width, height }}
      .drawings=${this.drawings}
      .strokes=${this.sketch?.strokes ?? []}
      .active=${Boolean(this.sketch?.drawing)}
      @drawn=${(e) => this.dispatchEvent(new CustomEvent("drawn", { detail: e.detail }))}></fc-sketch>`;
  }

  buttons() {
    const ready = Boolean(this.poses) || this.pictured;
    const button = (name, icon, act, key, extra = nothing) =>
      html`<button
        class="button icon bare"
        type="button"
        ?disabled=${!ready}
        aria-label=${name}
        title="${name} (${key})"
        aria-pressed=${extra}
        @click=${act}>
        ${icon}
      </button>`;
    return html`<div class="controls" role="group" aria-label=${words.controls}>
      ${button(
        this.playing ? words.pause : words.play,
        this.playing ? icons.pause : icons.play,
        () => this.toggle(),
        words.space,
      )}
      ${button(words.back, icons.back, () => this.step(-1), "←")}
      ${button(words.forth, icons.forth, () => this.step(1), "→")}
      <span class="time">${clock(this.time)}</span>
      ${this.faulty
        ? html`<span class="pair">
            ${button(words.previousFault, icons.previousFault, () => this.jump(-1), "p")}
            ${button(words.nextFault, icons.nextFault, () => this.jump(1), "n")}</span
          >`
        : nothing}
      <span class="pair">
        <button
          class="button bare speed"
          type="button"
          ?disabled=${!ready}
          title="${words.speed} (s)"
          @click=${() => this.slower()}>
          <span class="unseen-text">${words.speed}</span> ${words.rates[this.rate]}
        </button>
        ${button(
          this.looping ? words.loops(this.looping.number) : words.loop,
          icons.loop,
          () => this.dispatchEvent(new CustomEvent("loop")),
          "l",
          String(Boolean(this.looping)),
        )}
        ${this.pictured
          ? button(words.overlay, icons.figure, () => this.switchOverlay(), "o", String(this.overlaid))
          : nothing}
      </span>
    </div>`;
  }

  jump(way) {
    this.dispatchEvent(new CustomEvent("jump", { detail: { way } }));
  }
}

customElements.define("fc-player", Player);

// --- <fc-seen>: a player without buttons, moved from outside

/**
 * @fires moved as the player does
 * @fires pressed when somebody touches the picture
 */
class SilentPlayer extends Player {
  buttons() {
    return nothing;
  }

  toggle() {
    this.dispatchEvent(new CustomEvent("pressed"));
  }
}

customElements.define("fc-seen", SilentPlayer);

/** `<fc-timeline>`: one curve with its limit, the reps, the faults and the playhead. */

/** @import { Bracket, Curve } from "../api/types.js" */
/** @typedef {{time: number, until: number | null, text: string}} Remark a comment at a time of the set */

import { createRef, html, LitElement, nothing, ref } from "/vendor/lit-3.3.3.js";
import { clock, numberText } from "../lib/formatting.js";
import { valueAt } from "../lib/poses.js";
import { HEAD, Scale } from "../lib/scale.js";
import { timeline as words } from "../words/review.js";
import { icons, mark } from "./icons.js";
import { curveDrawing, legend, topOf } from "./timeline-drawing.js";

/**
 * @fires seek `{time}` while somebody points at it, drags or uses the keys
 * @fires fault `{time, cue}` for one of its marks
 * @fires choose `{index}` of another curve
 * @fires remark the comment whose mark was pressed
 */
export class Timeline extends LitElement {
  static properties = {
    curves: { attribute: false },
    chosen: { attribute: false },
    time: { attribute: false },
    remarks: { attribute: false },
    bracket: { attribute: false },
    hovered: { state: true },
  };

  constructor() {
    super();
    /** @type {Curve[]} */
    this.curves = [];
    this.chosen = 0;
    this.time = 0;
    /** @type {Remark[]} */
    this.remarks = [];
    /** @type {Bracket | null} of the moment that is spoken of */
    this.bracket = null;
    /** @type {number | null} */
    this.hovered = null;
    /** @type {unknown} what changes with the curve only */
    this.drawn = null;
    /** @type {Scale | null} wherever there is a curve */
    this.scale = null;
    this.area = createRef();
  }

  createRenderRoot() {
    return this;
  }

  get curve() {
    return this.curves[Math.min(this.chosen, this.curves.length - 1)];
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (["curves", "chosen", "bracket"].some((name) => changed.has(name))) {
      this.scale = this.curve ? new Scale(this.curve) : null;
      this.drawn = null;
    }
  }

  /** What is said of one instant. @param {number} time @returns {string[]} */
  said(time) {
    const value = valueAt(this.curve, time);
    const band = this.curve.bands.find((b) => b.start <= time && time <= b.end);
    const top = band && band.top_start <= time && time <= band.top_end;
    return [
      clock(time),
      value === null ? words.unseen : numberText(value, this.curve),
      band ? words.rep(band.number, top ? topOf(this.curve) : "") : "",
    ].filter(Boolean);
  }

  /** @param {PointerEvent} event @returns {number} seconds */
  at(event) {
    const box = this.area.value.getBoundingClientRect();
    return this.scale?.time((event.clientX - box.left) / (box.width || 1)) ?? 0;
  }

  /** @param {number} time */
  seek(time) {
    if (this.scale) this.tell("seek", { time: Math.min(Math.max(time, this.scale.t0), this.scale.t1) });
  }

  /** @param {string} name @param {object} detail */
  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  /** @param {PointerEvent} event */
  pressed(event) {
    if (event.button) return;
    this.area.value.setPointerCapture(event.pointerId);
    this.seek(this.at(event));
  }

  /** @param {PointerEvent} event */
  pointed(event) {
    const time = this.at(event);
    this.hovered = time;
    if (this.area.value.hasPointerCapture(event.pointerId)) this.seek(time);
  }

  /** The arrows step by frames and belong to the page; these go further. @param {KeyboardEvent} event */
  typed(event) {
    /** @type {Record<string, number>} */
    const ways = { Home: -Infinity, End: Infinity, PageUp: this.time + 1, PageDown: this.time - 1 };
    const to = ways[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.seek(to);
  }

  render() {
    const { curve: c, scale: s } = this;
    if (!c || !s) return nothing;
    // The drawing changes with the curve only, not with each frame.
    this.drawn ??= curveDrawing(c, s, this.bracket);
    const said = this.said(this.hovered ?? this.time);
    return html` <div class="plot-head">
        ${this.curves.length > 1
          ? html`<label class="unseen-text" for="curve-choice">${words.choose}</label>
              <select
                id="curve-choice"
                @change=${(/** @type {FieldEvent<HTMLSelectElement>} */ e) =>
                  this.tell("choose", { index: e.target.selectedIndex })}>
                ${this.curves.map(
                  (x, i) => html`<option .selected=${i === this.chosen}>${x.title}</option>`,
                )}
              </select>`
          : html`<h3>${c.title}</h3>`}
        <p class="readout" aria-hidden="true">${said.map((part) => html`<span>${part}</span>`)}</p>
      </div>
      <div class="plot">
        <div
          class="ground"
          @pointerleave=${() => {
            this.hovered = null;
          }}>
          ${this.drawn} ${this.hovered === null ? nothing : rule("hover", s.x(this.hovered))}
          ${rule("playhead", s.x(this.time))}
          <div
            class="area"
            ${ref(this.area)}
            role="slider"
            tabindex="0"
            aria-label=${words.slider}
            aria-orientation="horizontal"
            aria-valuemin=${s.t0.toFixed(2)}
            aria-valuemax=${s.t1.toFixed(2)}
            aria-valuenow=${Math.min(Math.max(this.time, s.t0), s.t1).toFixed(2)}
            aria-valuetext=${this.said(this.time).join(", ")}
            @pointerdown=${this.pressed}
            @pointermove=${this.pointed}
            @keydown=${this.typed}></div>
          ${c.marks.map(
            (m) =>
              html`<button
                class="fault-mark"
                type="button"
                aria-label=${words.fault(m, clock(m.time))}
                ${ref((e) => {
                  if (e) {
                    e.style.left = `${s.x(m.time)}%`;
                    e.style.top = `${HEAD + s.y(m.value)}px`;
                  }
                })}
                @click=${() => this.tell("fault", { time: m.time, cue: c.cue })}>
                ${mark("fault")}
              </button>`,
          )}
          ${this.remarks.map((r) => this.remark(r, s))}
        </div>
      </div>
      ${legend(c)}`;
  }

  /** A comment, and the stretch it speaks of, at the foot of the plot. @param {Remark} r @param {Scale} s */
  remark(r, s) {
    const [from, to] = [s.x(r.time), s.x(r.until ?? r.time)];
    const put = (/** @type {HTMLElement | undefined} */ e) => {
      if (e) e.style.left = `${from}%`;
    };
    const stretch = (/** @type {HTMLElement | undefined} */ e) => {
      if (e) Object.assign(e.style, { left: `${from}%`, width: `${to - from}%` });
    };
    return html`${r.until === null ? nothing : html`<div class="remark-stretch" ${ref(stretch)}></div>`}
      <button
        class="remark-mark"
        type="button"
        aria-label=${words.remark(clock(r.time), r.text)}
        title=${r.text}
        ${ref(put)}
        @click=${() => this.tell("remark", r)}>
        ${icons.comment}
      </button>`;
  }
}

/** A line from top to bottom. @param {string} kind @param {number} x per cent of the width */
const rule = (kind, x) =>
  html`<div
    class=${kind}
    ${ref((e) => {
      if (e) e.style.left = `${x}%`;
    })}></div>`;

customElements.define("fc-timeline", Timeline);

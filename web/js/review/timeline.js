/** One timeline: the signal, its limit, the repetitions, the faults and the playhead. */

import { LitElement, html, nothing, svg, createRef, ref } from "/vendor/lit-3.3.3.js";
import { mark } from "../shell/marks.js";
import { timeline as words } from "../words/review.js";
import { icons } from "./icons.js";
import { axes, heads, labels, plot, HEIGHT } from "./drawing.js";
import { allowed, amount, clock } from "./numbers.js";
import { valueAt } from "./poses.js";
import { HEAD, PLOT, Scale } from "./scale.js";

/**
 * @fires seek `{time}` while somebody points at it, drags or uses the keys
 * @fires fault `{time, cue}` for one of its marks
 * @fires choose `{index}` of another curve
 * @fires remark the comment whose mark was pressed
 */
export class Timeline extends LitElement {
  static properties = {
    curves: { attribute: false }, chosen: { attribute: false }, time: { attribute: false },
    span: { attribute: false }, remarks: { attribute: false }, hovered: { state: true },
  };

  constructor() {
    super();
    Object.assign(this, { curves: [], chosen: 0, time: 0, span: null, remarks: [], hovered: null });
    this.area = createRef();
  }

  createRenderRoot() { return this; }

  get curve() { return this.curves[Math.min(this.chosen, this.curves.length - 1)]; }

  willUpdate(changed) {
    if (changed.has("curves") || changed.has("chosen")) {
      this.scale = this.curve && new Scale(this.curve);
      this.drawn = null;
    }
  }

  /** What is said of one instant. */
  said(time) {
    const value = valueAt(this.curve, time);
    const band = this.curve.bands.find((b) => b.start <= time && time <= b.end);
    const top = band && band.top_start <= time && time <= band.top_end;
    return [clock(time), value === null ? words.unseen : amount(value, this.curve.unit),
      band ? words.rep(band.number, top) : ""].filter(Boolean);
  }

  /** @param {PointerEvent} event */
  at(event) {
    const box = this.area.value.getBoundingClientRect();
    return this.scale.time((event.clientX - box.left) / (box.width || 1));
  }

  seek(time) {
    const at = Math.min(Math.max(time, this.scale.t0), this.scale.t1);
    this.tell("seek", { time: at });
  }

  tell(name, detail) { this.dispatchEvent(new CustomEvent(name, { detail })); }

  pressed(event) {
    if (event.button) return;
    this.area.value.setPointerCapture(event.pointerId);
    this.seek(this.at(event));
  }

  pointed(event) {
    this.hovered = this.at(event);
    if (this.area.value.hasPointerCapture(event.pointerId)) this.seek(this.hovered);
  }

  /** The arrows step by frames and belong to the page; these go further. */
  typed(event) {
    const to = { Home: this.scale.t0, End: this.scale.t1, PageUp: this.time + 1, PageDown: this.time - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.seek(to);
  }

  render() {
    const c = this.curve;
    if (!c) return nothing;
    const s = this.scale;
    // The drawing changes with the curve only, not with each frame.
    this.drawn ??= html`<svg class="curve" role="img" width="100%" height=${HEIGHT} aria-label=${words.told(c, describe(c))}>
      <svg y=${HEAD} width="100%" height=${PLOT} viewBox="0 0 1000 ${PLOT}" preserveAspectRatio="none">${plot(c, s)}</svg>
      ${heads(c, s)}${axes(c, s)}${labels(c, s)}
    </svg>`;
    const said = this.said(this.hovered ?? this.time);
    return html`
      <div class="plot-head">
        ${this.curves.length > 1 ? html`<label class="unseen-text" for="curve-choice">${words.choose}</label>
          <select id="curve-choice" @change=${(e) => this.tell("choose", { index: e.target.selectedIndex })}>
            ${this.curves.map((x, i) => html`<option .selected=${i === this.chosen}>${x.title}</option>`)}</select>`
          : html`<h3>${c.title}</h3>`}
        <p class="readout" aria-hidden="true">${said.map((part) => html`<span>${part}</span>`)}</p>
      </div>
      <div class="plot">
        <div class="ground" @pointerleave=${() => { this.hovered = null; }}>
          ${this.drawn}
          ${this.hovered === null ? nothing : this.rule("hover", this.hovered)}
          ${this.rule("playhead", this.time)}
          <div class="area" ${ref(this.area)} role="slider" tabindex="0" aria-label=${words.slider}
            aria-orientation="horizontal" aria-valuemin=${s.t0.toFixed(2)} aria-valuemax=${s.t1.toFixed(2)}
            aria-valuenow=${Math.min(Math.max(this.time, s.t0), s.t1).toFixed(2)} aria-valuetext=${this.said(this.time).join(", ")}
            @pointerdown=${this.pressed} @pointermove=${this.pointed} @keydown=${this.typed}></div>
          ${c.marks.map((m) => html`<button class="fault-mark" type="button" aria-label=${words.fault(m, clock(m.time))}
            ${ref((e) => { if (e) { e.style.left = `${s.x(m.time)}%`; e.style.top = `${HEAD + s.y(m.value)}px`; } })}
            @click=${() => this.tell("fault", { time: m.time, cue: c.cue })}>${mark("fault")}</button>`)}
          ${this.remarks.map((r) => this.remark(r))}
        </div>
      </div>
      ${key(c)}`;
  }

  /** A comment, and the stretch it speaks of, at the foot of the plot. */
  remark(r) {
    const s = this.scale;
    const [from, to] = [s.x(r.time), s.x(r.until ?? r.time)];
    const put = (e) => { if (e) e.style.left = `${from}%`; };
    const stretch = (e) => { if (e) Object.assign(e.style, { left: `${from}%`, width: `${to - from}%` }); };
    return html`${r.until === null ? nothing : html`<div class="remark-stretch" ${ref(stretch)}></div>`}
      <button class="remark-mark" type="button" aria-label=${words.remark(clock(r.time), r.text)} title=${r.text} ${ref(put)}
        @click=${() => this.tell("remark", r)}>${icons.comment}</button>`;
  }

  rule(kind, time) {
    return html`<div class=${kind} ${ref((e) => { if (e) e.style.left = `${this.scale.x(time)}%`; })}></div>`;
  }
}

/** @param {import("./types.js").Curve} c @returns {string} the curve in words */
function describe(c) {
  const asked = allowed(c.low, c.high, c.unit);
  const faults = c.bands.filter((b) => b.verdict === "fault");
  return words.describe(c, asked, faults, clock);
}

const sample = (inner) => html`<svg class="curve" aria-hidden="true">${inner}</svg>`;

function key(c) {
  const limited = c.low !== null || c.high !== null;
  return html`<ul class="key small quiet">
    <li>${sample(svg`<path class="signal" d="M1 9C8 9 8 3 12 3s8 5 11 6"/>`)}${words.you}</li>
    ${limited ? html`
      <li>${sample(svg`<rect class="margin" y="1" width="24" height="10"/><path class="limit" d="M0 6H24"/>`)}${words.limit}</li>
      <li>${sample(svg`<rect class="beyond" width="24" height="12"/>`)}${words.beyond}</li>` : nothing}
    <li>${sample(svg`<rect class="rep" width="24" height="12"/><rect class="top" x="6" width="12" height="12"/>`)}${words.reps}</li>
  </ul>`;
}

customElements.define("fc-timeline", Timeline);

/** `<fc-timeline>`: one curve with its limit, the reps, the faults and the playhead. */

import { createRef, html, LitElement, nothing, ref, svg } from "/vendor/lit-3.3.3.js";
import { clock, numberText } from "../lib/formatting.js";
import { valueAt } from "../lib/poses.js";
import { FOOT, HEAD, PLOT, Scale, thinned, ticks } from "../lib/scale.js";
import { timeline as words } from "../words/review.js";
import { icons, mark } from "./icons.js";

// --- Drawing

/** @import { Bracket, Curve } from "../api/types.js" */
/** @typedef {{time: number, until: number | null, text: string}} Remark a comment at a time of the set */

const MINUTES = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600];

/** @param {Curve} c @param {Scale} s what is stretched: bands, limits, the signal */
function plotArea(c, s) {
  const rect = (
    /** @type {string} */ kind,
    /** @type {number} */ from,
    /** @type {number} */ to,
    /** @type {number} */ top,
    /** @type {number} */ bottom,
  ) => svg`<rect class=${kind} x=${10 * s.x(from)} y=${top}
    width=${Math.max(10 * (s.x(to) - s.x(from)), 1)} height=${Math.max(bottom - top, 0)}/>`;
  const limits = [
    { limit: c.low, edge: PLOT },
    { limit: c.high, edge: 0 },
  ];
  return svg`
    ${c.bands.map((b) => rect("rep", b.start, b.end, 0, PLOT))}
    ${c.bands.map((b) => rect("top", b.top_start, b.top_end, 0, PLOT))}
    ${limits.map(({ limit, edge }) => {
      if (limit === null) return nothing;
      const y = s.y(limit);
      // Beyond the limit is tinted only where the limit was applied and broken.
      return svg`${c.bands
        .filter((b) => b.verdict === "fault")
        .map((b) => rect("beyond", b.judged[0], b.judged[1], Math.min(y, edge), Math.max(y, edge)))}
        ${rect("margin", s.t0, s.t1, s.y(limit + c.margin), s.y(limit - c.margin))}
        <path class="limit" d="M0 ${y}H1000"/>`;
    })}
    <path class="signal" d=${signalPath(c, s)}/>`;
}

/** @param {Curve} c @param {Scale} s @returns {string} the measured values; broken where there are none */
function signalPath(c, s) {
  let [d, down] = ["", false];
  for (const i of thinned(c.values)) {
    const value = c.values[i];
    if (value === null) down = false;
    else {
      d += `${down ? "L" : "M"}${(10 * s.x(c.time[i])).toFixed(1)} ${s.y(value).toFixed(1)}`;
      down = true;
    }
  }
  return d;
}

/** @param {Curve} c @param {Scale} s numbers and marks of the repetitions, above the plot */
function repHeads(c, s) {
  const size = c.bands.length <= 12 ? 14 : 10;
  return c.bands.map((b, i) => {
    const x = (s.x(b.start) + s.x(b.end)) / 2;
    const crowded = c.bands.length > 12 && i % 2 ? "crowded" : "";
    return svg`<svg class=${
      size < 14 ? "head tiny" : "head"
    } x="${x}%" y=${16 - size} width=${size} height=${size}
        overflow="visible"><g transform="translate(${-size / 2})">${mark(b.verdict)}</g></svg>
      <text class="number ${crowded}" x="${x}%" y="34">${b.number}</text>`;
  });
}

/** @param {Curve} c @param {Scale} s values, times, and the limit in words */
function axes(c, s) {
  const values = ticks(s.v0, s.v1, 5);
  const step = values.length > 1 ? values[1] - values[0] : 1;
  const fine = [0, 1, 2, 3, 4].find((d) => Math.abs(Number(step.toFixed(d)) - step) < 1e-9) ?? 5;
  const unit = { decimals: fine, suffix: c.suffix === "°" ? "°" : "" };
  return svg`
    ${values.map(
      (v) => svg`<text class="tick y" x="-6" y=${HEAD + s.y(v) + 4}>${numberText(v, unit)}</text>`,
    )}
    ${ticks(s.t0, s.t1, 6, MINUTES).map(
      (t) =>
        svg`<text class="tick x" x="${s.x(t)}%" y=${HEAD + PLOT + 18}>${Math.floor(
          t / 60,
        )}:${String(Math.round(t % 60)).padStart(2, "0")}</text>`,
    )}
    ${c.limits.map(({ value: limit, text }) => {
      // Written on the allowed side of the line, where the curve has no fault to hide.
      const y = s.y(limit);
      const away = (limit === c.low && y > 20) || y > PLOT - 8 ? -6 : 15;
      return svg`<text class="limit-label" x="100%" dx="-4" y=${HEAD + y + away}>${text}</text>`;
    })}`;
}

/** @param {Curve} c @param {Scale} s the faults' values; labels side by side would run into each other */
function faultLabels(c, s) {
  let last = -100;
  return [...c.marks]
    .sort((a, b) => a.time - b.time)
    .map((m) => {
      const x = s.x(m.time);
      if (!m.label || x - last <= 14) return nothing;
      last = x;
      const y = HEAD + s.y(m.value);
      return svg`<text class="value" x="${Math.min(Math.max(x, 5), 95)}%"
      y=${y + (y + 22 < HEAD + PLOT ? 22 : -12)}>${m.label}</text>`;
    });
}

/**
 * The value of the moment and its goal, bracketed; of a time, how long it took.
 *
 * @param {Scale} s
 * @param {Bracket | null} b
 */
function bracket(s, b) {
  if (!b) return nothing;
  if (b.limit === null) {
    const [from, to] = [s.x(b.start), s.x(b.end)];
    const y = HEAD + PLOT - 12;
    return svg`<g class="bracket">
      ${[from, to].map((x) => svg`<line x1="${x}%" x2="${x}%" y1=${y - 6} y2=${y + 6}/>`)}
      <line x1="${from}%" x2="${to}%" y1=${y} y2=${y}/>
      <text x="${Math.min(Math.max((from + to) / 2, 14), 86)}%" y=${y - 10}>${b.text}</text></g>`;
  }
  const [x, top, foot] = [s.x(b.time), HEAD + s.y(b.value), HEAD + s.y(b.limit)];
  const right = x < 60;
  const side = right ? 12 : -12;
  return svg`<g class="bracket ${right ? "" : "left"}"><svg x="${x}%" overflow="visible">
      <path d="M${side / 2} ${top}H${side}V${foot}H${side / 2}"/>
      <text x=${1.6 * side} y=${(top + foot) / 2 + 4}>${b.text}</text></svg></g>`;
}

const HEIGHT = HEAD + PLOT + FOOT;

// --- <fc-timeline>

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
    span: { attribute: false },
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
    this.span = null;
    /** @type {Remark[]} */
    this.remarks = [];
    /** @type {Bracket | null} of the moment that is spoken of */
    this.bracket = null;
    /** @type {number | null} */
    this.hovered = null;
    /** @type {any} what changes with the curve only */
    this.drawn = null;
    /** @type {any} a `Scale` wherever there is a curve */
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
      this.scale = this.curve && new Scale(this.curve);
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
    return this.scale.time((event.clientX - box.left) / (box.width || 1));
  }

  /** @param {number} time */
  seek(time) {
    const at = Math.min(Math.max(time, this.scale.t0), this.scale.t1);
    this.tell("seek", { time: at });
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
    const ways = {
      Home: this.scale.t0,
      End: this.scale.t1,
      PageUp: this.time + 1,
      PageDown: this.time - 1,
    };
    const to = ways[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.seek(to);
  }

  render() {
    const c = this.curve;
    if (!c) return nothing;
    const s = this.scale;
    // The drawing changes with the curve only, not with each frame.
    this.drawn ??= html`<svg
      class="curve"
      role="img"
      width="100%"
      height=${HEIGHT}
      aria-label=${c.description}>
      <svg y=${HEAD} width="100%" height=${PLOT} viewBox="0 0 1000 ${PLOT}" preserveAspectRatio="none">
        ${plotArea(c, s)}
      </svg>
      ${repHeads(c, s)}${axes(c, s)}${this.bracket ? nothing : faultLabels(c, s)}${bracket(s, this.bracket)}
    </svg>`;
    const said = this.said(this.hovered ?? this.time);
    return html` <div class="plot-head">
        ${this.curves.length > 1
          ? html`<label class="unseen-text" for="curve-choice">${words.choose}</label>
              <select
                id="curve-choice"
                @change=${(/** @type {any} */ e) => this.tell("choose", { index: e.target.selectedIndex })}>
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
          ${this.drawn} ${this.hovered === null ? nothing : this.rule("hover", this.hovered)}
          ${this.rule("playhead", this.time)}
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
          ${this.remarks.map((r) => this.remark(r))}
        </div>
      </div>
      ${legend(c)}`;
  }

  /** A comment, and the stretch it speaks of, at the foot of the plot. @param {Remark} r */
  remark(r) {
    const s = this.scale;
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

  /** @param {string} kind @param {number} time */
  rule(kind, time) {
    return html`<div
      class=${kind}
      ${ref((e) => {
        if (e) e.style.left = `${this.scale.x(time)}%`;
      })}></div>`;
  }
}

const sampleDrawing = (/** @type {any} */ inner) =>
  html`<svg class="curve" aria-hidden="true">${inner}</svg>`;

/** What the top of a repetition is called; curves of older versions do not say. @param {Curve} c */
const topOf = (c) => c.top ?? words.top;

/** @param {Curve} c */
function legend(c) {
  const limited = c.low !== null || c.high !== null;
  return html`<ul class="key small quiet">
    <li>${sampleDrawing(svg`<path class="signal" d="M1 9C8 9 8 3 12 3s8 5 11 6"/>`)}${words.you}</li>
    ${limited
      ? html` <li>
            ${sampleDrawing(
              svg`<rect class="margin" y="1" width="24" height="10"/><path class="limit" d="M0 6H24"/>`,
            )}${words.limit}
          </li>
          <li>${sampleDrawing(svg`<rect class="beyond" width="24" height="12"/>`)}${words.beyond}</li>`
      : nothing}
    <li>
      ${sampleDrawing(
        svg`<rect class="rep" width="24" height="12"/><rect class="top" x="6" width="12" height="12"/>`,
      )}${words.reps(topOf(c))}
    </li>
  </ul>`;
}

customElements.define("fc-timeline", Timeline);

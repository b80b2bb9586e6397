/** The drawing of one curve: repetitions, limits, the signal, faults, and what stands beside them. */

/** @import { Bracket, Curve } from "../api/types.js" */
/** @typedef {import("../lib/scale.js").Scale} Scale */

import { html, nothing, svg } from "/vendor/lit-3.3.3.js";
import { numberText } from "../lib/formatting.js";
import { FOOT, HEAD, PLOT, thinned, ticks } from "../lib/scale.js";
import { timeline as words } from "../words/review.js";
import { mark } from "./icons.js";

const HEIGHT = HEAD + PLOT + FOOT;

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
 * @param {Bracket} b
 */
function bracket(s, b) {
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

/** @param {Curve} curve @param {Scale} scale @param {Bracket | null} moment that is spoken of */
export const curveDrawing = (curve, scale, moment) =>
  html`<svg class="curve" role="img" width="100%" height=${HEIGHT} aria-label=${curve.description}>
    <svg y=${HEAD} width="100%" height=${PLOT} viewBox="0 0 1000 ${PLOT}" preserveAspectRatio="none">
      ${plotArea(curve, scale)}
    </svg>
    ${repHeads(curve, scale)}${axes(curve, scale)}${moment
      ? bracket(scale, moment)
      : faultLabels(curve, scale)}
  </svg>`;

const sampleDrawing = (/** @type {unknown} */ inner) =>
  html`<svg class="curve" aria-hidden="true">${inner}</svg>`;

/** What the top of a repetition is called; curves of older versions do not say. @param {Curve} c */
export const topOf = (c) => c.top ?? words.top;

/** @param {Curve} c */
export function legend(c) {
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

/** Values over days as SVG: across in per cent, down in CSS pixels, so that type keeps its size. */

import { html, svg } from "/vendor/lit-3.3.3.js";
import { dayOf, noon, shortDay } from "../lib/dates.js";
import { numberText } from "../lib/formatting.js";
import { ticks } from "../lib/scale.js";

export const CHART_HEIGHT = 150;
const HEAD = 14;
const FOOT = 24;
const DAY = 86_400_000;

/** Days to per cent of the width, values to pixels from the top. */
export class Axes {
  /**
   * @param {string[]} ends first and last day
   * @param {number[]} values that must be seen
   * @param {{low?: number | null, high?: number | null}} [limits] of the axis, where they are given
   */
  constructor([first, last], values, { low = null, high = null } = {}) {
    this.d0 = noon(first).getTime() / DAY;
    this.d1 = Math.max(noon(last).getTime() / DAY, this.d0 + 1);
    const [least, most] = [Math.min(...values), Math.max(...values)];
    const room = 0.12 * (most - least) || 1;
    this.v0 = low ?? least - room;
    this.v1 = high ?? most + room;
  }

  /**
   * @param {string} day
   * @param {number} [share] of the day
   * @returns {number} 2..98, so that a point at the end is whole
   */
  x(day, share = 0) {
    return (
      2 +
      (96 * Math.min(noon(day).getTime() / DAY + share - this.d0, this.d1 + 0.5 - this.d0)) /
        (this.d1 + 0.5 - this.d0)
    );
  }

  /** @param {number} value */
  y(value) {
    return (CHART_HEIGHT * (this.v1 - value)) / (this.v1 - this.v0);
  }

  /** @returns {string[]} some days along the axis */
  days() {
    const n = Math.min(4, Math.round(this.d1 - this.d0));
    const at = (/** @type {number} */ i) => new Date((this.d0 + ((this.d1 - this.d0) * i) / n) * DAY);
    return Array.from({ length: n + 1 }, (_, i) => dayOf(at(i)));
  }
}

/** @param {number[][]} points @returns {string} path data through them */
export const linePath = (points) =>
  points.map(([x, y], i) => `${i ? "L" : "M"}${(10 * x).toFixed(1)} ${y.toFixed(1)}`).join("");

/**
 * @param {Axes} axes
 * @param {{label: string, sign?: string, stretched: unknown, over: unknown, most?: number}} parts
 *   `stretched` in 1000 x CHART_HEIGHT units, `over` in per cent and pixels
 */
export function chart(axes, { label, sign = "", stretched, over, most = 5 }) {
  const values = ticks(axes.v0, axes.v1, most);
  const step = values.length > 1 ? values[1] - values[0] : 1;
  const fine = [0, 1, 2].find((d) => Math.abs(Number(step.toFixed(d)) - step) < 1e-9) ?? 3;
  const unit = { decimals: fine, suffix: sign };
  const days = axes.days();
  return html`<div class="plot">
    <svg class="curve" role="img" aria-label=${label} width="100%" height=${HEAD + CHART_HEIGHT + FOOT}>
      <svg
        y=${HEAD}
        width="100%"
        height=${CHART_HEIGHT}
        viewBox="0 0 1000 ${CHART_HEIGHT}"
        preserveAspectRatio="none">
        ${values.map((v) => svg`<path class="rule" d="M0 ${axes.y(v).toFixed(1)}H1000"/>`)}${stretched}
      </svg>
      <svg y=${HEAD} width="100%" height=${CHART_HEIGHT} overflow="visible">${over}</svg>
      ${values.map(
        (v) => svg`<text class="tick y" x="-6" y=${HEAD + axes.y(v) + 4}>${numberText(v, unit)}</text>`,
      )}
      ${days.map(
        (day, i) =>
          svg`<text class="tick x ${
            i === 0 ? "first" : i === days.length - 1 ? "last" : i % 2 ? "odd" : ""
          }" x="${axes.x(day)}%" y=${HEAD + CHART_HEIGHT + 18}>${shortDay(day)}</text>`,
      )}
    </svg>
  </div>`;
}

/** What a chart has drawn, small, for its key. @param {unknown} inner */
export const keySample = (inner) =>
  html`<svg class="curve" viewBox="0 0 24 12" aria-hidden="true">${inner}</svg>`;

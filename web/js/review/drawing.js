/** The curve as SVG: places along the time axis in per cent, sizes in CSS pixels. */

import { nothing, svg } from "/vendor/lit-3.3.3.js";
import { mark } from "../shell/marks.js";
import { allowed, plain, suffix } from "./numbers.js";
import { FOOT, HEAD, PLOT, thinned, ticks } from "./scale.js";

/** @typedef {import("./types.js").Curve} Curve @typedef {import("./scale.js").Scale} Scale */

const MINUTES = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600];

/** @param {Curve} c @param {Scale} s what is stretched: bands, limits, the signal */
export function plot(c, s) {
  const rect = (kind, from, to, top, bottom) => svg`<rect class=${kind} x=${10 * s.x(from)} y=${top}
    width=${Math.max(10 * (s.x(to) - s.x(from)), 1)} height=${Math.max(bottom - top, 0)}/>`;
  const limits = [[c.low, PLOT], [c.high, 0]].filter(([limit]) => limit !== null);
  return svg`
    ${c.bands.map((b) => rect("rep", b.start, b.end, 0, PLOT))}
    ${c.bands.map((b) => rect("top", b.top_start, b.top_end, 0, PLOT))}
    ${limits.map(([limit, edge]) => {
      const y = s.y(limit);
      // Beyond the limit is tinted only where the limit was applied and broken.
      return svg`${c.bands.filter((b) => b.verdict === "fault").map((b) =>
          rect("beyond", b.judged[0], b.judged[1], Math.min(y, edge), Math.max(y, edge)))}
        ${rect("margin", s.t0, s.t1, s.y(limit + c.margin), s.y(limit - c.margin))}
        <path class="limit" d="M0 ${y}H1000"/>`;
    })}
    <path class="signal" d=${signal(c, s)}/>`;
}

function signal(c, s) {
  let [d, down] = ["", false];
  for (const i of thinned(c.values)) {
    if (c.values[i] === null) down = false;
    else {
      d += `${down ? "L" : "M"}${(10 * s.x(c.time[i])).toFixed(1)} ${s.y(c.values[i]).toFixed(1)}`;
      down = true;
    }
  }
  return d;
}

/** @param {Curve} c @param {Scale} s numbers and marks of the repetitions, above the plot */
export function heads(c, s) {
  const size = c.bands.length <= 12 ? 14 : 10;
  return c.bands.map((b, i) => {
    const x = (s.x(b.start) + s.x(b.end)) / 2;
    const crowded = c.bands.length > 12 && i % 2 ? "crowded" : "";
    return svg`<svg class=${size < 14 ? "head tiny" : "head"} x="${x}%" y=${16 - size} width=${size} height=${size}
        overflow="visible"><g transform="translate(${-size / 2})">${mark(b.verdict)}</g></svg>
      <text class="number ${crowded}" x="${x}%" y="34">${b.number}</text>`;
  });
}

/** @param {Curve} c @param {Scale} s values, times, and the limit in words */
export function axes(c, s) {
  const values = ticks(s.v0, s.v1, 5);
  const step = values.length > 1 ? values[1] - values[0] : 1;
  const fine = [0, 1, 2, 3, 4].find((d) => Math.abs(Number(step.toFixed(d)) - step) < 1e-9) ?? 5;
  const sign = suffix(c.unit) === "°" ? "°" : "";
  return svg`
    ${values.map((v) => svg`<text class="tick y" x="-6" y=${HEAD + s.y(v) + 4}>${plain(v, fine)}${sign}</text>`)}
    ${ticks(s.t0, s.t1, 6, MINUTES).map((t) => svg`<text class="tick x" x="${s.x(t)}%" y=${HEAD + PLOT + 18}>${
      Math.floor(t / 60)}:${String(Math.round(t % 60)).padStart(2, "0")}</text>`)}
    ${[[c.low, null], [null, c.high]].map(([low, high]) => {
      const limit = low ?? high;
      if (limit === null) return nothing;
      // Written on the allowed side of the line, where the curve has no fault to hide.
      const y = s.y(limit);
      const away = (limit === c.low && y > 20) || y > PLOT - 8 ? -6 : 15;
      return svg`<text class="limit-label" x="100%" dx="-4" y=${HEAD + y + away}>${allowed(low, high, c.unit)}</text>`;
    })}`;
}

/** @param {Curve} c @param {Scale} s the faults' values; labels side by side would run into each other */
export function labels(c, s) {
  let last = -100;
  return [...c.marks].sort((a, b) => a.time - b.time).map((m) => {
    const x = s.x(m.time);
    if (!m.label || x - last <= 14) return nothing;
    last = x;
    const y = HEAD + s.y(m.value);
    return svg`<text class="value" x="${Math.min(Math.max(x, 5), 95)}%"
      y=${y + (y + 22 < HEAD + PLOT ? 22 : -12)}>${m.label}</text>`;
  });
}

export const HEIGHT = HEAD + PLOT + FOOT;

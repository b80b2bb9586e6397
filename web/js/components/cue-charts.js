/** Each cue over the weeks: its band, its limit, and what may be called a change. */

import { html, nothing, svg } from "/vendor/lit-3.3.3.js";
import { forClient } from "../api/client-scope.js";
import { shortDay } from "../lib/dates.js";
import { words } from "../words/progress.js";
import { Axes, CHART_HEIGHT, chart, keySample, linePath } from "./chart.js";
import { mark } from "./icons.js";

const cuesWords = words.cues;
const FIRST = { better: 0, worse: 0, other: 1, none: 2, unknown: 3 };

/** @import { CueTrend, Point } from "../../types/api.js" */

/** What happened, as a shape. @param {string} change */
export const changeMark = (change) =>
  change === "better"
    ? mark("ok")
    : change === "worse"
      ? mark("fault")
      : change === "unknown"
        ? mark("unsure")
        : html`<svg class="mark" viewBox="0 0 16 16" aria-hidden="true">
            <g
              fill="none"
              stroke="currentColor"
              stroke-width="1.75"
              stroke-linecap="round"
              stroke-linejoin="round">
              ${change === "none"
                ? svg`<path d="M3 6h10M3 10h10"/>`
                : svg`<path d="M2.5 8h11M10 4.5 13.5 8 10 11.5"/>`}
            </g>
          </svg>`;

/** Charts that are open: what changed first, then what was most often a fault. */
const SHOWN = 3;

/**
 * A first set in words, its faults first: there is nothing yet to draw a line to.
 *
 * @param {CueTrend[]} lines
 */
export const firstValues = (lines) =>
  html`<section class="first-values" aria-labelledby="first-title">
    <h2 id="first-title">${cuesWords.first.title}</h2>
    <p class="quiet">${cuesWords.first.message}</p>
    <dl class="facts">
      ${[...lines]
        .sort((a, b) => b.points[0].faults - a.points[0].faults)
        .map(
          ({ name, points: [{ faults, reps, text }], goal }) =>
            html`<div>
              <dt>${name}</dt>
              <dd>
                ${faults ? mark("fault") : nothing}${cuesWords.first.faults(faults, reps)}
                <p class="small quiet">${text}${goal ? html`. ${cuesWords.asked(goal)}` : nothing}</p>
              </dd>
            </div>`,
        )}
    </dl>
  </section>`;

/** @param {CueTrend[]} lines @param {string[]} days first and last of the charts */
export function cueCharts(lines, days) {
  if (!lines.length) return nothing;
  const faults = (/** @type {CueTrend} */ line) => line.points.filter((p) => p.faults).length;
  const sorted = [...lines].sort((a, b) => FIRST[a.change] - FIRST[b.change] || faults(b) - faults(a));
  const rest = sorted.slice(SHOWN);
  return html`<section class="cues" aria-labelledby="cues-title">
    <h2 id="cues-title">${cuesWords.title}</h2>
    <p class="quiet">${cuesWords.about}</p>
    <ul class="key small quiet">
      <li>${keySample(svg`<circle class="dot" cx="12" cy="6" r="4"/>`)}${cuesWords.key.value}</li>
      <li>${keySample(svg`<path class="dot fault" d="M12 1 17 10.5H7z"/>`)}${cuesWords.key.fault}</li>
      <li>${keySample(svg`<rect class="band" width="24" height="12"/>`)}${cuesWords.key.margin}</li>
      <li>${keySample(svg`<path class="limit" d="M0 6H24"/>`)}${cuesWords.key.limit}</li>
      <li>${keySample(svg`<rect class="beyond" width="24" height="12"/>`)}${cuesWords.key.beyond}</li>
    </ul>
    <div class="charts">${sorted.slice(0, SHOWN).map((line) => cueChart(line, days))}</div>
    ${rest.length
      ? html`<details class="more-charts">
          <summary>${cuesWords.rest(rest.length)}</summary>
          <div class="charts">${rest.map((line) => cueChart(line, days))}</div>
        </details>`
      : nothing}
  </section>`;
}

/** @param {CueTrend} line @param {string[]} days */
function cueChart(line, days) {
  const { name, goal } = line;
  const [first, last] = ends(line);
  return html`<article class="cue" data-cue=${line.cue} data-side=${line.side}>
    <h3>${name}</h3>
    <p class="line">
      ${changeMark(line.change)}<span>${cuesWords.change[line.change](first.text, last.text)}</span>
    </p>
    <p class="small quiet">${goal ? cuesWords.asked(goal) : nothing}</p>
    ${cueDrawing(line, days)}
    <div class="below small">
      <details>
        <summary aria-label=${cuesWords.tableLabel(name)}>${cuesWords.table}</summary>
        ${valueTable(line)}
      </details>
      ${first.set_id !== last.set_id
        ? html`<a
            href=${forClient(`/compare?before=${first.set_id}&after=${last.set_id}`)}
            aria-label=${cuesWords.compareLabel(name)}
            >${cuesWords.compare}</a
          >`
        : nothing}
    </div>
  </article>`;
}

/**
 * @param {CueTrend} line
 * @param {Point} point
 * @returns {number} 0..1, where in its day it is, among those of that day
 */
function shareOfDay({ points }, point) {
  const same = points.filter((p) => p.day === point.day);
  return same.indexOf(point) / same.length;
}

/** @param {CueTrend} line @returns {[Point, Point]} the first and the last */
const ends = ({ points }) => [points[0], points[points.length - 1]];

/** @param {CueTrend} own @param {string[]} days first and last of the chart */
function cueDrawing(own, days) {
  const shown = (/** @type {number | null} */ v) => (v === null ? null : v * own.scale);
  const line = {
    ...own,
    low: shown(own.low),
    high: shown(own.high),
    points: own.points.map((p) => ({ ...p, value: p.value * own.scale, margin: p.margin * own.scale })),
  };
  const limits = [line.low, line.high].filter((v) => v !== null);
  const around = line.points.flatMap((p) => [p.value - p.margin, p.value + p.margin]);
  const [least, most] = [Math.min(...around), Math.max(...around)];
  // A limit far from everything measured would flatten the line: then only the text names it.
  const near = limits.filter(
    (v) => v > least - 1.5 * (most - least || 1) && v < most + 1.5 * (most - least || 1),
  );
  const axes = new Axes(days, [...around, ...near]);
  const at = (/** @type {Point} */ p, by = 0) => [
    axes.x(p.day, shareOfDay(line, p)),
    axes.y(p.value + by * p.margin),
  ];
  const [from, to] = ends(line).map((p) => p.day);
  const oneDay = from === to;
  const band = !oneDay
    ? svg`<path class="band" d="${linePath(line.points.map((p) => at(p, 1)))}L${linePath(
        [...line.points].reverse().map((p) => at(p, -1)),
      ).slice(1)}Z"/>`
    : nothing;
  const beyond = [
    { limit: line.low, edge: CHART_HEIGHT },
    { limit: line.high, edge: 0 },
  ];
  const stretched = svg`
    ${beyond.map(({ limit, edge }) => {
      if (limit === null || !near.includes(limit)) return nothing;
      const y = axes.y(limit);
      return svg`<rect class="beyond" width="1000" y=${Math.min(y, edge)} height=${Math.abs(y - edge)}/>`;
    })}
    ${band}
    ${near.map((limit) => svg`<path class="limit" d="M0 ${axes.y(limit)}H1000"/>`)}
    <path class="signal" d=${linePath(line.points.map((p) => at(p)))}/>`;
  const over = svg`${line.points.map((p) => {
    const [x, y] = at(p);
    const title = svg`<title>${cuesWords.point(shortDay(p.day), p.text, p.faults, p.reps)}</title>`;
    // One day alone has no band to stand in: each margin is a stroke.
    const stroke = oneDay
      ? svg`<line class="whisker" x1="${x}%" x2="${x}%" y1=${at(p, 1)[1]} y2=${at(p, -1)[1]}/>`
      : nothing;
    return p.faults
      ? svg`${stroke}<svg x="${x}%" y=${y} overflow="visible">
          <path class="dot fault" d="M0 -6 6 5H-6z">${title}</path></svg>`
      : svg`${stroke}<circle class="dot" cx="${x}%" cy=${y} r="4.5">${title}</circle>`;
  })}`;
  const label = cuesWords.drawn(
    line.name,
    line.points.length,
    shortDay(from),
    shortDay(to),
    line.lowest,
    line.highest,
    line.goal,
  );
  return chart(axes, { label, sign: line.sign, stretched, over });
}

/** @param {CueTrend} line */
const valueTable = (line) =>
  html`<div class="scroll" role="region" aria-label=${cuesWords.tableLabel(line.name)} tabindex="0">
    <table>
      <thead>
        <tr>
          <th scope="col">${cuesWords.day}</th>
          <th scope="col">${cuesWords.value}</th>
          <th scope="col">${cuesWords.faults}</th>
        </tr>
      </thead>
      <tbody>
        ${[...line.points].reverse().map(
          (p) =>
            html`<tr>
              <th scope="row"><a href="/review/${p.set_id}">${shortDay(p.day)}</a></th>
              <td>${p.text}</td>
              <td>${cuesWords.faultsOf(p.faults, p.reps)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;

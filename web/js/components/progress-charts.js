/** Progress as charts and tables: cues, pain, weeks and sides. */

import { html, nothing, svg } from "/vendor/lit-3.3.3.js";
import { clientId, forClient } from "../api/client-scope.js";
import { dayOf, noon, shortDay } from "../lib/dates.js";
import { amount, limitText, measured, plainNumber, unitSuffix } from "../lib/measurements.js";
import { ticks } from "../lib/scale.js";
import { words } from "../words/progress.js";
import { mark } from "./icons.js";

// --- Axes and frame

const CHART_HEIGHT = 150;
const HEAD = 14;
const FOOT = 24;
const DAY = 86_400_000;

/** Days to per cent of the width, values to pixels from the top. */
class Axes {
  /** @param {string[]} ends first and last day @param {number[]} values that must be seen */
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

  y(value) {
    return (CHART_HEIGHT * (this.v1 - value)) / (this.v1 - this.v0);
  }

  /** @returns {string[]} some days along the axis */
  days() {
    const n = Math.min(4, Math.round(this.d1 - this.d0));
    const at = (i) => new Date((this.d0 + ((this.d1 - this.d0) * i) / n) * DAY);
    const iso = (d) => dayOf(d);
    return Array.from({ length: n + 1 }, (_, i) => iso(at(i)));
  }
}

/** @param {number[][]} points @returns {string} path data through them */
const linePath = (points) =>
  points.map(([x, y], i) => `${i ? "L" : "M"}${(10 * x).toFixed(1)} ${y.toFixed(1)}`).join("");

/**
 * @param {Axes} axes
 * @param {{label: string, sign?: string, stretched: unknown, over: unknown, most?: number}} parts
 *   `stretched` in
 *   1000 x PLOT units, `over` in per cent and pixels
 */
function chart(axes, { label, sign = "", stretched, over, most = 5 }) {
  const values = ticks(axes.v0, axes.v1, most);
  const step = values.length > 1 ? values[1] - values[0] : 1;
  const fine = [0, 1, 2].find((d) => Math.abs(Number(step.toFixed(d)) - step) < 1e-9) ?? 3;
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
        (v) =>
          svg`<text class="tick y" x="-6" y=${HEAD + axes.y(v) + 4}>${plainNumber(v, fine)}${sign}</text>`,
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

/** What a chart has drawn, small, for its key. */
const keySample = (inner) => html`<svg class="curve" viewBox="0 0 24 12" aria-hidden="true">${inner}</svg>`;

// --- Cues

const cuesWords = words.cues;
const FIRST = { better: 0, worse: 0, other: 1, none: 2, unknown: 3 };

/**
 * @typedef {{exercise: string, cue: string, title: string, side: "left" | "right" | "both", unit: string,
 *   low: number | null, high: number | null, change: "better" | "worse" | "other" | "none" | "unknown",
 *   points: {day: string, set_id: string, value: number, margin: number, reps: number, faults:
 *   number}[]}} Line
 */

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

/** @param {{unit: string}} line @param {{value: number, margin: number}} p @returns {string} "168° ± 4°" */
const valueText = (line, p) => measured({ value: p.value, margin: p.margin, unit: line.unit, limit: null });

/** @param {Line[]} lines @param {string[]} ends */
export function cueCharts(lines, ends) {
  if (!lines.length) return nothing;
  const sorted = [...lines].sort((a, b) => FIRST[a.change] - FIRST[b.change]);
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
    <div class="charts">${sorted.map((line) => cueChart(line, ends))}</div>
  </section>`;
}

/** @param {Line} line @param {string[]} ends */
function cueChart(line, ends) {
  const name = cuesWords.named(line.title, cuesWords.sides[line.side]);
  const [first, last] = [line.points[0], line.points.at(-1)];
  const asked = limitText(line.low, line.high, line.unit);
  return html`<article class="cue" data-cue=${line.cue} data-side=${line.side}>
    <h3>${name}</h3>
    <p class="line">
      ${changeMark(line.change)}<span
        >${cuesWords.change[line.change](valueText(line, first), valueText(line, last))}</span
      >
    </p>
    <p class="small quiet">${asked ? cuesWords.asked(asked) : nothing}</p>
    ${cueDrawing(line, ends, name, asked)}
    <div class="below small">
      <details>
        <summary aria-label=${cuesWords.tableLabel(name)}>${cuesWords.table}</summary>
        ${valueTable(line, name)}
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

/** @returns {number} 0..1, where in its day a set is, among the others of that day */
function shareOfDay({ points }, point) {
  const same = points.filter((p) => p.day === point.day);
  return same.indexOf(point) / same.length;
}

/** @param {Line} line */
function cueDrawing(line, ends, name, asked) {
  const limits = [line.low, line.high].filter((v) => v !== null);
  const around = line.points.flatMap((p) => [p.value - p.margin, p.value + p.margin]);
  const [least, most] = [Math.min(...around), Math.max(...around)];
  // A limit far from everything measured would flatten the line: it is then only told of.
  const near = limits.filter(
    (v) => v > least - 1.5 * (most - least || 1) && v < most + 1.5 * (most - least || 1),
  );
  const axes = new Axes(ends, [...around, ...near]);
  const at = (p, by = 0) => [axes.x(p.day, shareOfDay(line, p)), axes.y(p.value + by * p.margin)];
  const oneDay = line.points[0].day === line.points.at(-1).day;
  const band = !oneDay
    ? svg`<path class="band" d="${linePath(line.points.map((p) => at(p, 1)))}L${linePath(
        [...line.points].reverse().map((p) => at(p, -1)),
      ).slice(1)}Z"/>`
    : nothing;
  const beyond = [
    [line.low, CHART_HEIGHT],
    [line.high, 0],
  ].filter(([limit]) => limit !== null && near.includes(limit));
  const stretched = svg`
    ${beyond.map(([limit, edge]) => {
      const y = axes.y(limit);
      return svg`<rect class="beyond" width="1000" y=${Math.min(y, edge)} height=${Math.abs(y - edge)}/>`;
    })}
    ${band}
    ${near.map((limit) => svg`<path class="limit" d="M0 ${axes.y(limit)}H1000"/>`)}
    <path class="signal" d=${linePath(line.points.map((p) => at(p)))}/>`;
  const over = svg`${line.points.map((p) => {
    const [x, y] = at(p);
    const title = svg`<title>${cuesWords.point(
      shortDay(p.day),
      valueText(line, p),
      p.faults,
      p.reps,
    )}</title>`;
    // One day alone has no band to stand in: each margin is a stroke.
    const stroke = oneDay
      ? svg`<line class="whisker" x1="${x}%" x2="${x}%" y1=${at(p, 1)[1]} y2=${at(p, -1)[1]}/>`
      : nothing;
    return p.faults
      ? svg`${stroke}<svg x="${x}%" y=${y} overflow="visible">
          <path class="dot fault" d="M0 -6 6 5H-6z">${title}</path></svg>`
      : svg`${stroke}<circle class="dot" cx="${x}%" cy=${y} r="4.5">${title}</circle>`;
  })}`;
  const values = line.points.map((p) => p.value);
  const ends_ = [line.points[0].day, line.points.at(-1).day].map((d) => shortDay(d));
  const one_ = (value) => valueText(line, { value, margin: 0 });
  const label = cuesWords.drawn(
    name,
    line.points.length,
    ...ends_,
    one_(Math.min(...values)),
    one_(Math.max(...values)),
    asked,
  );
  return chart(axes, { label, sign: unitSuffix(line.unit) === "°" ? "°" : "", stretched, over });
}

/** @param {Line} line */
const valueTable = (line, name) =>
  html`<div class="scroll" role="region" aria-label=${cuesWords.tableLabel(name)} tabindex="0">
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
              <td>${valueText(line, p)}</td>
              <td>${cuesWords.faultsOf(p.faults, p.reps)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;

// --- Pain

const painWords = words.pain;
const REGIONS = ["back", "hip", "knee"];
const SIGNS = {
  back: svg`<circle r="4"/>`,
  hip: svg`<path d="M-4 -4H4V4H-4z"/>`,
  knee: svg`<path d="M0 -5.5 5 0 0 5.5 -5 0z"/>`,
};

/**
 * @typedef {{day: string, back: number | null, hip: number | null, knee: number | null, sitting: number |
 *   null, breaks: number | null}} CheckIn
 */

/** @param {CheckIn[]} given @param {string[]} ends */
export function painChart(given, ends) {
  const all = [...given].sort((a, b) => a.day.localeCompare(b.day));
  return html`<section class="pains" aria-labelledby="pain-title">
    <h2 id="pain-title">${painWords.title}</h2>
    ${all.length
      ? painDrawing(all, ends)
      : html`<p>
          ${painWords.none} ${clientId() ? nothing : html`<a href="/today">${painWords.today}</a>`}
        </p>`}
  </section>`;
}

/** @param {CheckIn[]} all */
function painDrawing(all, ends) {
  const told = (region) => all.filter((c) => c[region] !== null);
  const known = REGIONS.filter((region) => told(region).length);
  if (!known.length) return checkInTable(all);
  const axes = new Axes(ends, [0, 10], { low: -0.5, high: 10.5 });
  const at = (c, region) => [axes.x(c.day), axes.y(c[region])];
  const stretched = known.map(
    (region) => svg`<path class="pain ${region}" d=${linePath(told(region).map((c) => at(c, region)))}/>`,
  );
  // With many days only every so many has its sign, and the last has one always.
  const step = Math.ceil(all.length / 16);
  const over = known.map((region, which) =>
    told(region).map((c, i, list) => {
      if ((i + which) % step && i !== list.length - 1) return nothing;
      const [x, y] = at(c, region);
      return svg`<svg x="${x}%" y=${y} overflow="visible">
        <g class="sign ${region}">${SIGNS[region]}</g></svg>`;
    }),
  );
  const label = painWords.drawn(
    known
      .map((region) =>
        painWords.fromTo(painWords.regions[region], told(region)[0][region], told(region).at(-1)[region]),
      )
      .join("; "),
  );
  return html` <ul class="key small quiet">
      ${known.map(
        (region) =>
          html`<li>
            ${keySample(
              svg`<path class="pain ${region}" d="M0 6H24"/>
                <g class="sign ${region}" transform="translate(12 6)">${SIGNS[region]}</g>`,
            )}${painWords.regions[region]}
          </li>`,
      )}
    </ul>
    ${chart(axes, { label, stretched, over, most: 6 })} ${checkInTable(all)}`;
}

/** @param {CheckIn[]} all */
function checkInTable(all) {
  const value = (v, as = (/** @type {number} */ n) => String(n)) => (v === null ? painWords.untold : as(v));
  return html`<div class="below small">
    <details>
      <summary>${painWords.table}</summary>
      <div class="scroll" role="region" aria-label=${painWords.table} tabindex="0">
        <table>
          <thead>
            <tr>
              <th scope="col">${painWords.day}</th>
              ${REGIONS.map((r) => html`<th scope="col">${painWords.regions[r]}</th>`)}
              <th scope="col">${painWords.sitting}</th>
              <th scope="col">${painWords.breaks}</th>
            </tr>
          </thead>
          <tbody>
            ${[...all].reverse().map(
              (c) =>
                html`<tr>
                  <th scope="row">${shortDay(c.day)}</th>
                  ${REGIONS.map((r) => html`<td>${value(c[r])}</td>`)}
                  <td>
                    ${value(c.sitting, (h) => painWords.hours(plainNumber(h, Number.isInteger(h) ? 0 : 1)))}
                  </td>
                  <td>${value(c.breaks)}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </details>
  </div>`;
}

// --- Weeks and sides

/** A share as a bar beside its numbers. @param {number} part @param {number} whole */
const bar = (part, whole) =>
  html`<svg class="share" viewBox="0 0 60 8" preserveAspectRatio="none" aria-hidden="true">
    <rect class="whole" width="60" height="8" rx="2" />
    <rect class="part" width=${whole ? (60 * Math.min(part, whole)) / whole : 0} height="8" rx="2" />
  </svg>`;

const holdText = (seconds) =>
  seconds === null || seconds === undefined ? words.weeks.none : amount(seconds, "s");

/**
 * @param {{monday: string, days: number, planned: number, sets: number, good: number, reps: number, hold:
 *   number | null}[]} all
 */
export function weekTable(all) {
  if (!all.length) return nothing;
  const say = words.weeks;
  const held = all.some((w) => w.hold);
  return html`<section class="weeks">
    <h2 id="weeks-title">${say.title}</h2>
    <div class="scroll" role="region" aria-labelledby="weeks-title" tabindex="0">
      <table>
        <thead>
          <tr>
            <th scope="col">${say.week}</th>
            <th scope="col">${say.days}</th>
            <th scope="col">${say.sets}</th>
            <th scope="col">${say.clean}</th>
            ${held ? html`<th scope="col">${say.hold}</th>` : nothing}
          </tr>
        </thead>
        <tbody>
          ${[...all].reverse().map(
            (w) =>
              html`<tr>
                <th scope="row"><time datetime=${w.monday}>${shortDay(w.monday)}</time></th>
                <td>${bar(w.days, w.planned || 7)}${w.planned ? say.daysOf(w.days, w.planned) : w.days}</td>
                <td>${w.sets || say.none}</td>
                <td>
                  ${w.reps
                    ? html`${bar(w.good, w.reps)}${say.cleanOf(w.good, w.reps)}`
                    : html`<span class="quiet">${say.none}</span>`}
                </td>
                ${held ? html`<td>${w.hold ? holdText(w.hold) : say.none}</td>` : nothing}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}

/** @param {any} both formcheck.training.progress.Sides */
export function sideTable(both) {
  const say = words.sides;
  const held = both.left_hold || both.right_hold;
  const row = (side) =>
    html`<tr>
      <th scope="row">${say[side]}</th>
      <td>${bar(both[`${side}_good`], both[side])}${say.cleanOf(both[`${side}_good`], both[side])}</td>
      ${held ? html`<td>${holdText(both[`${side}_hold`])}</td>` : nothing}
    </tr>`;
  return html`<section class="sides" aria-labelledby="sides-title">
    <h2 id="sides-title">${say.title}</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">${say.side}</th>
          <th scope="col">${say.clean}</th>
          ${held ? html`<th scope="col">${say.hold}</th>` : nothing}
        </tr>
      </thead>
      <tbody>
        ${row("left")}${row("right")}
      </tbody>
    </table>
  </section>`;
}

/** Pain over time: three regions in one drawing, told apart by stroke, sign and name. */

import { html, nothing, svg } from "/vendor/lit-3.3.3.js";
import { clientId } from "../api/client-scope.js";
import { shortDay } from "../lib/dates.js";
import { words } from "../words/progress.js";
import { Axes, chart, keySample, linePath } from "./chart.js";
import { sittingChart } from "./sitting-chart.js";

const painWords = words.pain;
/** @import { CheckInOut } from "../../types/api.js" */
/** @typedef {"back" | "hip" | "knee"} Region */

/** @type {Region[]} */
const REGIONS = ["back", "hip", "knee"];
const SIGNS = {
  back: svg`<circle r="4"/>`,
  hip: svg`<path d="M-4 -4H4V4H-4z"/>`,
  knee: svg`<path d="M0 -5.5 5 0 0 5.5 -5 0z"/>`,
};

/** @param {CheckInOut[]} checkIns @param {string[]} ends */
export function painChart(checkIns, ends) {
  const all = [...checkIns].sort((a, b) => a.day.localeCompare(b.day));
  return html`<section class="pains" aria-labelledby="pain-title">
    <h2 id="pain-title">${painWords.title}</h2>
    ${all.length
      ? painDrawing(all, ends)
      : html`<p>
          ${painWords.none} ${clientId() ? nothing : html`<a href="/today">${painWords.today}</a>`}
        </p>`}
  </section>`;
}

/** @param {CheckInOut[]} all @param {string[]} ends first and last day */
function painDrawing(all, ends) {
  const recorded = (/** @type {Region} */ region) =>
    all.flatMap(({ day, [region]: pain }) => (pain === null ? [] : [{ day, pain }]));
  const known = REGIONS.map((region) => ({ region, points: recorded(region) })).filter(
    ({ points }) => points.length,
  );
  if (!known.length) return html`${sittingChart(all, ends)} ${checkInTable(all)}`;
  const axes = new Axes(ends, [0, 10], { low: -0.5, high: 10.5 });
  const at = (/** @type {{day: string, pain: number}} */ p) => [axes.x(p.day), axes.y(p.pain)];
  const stretched = known.map(
    ({ region, points }) => svg`<path class="pain ${region}" d=${linePath(points.map(at))}/>`,
  );
  // With many days only every so many has its sign, and the last has one always.
  const step = Math.ceil(all.length / 16);
  const over = known.map(({ region, points }, which) =>
    points.map((point, i, list) => {
      if ((i + which) % step && i !== list.length - 1) return nothing;
      const [x, y] = at(point);
      return svg`<svg x="${x}%" y=${y} overflow="visible">
        <g class="sign ${region}">${SIGNS[region]}</g></svg>`;
    }),
  );
  const label = painWords.drawn(
    known
      .map(({ region, points }) =>
        painWords.fromTo(painWords.regions[region], points[0].pain, points[points.length - 1].pain),
      )
      .join("; "),
  );
  return html` <ul class="key small quiet">
      ${known.map(
        ({ region }) =>
          html`<li>
            ${keySample(
              svg`<path class="pain ${region}" d="M0 6H24"/>
                <g class="sign ${region}" transform="translate(12 6)">${SIGNS[region]}</g>`,
            )}${painWords.regions[region]}
          </li>`,
      )}
    </ul>
    ${chart(axes, { label, stretched, over, most: 6 })} ${sittingChart(all, ends)} ${checkInTable(all)}`;
}

/** @param {CheckInOut[]} all */
function checkInTable(all) {
  const value = (/** @type {number | null} */ v, as = (/** @type {number} */ n) => String(n)) =>
    v === null ? painWords.untold : as(v);
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
                  <td>${value(c.sitting, (h) => painWords.hours(h))}</td>
                  <td>${value(c.breaks)}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </details>
  </div>`;
}

/** Pain over time, three regions in one drawing, told apart by stroke, sign and name. */

import { html, nothing, svg } from "/vendor/lit-3.3.3.js";
import { plain } from "../review/numbers.js";
import { shortDay } from "../shell/days.js";
import { of } from "../shell/whose.js";
import { words } from "../words/progress.js";
import { Axes, chart, sample, through } from "./chart.js";

const say = words.pain;
const REGIONS = ["back", "hip", "knee"];
const SIGNS = {
  back: svg`<circle r="4"/>`,
  hip: svg`<path d="M-4 -4H4V4H-4z"/>`,
  knee: svg`<path d="M0 -5.5 5 0 0 5.5 -5 0z"/>`,
};

/** @typedef {{day: string, back: number | null, hip: number | null, knee: number | null, sitting: number | null, breaks: number | null}} CheckIn */

/** @param {CheckIn[]} given @param {[string, string]} ends */
export function pain(given, ends) {
  const all = [...given].sort((a, b) => a.day.localeCompare(b.day));
  return html`<section class="pains" aria-labelledby="pain-title"><h2 id="pain-title">${say.title}</h2>
    ${all.length ? drawn(all, ends) : html`<p>${say.none} ${of() ? nothing : html`<a href="/today">${say.today}</a>`}</p>`}</section>`;
}

/** @param {CheckIn[]} all */
function drawn(all, ends) {
  const told = (region) => all.filter((c) => c[region] !== null);
  const known = REGIONS.filter((region) => told(region).length);
  if (!known.length) return table(all);
  const axes = new Axes(ends, [0, 10], { low: -0.5, high: 10.5 });
  const at = (c, region) => [axes.x(c.day), axes.y(c[region])];
  const stretched = known.map((region) => svg`<path class="pain ${region}" d=${through(told(region).map((c) => at(c, region)))}/>`);
  // With many days only every so many has its sign, and the last has one always.
  const step = Math.ceil(all.length / 16);
  const over = known.map((region, which) => told(region).map((c, i, list) => {
    if ((i + which) % step && i !== list.length - 1) return nothing;
    const [x, y] = at(c, region);
    return svg`<svg x="${x}%" y=${y} overflow="visible"><g class="sign ${region}">${SIGNS[region]}</g></svg>`;
  }));
  const label = say.drawn(known.map((region) => say.fromTo(say.regions[region], told(region)[0][region], told(region).at(-1)[region])).join("; "));
  return html`
    <ul class="key small quiet">${known.map((region) => html`<li>${sample(svg`<path class="pain ${region}" d="M0 6H24"/><g class="sign ${region}" transform="translate(12 6)">${SIGNS[region]}</g>`)}${say.regions[region]}</li>`)}</ul>
    ${chart(axes, { label, stretched, over, most: 6 })}
    ${table(all)}`;
}

/** @param {CheckIn[]} all */
function table(all) {
  const value = (v, as = String) => (v === null ? say.untold : as(v));
  return html`<div class="below small"><details><summary>${say.table}</summary>
    <div class="scroll" role="region" aria-label=${say.table} tabindex="0"><table>
      <thead><tr><th scope="col">${say.day}</th>${REGIONS.map((r) => html`<th scope="col">${say.regions[r]}</th>`)}<th scope="col">${say.sitting}</th><th scope="col">${say.breaks}</th></tr></thead>
      <tbody>${[...all].reverse().map((c) => html`<tr><th scope="row">${shortDay(c.day)}</th>${REGIONS.map((r) => html`<td>${value(c[r])}</td>`)}
        <td>${value(c.sitting, (h) => say.hours(plain(h, Number.isInteger(h) ? 0 : 1)))}</td><td>${value(c.breaks)}</td></tr>`)}</tbody>
    </table></div></details></div>`;
}

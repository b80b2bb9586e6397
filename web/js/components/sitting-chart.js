/** Hours of sitting over time, with the breaks, beside pain. */

/** @import { CheckInOut } from "../../types/api.js" */

import { html, nothing, svg } from "/vendor/lit-3.3.3.js";
import { shortDay } from "../lib/dates.js";
import { words } from "../words/progress.js";
import { Axes, chart, linePath } from "./chart.js";

const sittingWords = words.sitting;
const WEEK = 7;

/** @param {number[]} values @returns {string} their mean, "7.5"; empty for none */
const mean = (values) =>
  values.length ? (values.reduce((a, b) => a + b, 0) / values.length).toFixed(1).replace(/\.0$/, "") : "";

/** @param {CheckInOut[]} all oldest first @param {string[]} ends first and last day */
export function sittingChart(all, ends) {
  const sat = all.flatMap((c) => (c.sitting === null ? [] : [{ ...c, hours: c.sitting }]));
  if (!sat.length) return nothing;
  const most = Math.max(...sat.map((c) => c.hours), 1);
  const axes = new Axes(ends, [0, most], { low: 0, high: 1.1 * most });
  const at = (/** @type {{day: string, hours: number}} */ c) => [axes.x(c.day), axes.y(c.hours)];
  const step = Math.ceil(sat.length / 16);
  const over = sat.map((c, i) => {
    if (i % step && i !== sat.length - 1) return nothing;
    const [x, y] = at(c);
    return svg`<circle class="dot" cx="${x}%" cy=${y} r="4">
      <title>${shortDay(c.day)}: ${sittingWords.hours(c.hours)}</title></circle>`;
  });
  const label = sittingWords.drawn(sat[0].hours, sat[sat.length - 1].hours);
  const stretched = svg`<path class="signal" d=${linePath(sat.map(at))}/>`;
  return html`<div class="sitting">
    <h3>${sittingWords.title}</h3>
    <p>${change(all)}</p>
    ${chart(axes, { label, stretched, over, most: 4 })}
  </div>`;
}

/** The first week against the last, where there are two. @param {CheckInOut[]} all */
function change(all) {
  const of = (/** @type {CheckInOut[]} */ some, /** @type {"sitting" | "breaks"} */ what) =>
    mean(some.flatMap((c) => (c[what] === null ? [] : [c[what]])));
  const last = all.slice(-WEEK);
  const first = all.slice(0, -WEEK).slice(0, WEEK);
  const parts = [
    sittingWords.hoursOf(of(first, "sitting"), of(last, "sitting")),
    sittingWords.breaksOf(of(first, "breaks"), of(last, "breaks")),
  ];
  return parts.filter(Boolean).join(" ");
}

/** Load and effort over time, beside how clean the reps were. */

/** @import { Loaded } from "../../types/api.js" */

import { html, nothing, svg } from "/vendor/lit-3.3.3.js";
import { shortDay } from "../lib/dates.js";
import { words } from "../words/progress.js";
import { Axes, chart, linePath } from "./chart.js";
import { loadText } from "./load.js";

const loadWords = words.loads;

/** @param {Loaded} set @returns {string} "8 of 10"; empty where nobody filmed it */
const form = ({ good, reps }) => (good === null ? "" : words.weeks.cleanOf(good, reps));

/** @param {Loaded[]} all oldest first @param {string[]} ends first and last day */
export function loadSection(all, ends) {
  if (!all.length) return nothing;
  const weighed = all.flatMap((set) => (set.load_kg === null ? [] : [{ ...set, kg: set.load_kg }]));
  return html`<section class="loads" aria-labelledby="loads-title">
    <h2 id="loads-title">${loadWords.title}</h2>
    <p>${change(weighed)}</p>
    ${weighed.length > 1 ? drawing(weighed, ends) : nothing} ${table(all)}
  </section>`;
}

/** @param {(Loaded & {kg: number})[]} weighed */
function change(weighed) {
  if (weighed.length < 2) return loadWords.about;
  const [first, last] = [weighed[0], weighed[weighed.length - 1]];
  const [before, after] = [form(first), form(last)];
  return [
    loadWords.fromTo(loadText({ load_kg: first.kg }), loadText({ load_kg: last.kg })),
    before && after ? loadWords.formFromTo(before, after) : "",
  ]
    .filter(Boolean)
    .join(" ");
}

/** @param {(Loaded & {kg: number})[]} weighed @param {string[]} ends */
function drawing(weighed, ends) {
  const most = Math.max(...weighed.map((w) => w.kg));
  const axes = new Axes(ends, [0, most], { low: 0, high: 1.15 * most || 1 });
  const at = (/** @type {{day: string, kg: number}} */ w) => [axes.x(w.day), axes.y(w.kg)];
  const stretched = svg`<path class="signal" d=${linePath(weighed.map(at))}/>`;
  const over = weighed.map((w) => {
    const [x, y] = at(w);
    const text = [loadText({ load_kg: w.kg, effort: w.effort }), form(w)].filter(Boolean).join("; ");
    return svg`<circle class="dot" cx="${x}%" cy=${y} r="4.5">
      <title>${shortDay(w.day)}: ${text}</title></circle>`;
  });
  const label = loadWords.drawn(
    weighed.length,
    loadText({ load_kg: weighed[0].kg }),
    loadText({ load_kg: weighed[weighed.length - 1].kg }),
  );
  return chart(axes, { label, stretched, over, most: 4 });
}

/** @param {Loaded[]} all */
const table = (all) =>
  html`<div class="scroll" role="region" aria-label=${loadWords.table} tabindex="0">
    <table>
      <thead>
        <tr>
          <th scope="col">${words.cues.day}</th>
          <th scope="col">${loadWords.load}</th>
          <th scope="col">${loadWords.effort}</th>
          <th scope="col">${loadWords.reps}</th>
          <th scope="col">${words.weeks.clean}</th>
        </tr>
      </thead>
      <tbody>
        ${[...all].reverse().map(
          (set) =>
            html`<tr>
              <th scope="row">
                ${set.set_id
                  ? html`<a href="/review/${set.set_id}">${shortDay(set.day)}</a>`
                  : shortDay(set.day)}
              </th>
              <td>${set.load || words.weeks.none}</td>
              <td>${set.effort === null ? words.weeks.none : loadWords.effortOf(set.effort)}</td>
              <td>${loadWords.repsOf(set.sets, set.reps)}</td>
              <td>${form(set) || html`<span class="quiet">${loadWords.notFilmed}</span>`}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;

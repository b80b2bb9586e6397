/** What was measured of each exercise: the first set, the last set, and what changed between them. */

/** @import { CueTrend, Exercise, PlannedOut, Sides } from "../../../types/api.js" */
/** @typedef {Exercise & {lines: CueTrend[]}} Measured an exercise with what was measured in its sets */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { changeMark } from "../../components/cue-charts.js";
import { describePlan } from "../../components/plan-text.js";
import { words } from "../../words/summary.js";

const texts = words.exercises;
const HEADS = [texts.cue, texts.limit, texts.first, texts.last, texts.change, texts.faults];

/**
 * @param {Measured[]} all
 * @param {Sides[]} sides
 * @param {PlannedOut[]} plan
 */
export function measurements(all, sides, plan) {
  return html`<section aria-labelledby="measured">
    <h2 id="measured">${texts.title}</h2>
    ${all.length
      ? html`<p class="quiet small">${texts.about}</p>
          ${all.map((one) =>
            exerciseTable(
              one,
              sides.find(({ exercise }) => exercise === one.id),
              plan.find(({ exercise }) => exercise === one.id),
            ),
          )}`
      : html`<p>${texts.none}</p>`}
  </section>`;
}

/**
 * @param {Measured} exercise
 * @param {Sides | undefined} both left against right
 * @param {PlannedOut | undefined} planned
 */
const exerciseTable = ({ title, sets, lines }, both, planned) =>
  html`<article class="measured">
    <h3>${title} <span class="quiet">${texts.sets(sets)}</span></h3>
    <p class="small">
      ${planned ? texts.asked(describePlan(planned)) : nothing}
      ${both
        ? texts.sides(texts.of(both.left_good, both.left), texts.of(both.right_good, both.right))
        : nothing}
    </p>
    <div class="scroll" role="region" aria-label=${title} tabindex="0">
      <table role="table">
        <thead role="rowgroup">
          <tr role="row">
            ${HEADS.map((head) => html`<th scope="col" role="columnheader">${head}</th>`)}
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${lines.map(cueRow)}
        </tbody>
      </table>
    </div>
  </article>`;

/** @param {CueTrend} line */
function cueRow({ name, goal, points, change }) {
  const [first, last] = [points[0], points[points.length - 1]];
  // The roles stand for those that a browser forgets where the rows are blocks, on a phone.
  return html`<tr role="row">
    <th scope="row" role="rowheader">${name}</th>
    <td role="cell" data-label=${texts.limit}>${goal}</td>
    <td role="cell" data-label=${texts.first}>${first.text}</td>
    <td role="cell" data-label=${texts.last}>${first === last ? "" : last.text}</td>
    <td role="cell" data-label=${texts.change} class="changed">
      <span>${change === "unknown" ? nothing : changeMark(change)} ${texts.changes[change]}</span>
    </td>
    <td role="cell" data-label=${texts.faults}>${texts.faultsOf(last.faults, last.reps)}</td>
  </tr>`;
}

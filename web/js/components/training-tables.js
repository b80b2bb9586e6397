/** Weeks and sides as tables with a small bar in each cell. */

/** @import { Sides, Week } from "../../types/api.js" */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { shortDay } from "../lib/dates.js";
import { words } from "../words/progress.js";

/** A share as a bar beside its numbers. @param {number} part @param {number} whole */
const bar = (part, whole) =>
  html`<svg class="share" viewBox="0 0 60 8" preserveAspectRatio="none" aria-hidden="true">
    <rect class="whole" width="60" height="8" rx="2" />
    <rect class="part" width=${whole ? (60 * Math.min(part, whole)) / whole : 0} height="8" rx="2" />
  </svg>`;

/** @param {Week[]} all */
export function weekTable(all) {
  if (!all.length) return nothing;
  const texts = words.weeks;
  const held = all.some((w) => w.hold);
  return html`<section class="weeks">
    <h2 id="weeks-title">${texts.title}</h2>
    <div class="scroll" role="region" aria-labelledby="weeks-title" tabindex="0">
      <table>
        <thead>
          <tr>
            <th scope="col">${texts.week}</th>
            <th scope="col">${texts.days}</th>
            <th scope="col">${texts.sets}</th>
            <th scope="col">${texts.clean}</th>
            ${held ? html`<th scope="col">${texts.hold}</th>` : nothing}
          </tr>
        </thead>
        <tbody>
          ${[...all].reverse().map(
            (w) =>
              html`<tr>
                <th scope="row"><time datetime=${w.monday}>${shortDay(w.monday)}</time></th>
                <td>
                  ${bar(w.days, w.planned || 7)}${w.planned ? texts.daysOf(w.days, w.planned) : w.days}
                </td>
                <td>${w.sets || texts.none}</td>
                <td>
                  ${w.reps
                    ? html`${bar(w.good, w.reps)}${texts.cleanOf(w.good, w.reps)}`
                    : html`<span class="quiet">${texts.none}</span>`}
                </td>
                ${held ? html`<td>${w.hold_text || texts.none}</td>` : nothing}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}

/** @param {Sides} both */
export function sideTable(both) {
  const texts = words.sides;
  const held = both.left_hold || both.right_hold;
  const row = (/** @type {"left" | "right"} */ side) =>
    html`<tr>
      <th scope="row">${texts[side]}</th>
      <td>${bar(both[`${side}_good`], both[side])}${texts.cleanOf(both[`${side}_good`], both[side])}</td>
      ${held ? html`<td>${both[`${side}_hold_text`] || words.weeks.none}</td>` : nothing}
    </tr>`;
  return html`<section class="sides" aria-labelledby="sides-title">
    <h2 id="sides-title">${texts.title}</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">${texts.side}</th>
          <th scope="col">${texts.clean}</th>
          ${held ? html`<th scope="col">${texts.hold}</th>` : nothing}
        </tr>
      </thead>
      <tbody>
        ${row("left")}${row("right")}
      </tbody>
    </table>
  </section>`;
}

/** What is prescribed: exercises, days and amounts, and the limits that were changed. */

/** @import { LimitOut, PlannedOut } from "../../../types/api.js" */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { describePlan, progressionLine, weekdays } from "../../components/plan-text.js";
import { words } from "../../words/summary.js";

const texts = words.plan;

/**
 * @param {PlannedOut[]} plan
 * @param {LimitOut[]} limits
 * @param {Map<string, string>} titles of the exercises
 */
export const planSection = (plan, limits, titles) =>
  html`<section>
    <h2 id="plan">${texts.title}</h2>
    <div class="scroll" role="region" aria-labelledby="plan" tabindex="0">
      <table>
        <thead>
          <tr>
            <th scope="col">${texts.exercise}</th>
            <th scope="col">${texts.days}</th>
            <th scope="col">${texts.amount}</th>
          </tr>
        </thead>
        <tbody>
          ${plan.map(
            (planned) =>
              html`<tr>
                <th scope="row">${planned.title}</th>
                <td>${weekdays(planned.days)}</td>
                <td>${describePlan(planned)}${progressionLine(planned)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${limits.length
      ? html`<h3>${texts.limits}</h3>
          <ul class="small">
            ${limits.map(
              ({ exercise, title, text, note }) =>
                html`<li>
                  ${titles.get(exercise) ?? exercise}, ${title.toLowerCase()}: ${text}
                  <q>${note}</q>
                </li>`,
            )}
          </ul>`
      : nothing}
  </section>`;

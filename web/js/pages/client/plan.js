/** What is prescribed to a client, and what the coach may do with the plan. */

/** @import { PlannedOut } from "../../../types/api.js" */

import { html } from "/vendor/lit-3.3.3.js";
import { describePlan, progressionLine, weekdays } from "../../components/plan-text.js";
import { words } from "../../words/client.js";

const texts = words.plan;

/**
 * @typedef {object} PlanActions
 * @property {(planned: PlannedOut) => void} change one exercise
 * @property {() => void} share the plan with other clients
 * @property {() => void} keep it as a template
 * @property {() => void} use a template instead
 */

/** @param {PlannedOut[]} plan @param {PlanActions} actions */
export const planSection = (plan, actions) =>
  html`<section aria-labelledby="plan-title">
    <h2 id="plan-title">${texts.title}</h2>
    <p class="quiet">${texts.about}</p>
    <ul class="plain list">
      ${plan.map((planned) => plannedRow(planned, actions.change))}
    </ul>
    <p class="buttons">
      ${[
        { text: words.share.act, act: actions.share },
        { text: words.templates.keep, act: actions.keep },
        { text: words.templates.use, act: actions.use },
      ].map(
        ({ text, act }) => html`<button class="button small" type="button" @click=${act}>${text}</button>`,
      )}
    </p>
  </section>`;

/** @param {PlannedOut} planned @param {(planned: PlannedOut) => void} change */
const plannedRow = (planned, change) =>
  html`<li data-exercise=${planned.exercise}>
    <div>
      <strong>${planned.title}</strong>
      <p class="small quiet">
        ${[weekdays(planned.days), describePlan(planned), planned.changed ? texts.own : ""]
          .filter(Boolean)
          .join(" · ")}
      </p>
      ${progressionLine(planned)}
    </div>
    <button
      class="button small"
      type="button"
      aria-label=${texts.changeLabel(planned.title)}
      @click=${() => change(planned)}>
      ${texts.change}
    </button>
  </li>`;

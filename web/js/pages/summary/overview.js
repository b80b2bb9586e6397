/** What a physiotherapist reads first: the phase, how much was trained, how clean, and the pain. */

/** @import { Programme, Progress } from "../../../types/api.js" */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { mark } from "../../components/icons.js";
import { words } from "../../words/summary.js";

const texts = words.short;
/** @type {("back" | "hip" | "knee")[]} */
const REGIONS = ["back", "hip", "knee"];

/** @param {string} name @param {unknown} value */
const fact = (name, value) =>
  html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;

/** @param {Progress} progress @param {Programme} programme */
export function overview({ weeks, checkins }, { facts, phase }) {
  const sum = (/** @type {"days" | "sets" | "good" | "reps"} */ name) =>
    weeks.reduce((total, week) => total + week[name], 0);
  const pain = (/** @type {"back" | "hip" | "knee"} */ region) => {
    const values = checkins.flatMap(({ [region]: value }) => value ?? []);
    return values.length ? texts.painOf(values[0], values[values.length - 1], values.length) : texts.untold;
  };
  const planned = facts.days_planned ? `; ${texts.planned(facts.days_done, facts.days_planned)}` : "";
  return html`<section aria-labelledby="short">
    <h2 id="short">${texts.title}</h2>
    ${facts.stop ? html`<p class="line stop">${mark("fault")}<strong>${facts.stop}</strong></p>` : nothing}
    <dl class="facts">
      ${fact(texts.phase, texts.phaseOf(phase.number, phase.title))}
      ${fact(texts.trained, texts.trainedOf(sum("days"), sum("sets")) + planned)}
      ${fact(texts.clean, texts.cleanOf(sum("good"), sum("reps")))}
      ${REGIONS.map((region) => fact(texts.pain[region], pain(region)))}
    </dl>
  </section>`;
}

/** The check-in as a coach reads it: what was told, and no more. */

import { html } from "/vendor/lit-3.3.3.js";
import { words } from "../words/today.js";

const say = words.checkin;

/** @param {{back: number | null, hip: number | null, knee: number | null, sitting: number | null, breaks: number | null} | null} told */
export function heard(told) {
  const pains = Object.entries(say.regions).map(([region, name]) => [name, told?.[region] ?? null, say.heard.pain]);
  const rest = [[say.sitting, told?.sitting ?? null, String], [say.breaks, told?.breaks ?? null, String]];
  const given = [...pains, ...rest].filter(([, value]) => value !== null);
  return html`<section class="heard" aria-labelledby="heard-title"><h2 id="heard-title">${say.heard.title}</h2>
    ${given.length ? html`<dl class="facts">${given.map(([name, value, as]) => html`<div><dt>${name}</dt><dd>${as(value)}</dd></div>`)}</dl>` : html`<p class="quiet">${say.heard.none}</p>`}</section>`;
}

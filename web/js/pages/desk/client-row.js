/** One client as a row: why they need attention, their latest set, what is new. */

/** @import { DeskClient, LastSet } from "../../../types/api.js" */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { mark } from "../../components/icons.js";
import { setDate, setResult } from "../../lib/formatting.js";
import { desk as words } from "../../words/desk.js";

const OPEN = new Set(["no_set"]);

/** @param {DeskClient} c */
export const clientRow = (c) =>
  html`<li class="client card" data-id=${c.id}>
    <div class="who">
      <h2><a href="/clients/${encodeURIComponent(c.id)}">${c.name}</a></h2>
      ${c.tags.length ? html`<p class="small quiet">${c.tags.join(" · ")}</p>` : nothing}
      ${c.new || c.answers
        ? html`<p class="news">
            ${[c.new ? words.news(c.new) : "", c.answers ? words.answers(c.answers) : ""]
              .filter(Boolean)
              .map((text) => html`<span class="tag">${text}</span>`)}
          </p>`
        : nothing}
    </div>
    ${c.attention.length
      ? html`<ul class="plain reasons">
          ${c.attention.map(
            (r) =>
              html`<li class="line ${r.code}">
                ${mark(OPEN.has(r.code) ? "unsure" : "fault")}<span>${r.message}</span>
              </li>`,
          )}
        </ul>`
      : nothing}
    <div class="doing small">
      ${c.last ? lastSet(c.last) : html`<p class="quiet">${words.noSet}</p>`}
      <p class="quiet adherence">${words.adherence(c.adherence.done, c.adherence.planned, c.sets_week)}</p>
    </div>
  </li>`;

/** @param {LastSet} set */
function lastSet(set) {
  const result = setResult({ ...set, fault: set.good < set.total ? {} : null });
  return html`<p class="line">
    <a class="last" href="/review/${encodeURIComponent(set.id)}">${set.exercise.title}</a>
    <span class="quiet">${[result?.text, setDate(set)].filter(Boolean).join(" · ")}</span>
  </p>`;
}

/** One client as a row: who needs what, the newest set, what is new. */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { clean, when } from "../shell/formatting.js";
import { mark } from "../shell/marks.js";
import { desk as words } from "../words/desk.js";

const OPEN = new Set(["no_set"]);

/** @param {any} c a client as /api/desk tells of them */
export const client = (c) => html`<li class="client card" data-id=${c.id}>
  <div class="who">
    <h2><a href="/clients/${encodeURIComponent(c.id)}">${c.name}</a></h2>
    ${c.new || c.answers ? html`<p class="news">${[c.new ? words.news(c.new) : "", c.answers ? words.answers(c.answers) : ""].filter(Boolean)
      .map((text) => html`<span class="tag">${text}</span>`)}</p>` : nothing}
  </div>
  ${c.attention.length ? html`<ul class="plain reasons">${c.attention.map((r) => html`<li class="line ${r.code}">${
    mark(OPEN.has(r.code) ? "unsure" : "fault")}<span>${r.message}</span></li>`)}</ul>` : nothing}
  <div class="doing small">
    ${c.last ? last(c.last) : html`<p class="quiet">${words.noSet}</p>`}
    <p class="quiet adherence">${words.adherence(c.adherence.done, c.adherence.planned, c.sets_week)}</p>
  </div>
</li>`;

function last(set) {
  const told = clean({ ...set, fault: set.good < set.total ? {} : null });
  return html`<p class="line"><a class="last" href="/review/${encodeURIComponent(set.id)}">${set.exercise.title}</a>
    <span class="quiet">${[told?.text, when(set.created)].filter(Boolean).join(" · ")}</span></p>`;
}

/** The phase, and the facts for leaving it: laid out, never pressed on anybody. */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { about } from "../shell/whose.js";
import { words } from "../words/today.js";

const say = words.phase;
const percent = (share) => Math.round(100 * share);
const tenths = (value) => value.toFixed(1).replace(/\.0$/, "");

function clean({ clean: now, clean_before: before }) {
  const parts = [now === null ? say.noClean : now ? say.cleanNow(percent(now)) : say.noneClean, before === null ? "" : say.cleanBefore(percent(before))];
  return parts.filter(Boolean).join("; ");
}

function pain({ recent, earlier, trend }) {
  if (trend === "unknown") return [recent === null ? "" : say.recent(tenths(recent)), say.trends.unknown].filter(Boolean).join("; ");
  return `${say.recent(tenths(recent))}; ${say.earlier(tenths(earlier))}: ${say.trends[trend]}`;
}

/** @param {any} told GET /api/programme @param {(number: number) => void} move @param {string} [client] id of whose it is, for a coach */
export function phase({ phase: now, phases, facts }, move, client = "") {
  const at = phases.findIndex((p) => p.number === now.number);
  const [before, next] = [phases[at - 1], phases[at + 1]];
  const days = facts.days_planned ? say.daysOf(facts.days_done, facts.days_planned) : say.noDays;
  return html`<section class="phase" aria-labelledby="phase-title">
    <p class="eyebrow">${say.title(now.number, phases.length)}</p>
    <h2 id="phase-title">${now.title}</h2>
    <p>${now.about}</p>
    <div class="moving">
      <div><h3>${say.facts}</h3>
        <dl class="facts">
          <div><dt>${say.days}</dt><dd>${days}</dd></div>
          <div><dt>${say.clean}</dt><dd>${clean(facts)}</dd></div>
          ${facts.pains.map((p) => html`<div><dt>${say.pain[p.region]}</dt><dd>${pain(p)}</dd></div>`)}
        </dl>
        <p><a href=${about("/progress", client)}>${client ? say.theirProgress : say.progress}</a></p></div>
      <div><h3>${say.move}</h3>
        <p>${next ? (client ? say.decideWith : say.decide) : client ? "" : say.last}</p>
        <div class="buttons">
          ${next ? html`<button class="button" type="button" @click=${() => move(next.number)}>${say.on(next.number, next.title)}</button>` : nothing}
          ${before ? html`<button class="button bare" type="button" @click=${() => move(before.number)}>${say.backTo(before.number)}</button>` : nothing}
        </div></div>
    </div>
  </section>`;
}

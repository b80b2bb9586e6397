/** One set as a row: a link to its result, and what else can be done with it. */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { clean, lasting, when } from "../shell/formatting.js";
import { logo, mark } from "../shell/marks.js";
import "../shell/menu.js";
import { words } from "../words/library.js";
import { called } from "./names.js";
import { underway } from "./sets.js";

const say = words.row;

/** @param {object} set */
export const picture = (set) => html`<span class="thumb">${set.thumbnail
  ? html`<img src=${set.thumbnail} alt="" loading="lazy" decoding="async" width="144" height="96">`
  : logo()}</span>`;

/** What it came to: mark and words, the main fault below. */
function result(set) {
  const told = clean(set);
  if (!told || !set.report_ready) return html`<span class="quiet">${say.states[set.state] ?? nothing}</span>`;
  return html`<span class="line">${mark(told.verdict)}<span>${told.text}</span></span>
    ${set.fault ? html`<span class="small quiet">${say.faultIn(set.fault.title, set.fault.count)}</span>` : nothing}
    ${set.state === "failed" ? html`<span class="small quiet">${say.states[set.state]}</span>` : nothing}`;
}

/** Its own name only where it says more than the exercise does. */
function facts(set, who) {
  const parts = [...(who ? [who] : []), when(set.created)];
  if (set.seconds) parts.push(lasting(set.seconds));
  if (set.title && set.title !== set.exercise?.title) parts.push(set.title);
  if (set.reviewed) parts.push(say.reviewed);
  if (set.comments) parts.push(say.comments(set.comments));
  return parts.join(" · ");
}

/** @param {object} set @param {object} deeds @returns {[string, () => void][]} */
export function choices(set, deeds) {
  return [
    [say.rename, () => deeds.rename(set)],
    ...(set.report_ready ? [[say.compare, () => location.assign(`/compare?after=${encodeURIComponent(set.id)}`)]] : []),
    ...(underway(set) ? [[say.cancel, () => deeds.cancel(set)]] : []),
    ...(set.state === "cancelled" ? [[say.again, () => deeds.again(set)]] : []),
    [say.remove, () => deeds.remove(set)],
  ];
}

/**
 * @param {object} set an Analysis
 * @param {object} [deeds] of acting.js; without them the row only opens
 * @param {string} [who] whose it is, where that is not plain
 */
export const row = (set, deeds, who) => html`<li class="set" data-id=${set.id}>
  <a class="card set-open" href="/review/${set.id}">
    ${picture(set)}
    <span class="set-what"><strong>${called(set)}</strong><span class="small quiet">${facts(set, who)}</span></span>
    <span class="set-result">${result(set)}</span>
  </a>
  ${deeds ? html`<fc-menu .label=${say.more(`${called(set)}, ${when(set.created)}`)} .items=${choices(set, deeds)}></fc-menu>` : nothing}
</li>`;

/** Last step: what came of it, and what becomes of the recording. */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { mark } from "../shell/marks.js";
import { words } from "../words/record.js";

const say = words.after;

/** @returns {string} one sentence, never of failure */
export function headline(report) {
  const total = report?.reps.length ?? 0;
  if (!total) return say.none;
  if (report.reps.every((rep) => rep.verdict === "unsure")) return say.nothingSure(total);
  return report.good ? say.clean(report.good, total) : say.oneFix(total);
}

const rep = ({ number, verdict, side }) => html`<li class=${verdict}>
  <span class="number">${number}</span>${mark(verdict, say.rep(number, say.verdicts[verdict], side === "both" ? "" : side))}</li>`;

const kept = (keeping, act) => {
  const { state, share, error } = keeping;
  if (state === "none") return nothing;
  if (state === "asking") {
    return html`<p>${say.keepWhy}</p><div class="buttons"><button class="button main" type="button" @click=${act.keep}>${say.keep}</button>
      <button class="button" type="button" @click=${act.discard}>${say.discard}</button></div>`;
  }
  if (state === "sending") {
    return html`<p role="status">${keeping.away ? say.waiting : say.sending}</p><progress class="bar" max="1" .value=${share} aria-label=${say.sending}></progress>`;
  }
  if (state === "failed") {
    return html`<p role="alert">${say.notKept(error)}</p><div class="buttons"><button class="button main" type="button" @click=${act.keep}>${say.retry}</button>
      <button class="button" type="button" @click=${act.discard}>${say.discard}</button></div>`;
  }
  return html`<p role="status">${{ kept: say.kept, discarded: say.discarded, broken: say.broken, impossible: say.noRecorder }[state]}</p>`;
};

/**
 * @param {{report: object | null, id: string | null, message: string}} result
 * @param {{state: string, share?: number, error?: string, away?: boolean}} keeping
 * @param {{keep: () => void, discard: () => void, again: () => void}} act
 */
export function telling(result, keeping, act) {
  const { report, id } = result;
  const fix = report?.fix_first;
  return html`<div class="telling">
    <header><h1 tabindex="-1">${headline(report)}</h1>
      ${fix ? html`<p class="eyebrow fix-first">${say.fix}</p><p class="lead">${fix.message}</p><p class="quiet">${fix.text}</p>` : nothing}
      ${!fix && report?.good ? html`<p class="lead quiet">${say.allGood}</p>` : nothing}
      ${result.message ? html`<p class="lead quiet">${result.message}</p>` : nothing}</header>
    ${report?.reps.length ? html`<h2 class="unseen-text">${say.reps}</h2><ol class="plain reps">${report.reps.map(rep)}</ol>` : nothing}
    ${report?.unseen.length ? html`<p class="quiet">${say.unseen}: ${report.unseen.map((u) => u.title.toLowerCase()).join(", ")}.</p>` : nothing}
    <p class="buttons">${id ? html`<a class="button main" href="/review/${id}">${say.review}</a>` : nothing}
      <button class="button" type="button" @click=${act.again}>${say.again}</button></p>
    ${keeping.state === "none" ? nothing : html`<section class="keeping"><h2>${say.keepTitle}</h2>${kept(keeping, act)}</section>`}
  </div>`;
}

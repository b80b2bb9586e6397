/** The first look at a result: what to fix, how bad it is, three facts, what to do next. */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { icons, mark } from "../../components/icons.js";
import { dayOfSet, shortDay } from "../../lib/dates.js";
import { hasOwnTitle, weekdayAndPart } from "../../lib/set-title.js";
import { queue as queueWords } from "../../words/review-queue.js";
import { review as words } from "../../words/review.js";
import { decisionText } from "./decisions.js";

/** @typedef {import("../../api/types.js").ReportView} ReportView */
/** @typedef {import("../../api/types.js").SetDetail} SetDetail */
/** @typedef {import("../../api/types.js").Share} Share */

/**
 * @param {SetDetail} a
 * @param {import("../../api/types.js").Report} report
 * @param {import("./coach-review.js").CoachReview} [said] what people say of what is to be fixed first
 */
export function headline(a, report, said) {
  const view = report.display;
  const { title: exercise, source } = report;

  const { moment } = view;
  const clean = view.verdict === "ok";
  const own = hasOwnTitle(a, source.name) ? a.title : weekdayAndPart(a);
  const about = [exercise, own, shortDay(dayOfSet(a))];
  const sentence = moment ? view.how_bad : view.lead;
  return html`<header class="sentence ${view.verdict}">
    <p class="eyebrow">
      ${a.owner ? html`<span class="whose-set">${a.owner.name}</span>` : nothing}
      ${about.filter(Boolean).map((x) => html`<span>${x}</span>`)}
    </p>
    ${view.fix_label ? html`<p class="fix-label">${mark("fault")} ${view.fix_label}</p>` : nothing}
    <h1 class=${clean ? "success" : nothing}>${clean ? mark("ok") : nothing}${view.headline}</h1>
    ${sentence ? html`<p class="lead">${sentence}</p>` : nothing}
    ${view.then ? html`<p class="then"><a href="#checks">${view.then}</a></p>` : nothing}
    ${moment ? (said?.decisions(moment.rep, moment.cue) ?? []).map((d) => decisionText(d)) : nothing}
  </header>`;
}

/**
 * A small bar of reps: clean, fault, unsure. Each part has its own pattern, so that it reads in grey.
 *
 * @param {Share[]} shares
 */
export const degreeBar = (shares) =>
  html`<span class="degree" role="img" aria-label=${words.degree(shares)}>
    ${shares.flatMap(({ verdict, count }) =>
      Array.from({ length: count }, () => html`<span class=${verdict}></span>`),
    )}
  </span>`;

/** A goal that is still open: a ring, not an alarm. */
const openGoal = () => html`<span class="open-goal" role="img" aria-label=${words.openGoal}></span>`;

/**
 * @param {ReportView} view
 * @param {string} exercise
 * @param {boolean} own whether the set is of the person who looks
 */
export function keyFacts(view, exercise, own) {
  if (!view.key_facts.length) return nothing;
  return html`<section class="facts-now" aria-label=${words.headings.facts}>
    ${degreeBar(view.degree)}
    <ul class="plain">
      ${view.key_facts.map(
        (fact) =>
          html`<li>
            ${fact.verdict === "fault" ? openGoal() : mark(fact.verdict, words.verdicts[fact.verdict])}
            <span>${fact.text}</span>
          </li>`,
      )}
    </ul>
    ${view.next_steps.length
      ? html`<div class="next">
          <h2>${words.headings.next}</h2>
          <p>${view.next_steps.join(" ")}</p>
          <p class="buttons">
            ${own
              ? html`<a class="button main" href="/record?exercise=${exercise}">${words.recordNext}</a>`
              : nothing}
            <a class="button" href="#files">${words.share.open}</a>
          </p>
        </div>`
      : nothing}
  </section>`;
}

/**
 * The way back: to one's own sets, or to the client whose set it is.
 *
 * @param {{id: string, name: string} | null} client
 * @param {boolean} [queued] whether the set was opened from the review queue
 */
export function backLink(client, queued = false) {
  if (queued) return html`<a class="back" href="/desk?view=queue">${icons.left}${queueWords.title}</a>`;
  return client
    ? html`<a class="back" href="/clients/${encodeURIComponent(client.id)}">${icons.left}${client.name}</a>`
    : html`<a class="back" href="/library">${icons.left}${words.back}</a>`;
}

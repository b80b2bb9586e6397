/** The phase, and the facts that speak for moving on; the person decides. */

/** @import { FactsOut, PainOut, Programme } from "../../types/api.js" */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { forClient } from "../api/client-scope.js";
import { words } from "../words/today.js";

const phaseWords = words.phase;

/** @param {number} share */
const percent = (share) => Math.round(100 * share);

/** @param {number} value */
const tenths = (value) => value.toFixed(1).replace(/\.0$/, "");

/** @param {FactsOut} facts */
function cleanShare({ clean: now, clean_before: before }) {
  const parts = [
    now === null ? phaseWords.noClean : now ? phaseWords.cleanNow(percent(now)) : phaseWords.noneClean,
    before === null ? "" : phaseWords.cleanBefore(percent(before)),
  ];
  return parts.filter(Boolean).join("; ");
}

/** @param {FactsOut} facts */
function byExercise({ exercises: all }) {
  const done = all.filter((e) => e.sets);
  if (!done.length) return nothing;
  return html`<ul class="plain small">
    ${done.map(
      ({ title, sets, good, reps }) =>
        html`<li>
          ${title}:
          ${reps
            ? phaseWords.cleanOf(good, reps)
            : html`<span class="quiet">${phaseWords.byHand(sets)}</span>`}
        </li>`,
    )}
  </ul>`;
}

/** @param {PainOut} pain */
function painTrend({ recent, earlier, trend }) {
  if (trend === "unknown" || recent === null || earlier === null) {
    return [recent === null ? "" : phaseWords.recent(tenths(recent)), phaseWords.trends.unknown]
      .filter(Boolean)
      .join("; ");
  }
  const { recent: recently, earlier: before, trends } = phaseWords;
  return `${recently(tenths(recent))}; ${before(tenths(earlier))}: ${trends[trend]}`;
}

/**
 * @param {Programme} programme
 * @param {(number: number) => void} move
 * @param {string} [client] id of whose it is, for a coach
 */
export function phaseSection({ phase: now, phases, facts }, move, client = "") {
  const at = phases.findIndex((p) => p.number === now.number);
  const [before, next] = [phases[at - 1], phases[at + 1]];
  const days = facts.days_planned
    ? phaseWords.daysOf(facts.days_done, facts.days_planned)
    : phaseWords.noDays;
  return html`<section class="phase" aria-labelledby="phase-title">
    <p class="eyebrow">${phaseWords.title(now.number, phases.length)}</p>
    <h2 id="phase-title">${now.title}</h2>
    <p>${now.about}</p>
    <div class="moving">
      <div>
        <h3>${phaseWords.facts}</h3>
        <dl class="facts">
          <div>
            <dt>${phaseWords.days}</dt>
            <dd>${days}</dd>
          </div>
          <div>
            <dt>${phaseWords.clean}</dt>
            <dd>${cleanShare(facts)}${byExercise(facts)}</dd>
          </div>
          ${facts.pains.map(
            (p) =>
              html`<div>
                <dt>${phaseWords.pain[p.region]}</dt>
                <dd>${painTrend(p)}</dd>
              </div>`,
          )}
        </dl>
        <p>
          <a href=${forClient("/progress", client)}
            >${client ? phaseWords.theirProgress : phaseWords.progress}</a
          >
        </p>
      </div>
      <div>
        <h3>${phaseWords.move}</h3>
        <p>
          ${next ? (client ? phaseWords.decideWith : phaseWords.decide) : client ? "" : phaseWords.last}
        </p>
        <div class="buttons">
          ${next
            ? html`<button class="button" type="button" @click=${() => move(next.number)}>
                ${phaseWords.on(next.number, next.title)}
              </button>`
            : nothing}
          ${before
            ? html`<button class="button bare" type="button" @click=${() => move(before.number)}>
                ${phaseWords.backTo(before.number)}
              </button>`
            : nothing}
        </div>
      </div>
    </div>
  </section>`;
}

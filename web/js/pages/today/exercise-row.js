/** One planned exercise: what is asked, what is done, and how to do the next set. */

import { html, nothing, svg } from "/vendor/lit-3.3.3.js";
import { exerciseFigure } from "../../components/exercise-figure.js";
import { mark } from "../../components/icons.js";
import "../../components/menu.js";
import { loadText } from "../../components/load.js";
import { describePlan, progressionLine, progressText } from "../../components/training-plan.js";
import { words as loadWords } from "../../words/load.js";
import { words } from "../../words/today.js";

const rowWords = words.row;
/** @import { SetDone, TodayOut } from "../../../types/api.js" */
const ROUND = 2 * Math.PI * 6.5;

/** @typedef {TodayOut} Planned */

/** A ring that fills with the sets; a tick when there are enough. */
const progressRing = ({ done, target, finished }) =>
  finished
    ? mark("ok")
    : html`<svg class="mark ring" viewBox="0 0 16 16" aria-hidden="true">
        <circle cx="8" cy="8" r="6.5" fill="none" stroke-width="2.5" />
        ${done
          ? svg`<circle class="part" cx="8" cy="8" r="6.5" fill="none" stroke-width="2.5"
            transform="rotate(-90 8 8)"
    stroke-dasharray="${((ROUND * Math.min(done, target)) / target).toFixed(2)} ${ROUND.toFixed(2)}"/>`
          : nothing}
      </svg>`;

function statusText(planned) {
  const parts = [progressText(planned), describePlan(planned)];
  if (!planned.filmed) parts.push(rowWords.noCamera);
  return parts.filter(Boolean).join(" · ");
}

/**
 * The load that was noted with a set, which can be changed by whose set it is.
 *
 * @param {Planned} planned
 * @param {SetDone} set
 * @param {{load?: Function}} actions
 */
const loadOf = (planned, set, actions) => {
  const text = loadText(set);
  return actions.load
    ? html`<button
        class="link"
        type="button"
        aria-label=${loadWords.noteLabel(text || loadWords.note, planned.title, set.reps)}
        @click=${() => actions.load(planned, set)}>
        ${text || loadWords.note}
      </button>`
    : text && html`<span>${text}</span>`;
};

/** @param {Planned} planned */
const setsDone = (planned, actions) =>
  planned.sets_done.length
    ? html`<ul class="plain done small" aria-label=${rowWords.done}>
        ${planned.sets_done.map(
          (set) =>
            html`<li>
              ${set.kind === "filmed" && set.id
                ? html`<a href="/review/${set.id}">${rowWords.filmed(set.good, set.reps)}</a> ${loadOf(
                      planned,
                      set,
                      actions,
                    )}`
                : html`<span
                      >${rowWords.byHand(set.reps, set.sets ?? 1)}${set.note
                        ? html` <span class="quiet">(${set.note})</span>`
                        : nothing}</span
                    >
                    ${loadOf(planned, set, actions)}
                    ${set.entry && actions.takeBack
                      ? html`<button
                          class="link"
                          type="button"
                          aria-label=${rowWords.takeBackLabel(planned.title, set.reps)}
                          @click=${() => actions.takeBack(planned, set.entry)}>
                          ${rowWords.takeBack}
                        </button>`
                      : nothing}`}
            </li>`,
        )}
      </ul>`
    : nothing;

/**
 * @param {Planned} planned
 * @param {{main?: boolean, actions: {change: Function, record?: Function, log?: Function,
 *   takeBack?: Function, load?: Function}}} options
 *   `main`: the next thing to do; a coach may only change what is planned
 */
export const exerciseRow = (planned, { main = false, actions }) =>
  html`<li class="exercise ${planned.finished ? "finished" : ""}" data-exercise=${planned.exercise}>
    ${planned.filmed
      ? html`<span class="pictured">${exerciseFigure(planned.exercise)}${progressRing(planned)}</span>`
      : progressRing(planned)}
    <div class="what">
      <h3>
        ${planned.filmed
          ? html`<a href="/exercises#${planned.exercise}">${planned.title}</a>`
          : planned.title}
      </h3>
      <p class="small quiet">${statusText(planned)}</p>
      ${progressionLine(planned)} ${setsDone(planned, actions)}
    </div>
    <div class="buttons">
      ${planned.filmed && actions.log
        ? html`<a
            class="button small ${main ? "main" : ""}"
            href="/record?exercise=${planned.exercise}"
            @click=${(event) => actions.record(event, `/record?exercise=${planned.exercise}`)}
            aria-label=${rowWords.recordLabel(planned.title)}
            >${rowWords.record}</a
          >`
        : nothing}
      ${actions.log
        ? html`<button
            class="button small log"
            type="button"
            aria-label=${rowWords.logLabel(planned.title)}
            @click=${() => actions.log(planned)}>
            ${rowWords.log}
          </button>`
        : nothing}
      ${exerciseMenu(planned, actions)}
    </div>
  </li>`;

const exerciseMenu = (planned, actions) =>
  html`<fc-menu
    .label=${rowWords.more(planned.title)}
    .items=${[
      ...(planned.filmed ? [[rowWords.how, () => location.assign(`/exercises#${planned.exercise}`)]] : []),
      [rowWords.change, () => actions.change(planned)],
    ]}></fc-menu>`;

/** What was done today beyond the plan. */
export function extraExercises({ others: more = [] }, actions) {
  if (!more.length) return nothing;
  return html`<h3 class="beyond-title">${words.beyond}</h3>
    <ul class="plain planned">
      ${more.map(
        (p) =>
          html`<li class="exercise" data-exercise=${p.exercise}>
            ${mark("ok")}
            <div class="what">
              <h3>${p.title}</h3>
              ${setsDone(p, actions)}
            </div>
          </li>`,
      )}
    </ul>`;
}

/** The rest of the plan: what other days have, so that it can be changed, or done today all the same. */
export function otherDays({ today, plan = [] }, actions) {
  const here = new Set(today.map((t) => t.exercise));
  const rest = plan.filter((p) => !here.has(p.exercise));
  if (!rest.length) return nothing;
  const days = (p) =>
    p.days.length ? words.other.days(p.days.map((d) => words.planning.short[d])) : words.other.never;
  return html`<details class="others">
    <summary>${words.other.summary}</summary>
    <ul class="plain planned">
      ${rest.map(
        (p) =>
          html`<li class="exercise" data-exercise=${p.exercise}>
            <div class="what">
              <h3>${p.title}</h3>
              <p class="small quiet">${[days(p), describePlan(p)].join(" · ")}</p>
              ${progressionLine(p)}
            </div>
            <div class="buttons">
              ${actions.log
                ? html`<button
                    class="button small log"
                    type="button"
                    aria-label=${rowWords.logLabel(p.title)}
                    @click=${() => actions.log(p)}>
                    ${rowWords.log}
                  </button>`
                : nothing}
              ${exerciseMenu(p, actions)}
            </div>
          </li>`,
      )}
    </ul>
  </details>`;
}

/** One planned exercise: what is asked, what is done, and how to do the next set. */

/** @import { OtherDone, PlannedOut, Programme, SetDone, TodayOut } from "../../../types/api.js" */

import { html, nothing, svg } from "/vendor/lit-3.3.3.js";
import { exerciseFigure } from "../../components/exercise-figure.js";
import { mark } from "../../components/icons.js";
import "../../components/menu.js";
import { loadText } from "../../components/load.js";
import { describePlan, progressionLine, progressText, weekdays } from "../../components/plan-text.js";
import { words as loadWords } from "../../words/load.js";
import { words } from "../../words/today.js";

/**
 * @typedef {object} OwnActions what only the person themselves can do
 * @property {(planned: PlannedOut) => void} log sets that were done without the camera
 * @property {(done: OtherDone | TodayOut, entry: string) => void} takeBack what was logged
 * @property {(done: OtherDone | TodayOut, set: SetDone) => void} load note the load of a set
 * @property {(event: Event, to: string) => void} record go to where it is filmed
 *
 * @typedef {object} Actions
 * @property {(planned: PlannedOut) => void} change what is planned
 * @property {OwnActions | null} own null for a coach
 */

const rowWords = words.row;
const RADIUS = 6.5;
const ROUND = 2 * Math.PI * RADIUS;

/** A ring that fills with the sets; a tick when there are enough. @param {TodayOut} planned */
const progressRing = ({ done, target, finished }) =>
  finished
    ? mark("ok")
    : html`<svg class="mark ring" viewBox="0 0 16 16" aria-hidden="true">
        <circle cx="8" cy="8" r=${RADIUS} fill="none" stroke-width="2.5" />
        ${done
          ? svg`<circle class="part" cx="8" cy="8" r=${RADIUS} fill="none" stroke-width="2.5"
            transform="rotate(-90 8 8)"
    stroke-dasharray="${((ROUND * Math.min(done, target)) / target).toFixed(2)} ${ROUND.toFixed(2)}"/>`
          : nothing}
      </svg>`;

/** @param {TodayOut} planned */
const statusText = (planned) =>
  [progressText(planned), describePlan(planned), planned.filmed ? "" : rowWords.noCamera]
    .filter(Boolean)
    .join(" · ");

/**
 * The load that was noted with a set, which can be changed by whose set it is.
 *
 * @param {OtherDone | TodayOut} done
 * @param {SetDone} set
 * @param {OwnActions | null} own
 */
function loadOf(done, set, own) {
  const text = loadText(set);
  if (!own) return text && html`<span>${text}</span>`;
  return html`<button
    class="link"
    type="button"
    aria-label=${loadWords.noteLabel(text || loadWords.note, done.title, set.reps)}
    @click=${() => own.load(done, set)}>
    ${text || loadWords.note}
  </button>`;
}

/** @param {OtherDone | TodayOut} done @param {SetDone} set @param {OwnActions | null} own */
function setRow(done, set, own) {
  const { entry } = set;
  if (set.kind === "filmed" && set.id) {
    return html`<li>
      <a href="/review/${set.id}">${rowWords.filmed(set.good, set.reps)}</a> ${loadOf(done, set, own)}
    </li>`;
  }
  return html`<li>
    <span
      >${rowWords.byHand(set.reps, set.sets)}${set.note
        ? html` <span class="quiet">(${set.note})</span>`
        : nothing}</span
    >
    ${loadOf(done, set, own)}
    ${entry && own
      ? html`<button
          class="link"
          type="button"
          aria-label=${rowWords.takeBackLabel(done.title, set.reps)}
          @click=${() => own.takeBack(done, entry)}>
          ${rowWords.takeBack}
        </button>`
      : nothing}
  </li>`;
}

/** @param {OtherDone | TodayOut} done @param {OwnActions | null} own */
const setsDone = (done, own) =>
  done.sets_done.length
    ? html`<ul class="plain done small" aria-label=${rowWords.done}>
        ${done.sets_done.map((set) => setRow(done, set, own))}
      </ul>`
    : nothing;

/** @param {PlannedOut} planned @param {OwnActions} own */
const logButton = (planned, own) =>
  html`<button
    class="button small log"
    type="button"
    aria-label=${rowWords.logLabel(planned.title)}
    @click=${() => own.log(planned)}>
    ${rowWords.log}
  </button>`;

/** @param {PlannedOut} planned @param {boolean} main @param {OwnActions} own */
function recordLink({ exercise, title }, main, own) {
  const to = `/record?exercise=${exercise}`;
  return html`<a
    class="button small ${main ? "main" : ""}"
    href=${to}
    @click=${(/** @type {Event} */ event) => own.record(event, to)}
    aria-label=${rowWords.recordLabel(title)}
    >${rowWords.record}</a
  >`;
}

/** @param {PlannedOut} planned @param {Actions} actions */
const exerciseMenu = (planned, actions) =>
  html`<fc-menu
    .label=${rowWords.more(planned.title)}
    .items=${[
      ...(planned.filmed ? [[rowWords.how, () => location.assign(`/exercises#${planned.exercise}`)]] : []),
      [rowWords.change, () => actions.change(planned)],
    ]}></fc-menu>`;

/**
 * @param {TodayOut} planned
 * @param {{main: boolean, actions: Actions}} options `main`: the next thing to do
 */
export const exerciseRow = (planned, { main, actions }) =>
  html`<li class="exercise moves ${planned.finished ? "finished" : ""}" data-exercise=${planned.exercise}>
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
      ${progressionLine(planned)} ${setsDone(planned, actions.own)}
    </div>
    <div class="buttons">
      ${planned.filmed && actions.own ? recordLink(planned, main, actions.own) : nothing}
      ${actions.own ? logButton(planned, actions.own) : nothing} ${exerciseMenu(planned, actions)}
    </div>
  </li>`;

/** What was done today beyond the plan. @param {OtherDone[]} others @param {Actions} actions */
export function extraExercises(others, { own }) {
  if (!others.length) return nothing;
  return html`<h3 class="beyond-title">${words.beyond}</h3>
    <ul class="plain planned">
      ${others.map(
        (done) =>
          html`<li class="exercise" data-exercise=${done.exercise}>
            ${mark("ok")}
            <div class="what">
              <h3>${done.title}</h3>
              ${setsDone(done, own)}
            </div>
          </li>`,
      )}
    </ul>`;
}

/**
 * The rest of the plan: what other days have, so that it can be changed, or done today all the same.
 *
 * @param {Programme} programme
 * @param {Actions} actions
 */
export function otherDays({ today, plan }, actions) {
  const here = new Set(today.map(({ exercise }) => exercise));
  const rest = plan.filter(({ exercise }) => !here.has(exercise));
  if (!rest.length) return nothing;
  return html`<details class="others">
    <summary>${words.otherDays}</summary>
    <ul class="plain planned">
      ${rest.map(
        (planned) =>
          html`<li class="exercise" data-exercise=${planned.exercise}>
            <div class="what">
              <h3>${planned.title}</h3>
              <p class="small quiet">${[weekdays(planned.days), describePlan(planned)].join(" · ")}</p>
              ${progressionLine(planned)}
            </div>
            <div class="buttons">
              ${actions.own ? logButton(planned, actions.own) : nothing} ${exerciseMenu(planned, actions)}
            </div>
          </li>`,
      )}
    </ul>
  </details>`;
}

/** Second step of recording: the camera's picture, and what is still to be done. */

/** @import { Check, Exercise, Way } from "../../api/types.js" */
/** @typedef {import("./session.js").LiveSession} LiveSession */

import { html, nothing, svg } from "/vendor/lit-3.3.3.js";
import { mark } from "../../components/icons.js";
import { prescriptionText } from "../../lib/formatting.js";
import { words as recordWords } from "../../words/record.js";

const words = recordWords.setup;

/** Degrees an arrow that points up is turned by. */
const TURNS = { up: 0, right: 90, down: 180, left: 270 };

/** @param {number} turn degrees */
const pointing = (turn) =>
  svg`<g transform="rotate(${turn} 32 32)">
    <path d="M32 54V12M14 30 32 12l18 18" fill="none" stroke="currentColor" stroke-width="8"
      stroke-linecap="round" stroke-linejoin="round"/>
  </g>`;
const SIZES = {
  closer: svg`<circle cx="32" cy="32" r="9" fill="currentColor"/>
    <circle cx="32" cy="32" r="24" fill="none" stroke="currentColor" stroke-width="5"
      stroke-dasharray="6 8"/>`,
  further: svg`<circle cx="32" cy="32" r="24" fill="none" stroke="currentColor" stroke-width="5"/>
    <circle cx="32" cy="32" r="5" fill="currentColor"/>`,
};

/**
 * Which way the camera goes as seen on its own screen: a camera that looks at who looks at the
 * screen moves to its right when it moves to the left of the screen.
 *
 * @param {Way} way the camera's own
 * @param {boolean} facesAway whether it looks away from the screen
 * @returns {Way}
 */
function onScreen(way, facesAway) {
  if (facesAway) return way;
  if (way === "left") return "right";
  return way === "right" ? "left" : way;
}

/** @param {{way: Way, turn: boolean}} move @param {boolean} facesAway */
const arrow = ({ way, turn }, facesAway) => {
  const shown = onScreen(way, facesAway);
  return html`<svg
    class="arrow ${turn ? "turns" : ""}"
    viewBox="0 0 64 64"
    role="img"
    aria-label=${words.arrows[shown]}
    data-way=${shown}>
    ${shown === "closer" || shown === "further" ? SIZES[shown] : pointing(TURNS[shown])}
  </svg>`;
};

/** What is seen, as a state: "Nobody seen". @param {Check} check */
const stateRow = ({ id, ok }) => {
  const verdict = ok === null ? "unsure" : ok ? "ok" : "fault";
  const { passed, failed, unknown } = words.states[id];
  return html`<li class=${verdict}>
    ${mark(verdict)}<span>${{ ok: passed, fault: failed, unsure: unknown }[verdict]}</span>
  </li>`;
};

/** What is to be done now, in one sentence. @param {LiveSession} session */
function instruction(session) {
  const { answer } = session;
  if (!session.stream) return words.waiting;
  if (!session.watching) return words.loading;
  if (!answer?.checks) return words.looking;
  if (answer.phase === "ready") return answer.held > 0.3 ? words.still : words.ready;
  if (answer.accepted && answer.checks.find((c) => c.id === "posture")?.ok) return words.accepted;
  return answer.message || words.looking;
}

/**
 * What stands before and after the picture; the picture itself stays the same through the steps.
 *
 * @param {LiveSession} session
 * @param {Exercise} exercise
 * @param {{settings: unknown, trouble: unknown, title: string}} parts `title`: which set it is
 * @param {{back: () => void, anyway: () => void, now: () => void}} act
 */
export function setupStep(session, exercise, parts, act) {
  const { answer } = session;
  const view = answer?.checks?.find((c) => c.id === "view");
  const before = html`<header class="title-row">
      <h1>
        ${words.title(exercise.title)}${parts.title
          ? html` <span class="quiet">${parts.title}</span>`
          : nothing}
      </h1>
      <button class="button" type="button" @click=${act.back}>${words.back}</button>
    </header>
    ${parts.trouble}`;
  const after = html`<div class="over">
      ${answer?.arrow ? arrow(answer.arrow, session.camera.facesAway) : nothing}
      <progress
        class="bar held"
        max="1"
        .value=${answer?.held ?? 0}
        ?hidden=${!answer?.held}
        aria-label=${words.still}></progress>
    </div>
    <p class="to-do" role="status">${instruction(session)}</p>
    <div class="side">
      ${startButton(session, act)}
      <ul class="plain checks" aria-label=${words.checks}>
        ${(answer?.checks ?? WAITING).map(stateRow)}
      </ul>
      ${view?.ok === false && answer?.not_visible.length
        ? html`<p class="small quiet">${words.unseen(answer.not_visible)}</p>`
        : nothing}
      <dl class="facts">
        <div>
          <dt>${words.start}</dt>
          <dd>${exercise.start}</dd>
        </div>
        <div>
          <dt>${words.goal}</dt>
          <dd>${prescriptionText(exercise.prescription)}</dd>
        </div>
      </dl>
      ${parts.settings}
    </div>`;
  return { before, after };
}

/**
 * "Start" once all is well, or the person has gone on anyway.
 *
 * @param {LiveSession} session
 * @param {{anyway: () => void, now: () => void}} act
 */
const startButton = ({ answer }, act) =>
  answer && (answer.phase === "ready" || answer.accepted)
    ? html`<div class="begin">
        <button class="button main" type="button" @click=${act.now}>${words.now}</button>
      </div>`
    : html`<div class="begin">
        <button
          class="button"
          type="button"
          @click=${act.anyway}
          aria-describedby="anyway-how"
          ?disabled=${!answer}>
          ${words.anyway}
        </button>
        <p class="small quiet" id="anyway-how">${words.anywayHow}</p>
      </div>`;

/** @type {Check["id"][]} */
const CHECKS = ["light", "seen", "alone", "posture", "whole", "size", "view"];

/** The checks before the first frame has been looked at. */
const WAITING = CHECKS.map((id) => ({ id, ok: null }));

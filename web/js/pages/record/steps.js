/** The steps of recording a set: choosing, setting up, the set, and what came of it. */

/** @import { Card, Check, Exercise, LiveAnswer, LiveResult, Place, Way } from "../../api/types.js" */
/** @typedef {import("./session.js").LiveSession} LiveSession */

import { html, nothing, svg } from "/vendor/lit-3.3.3.js";
import { mark } from "../../components/icons.js";
import { prescriptionText } from "../../lib/formatting.js";
import { words } from "../../words/record.js";
import { onPhone } from "./device.js";

// --- First step: which exercise, how it is done, and where the camera goes.

const chooseWords = words.choose;

/**
 * @param {Exercise[]} all
 * @param {Exercise} chosen one of them
 * @param {Place} place one of its places
 * @param {{choose: (exercise: Exercise) => void, stand: (place: Place) => void, go: () => void}} act
 */
export const chooseStep = (all, chosen, place, act) =>
  html` <header>
      <h1>${chooseWords.title}</h1>
      <p class="lead quiet">${chooseWords.lead}</p>
    </header>
    <div class="choosing">
      <fieldset class="exercises">
        <legend class="unseen-text">${chooseWords.which}</legend>
        ${all.map(
          (one) =>
            html`<label class="choice"
              ><input
                type="radio"
                name="exercise"
                .checked=${one === chosen}
                @change=${() => act.choose(one)} /><span>${one.title}</span></label
            >`,
        )}
      </fieldset>
      <div class="chosen">
        <div class="title-row">
          <div>
            <h2>${chosen.title}</h2>
            <p class="quiet">${prescriptionText(chosen.prescription)}</p>
          </div>
          <button class="button main" type="button" @click=${act.go}>${chooseWords.go}</button>
        </div>
        <dl class="facts">
          <div>
            <dt>${chooseWords.start}</dt>
            <dd>${chosen.start}</dd>
          </div>
          <div>
            <dt>${chooseWords.how}</dt>
            <dd>${chosen.steps}</dd>
          </div>
          <div>
            <dt>${chooseWords.wear}</dt>
            <dd>${chosen.wear}</dd>
          </div>
        </dl>
        <h3>${chooseWords.camera}</h3>
        ${chosen.places.length > 1
          ? html`<fieldset class="places">
              <legend class="unseen-text">${chooseWords.camera}</legend>
              ${chosen.places.map(
                (one) =>
                  html`<label class="choice small"
                    ><input
                      type="radio"
                      name="place"
                      .checked=${one === place}
                      @change=${() => act.stand(one)} /><span>${one.name}</span></label
                  >`,
              )}
            </fieldset>`
          : nothing}
        <div class="place">
          <img src=${place.drawing} alt=${place.described} width="480" height="472" />
          <dl class="facts">
            <div>
              <dt class="unseen-text">${chooseWords.camera}</dt>
              <dd>${place.text}</dd>
            </div>
            <div>
              <dt>${chooseWords.sees}</dt>
              <dd>${place.shows.map((cue) => cue.title.toLowerCase()).join(", ")}</dd>
            </div>
          </dl>
        </div>
      </div>
    </div>`;

// --- Second step: the camera set-up, the picture and what is still to do.

const setupWords = words.setup;

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
export function onScreen(way, facesAway) {
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
    aria-label=${setupWords.arrows[shown]}
    data-way=${shown}>
    ${shown === "closer" || shown === "further" ? SIZES[shown] : pointing(TURNS[shown])}
  </svg>`;
};

/** @param {Check} check */
const checkRow = ({ id, ok }) => {
  const verdict = ok === null ? "unsure" : ok ? "ok" : "fault";
  const text = ok === null ? setupWords.unknown : ok ? setupWords.passed : setupWords.failed;
  return html`<li class=${verdict}>${mark(verdict, text)}<span>${setupWords.names[id]}</span></li>`;
};

/** What is to be done now, in one sentence. @param {LiveSession} session */
export function instruction(session) {
  const { answer } = session;
  if (!session.stream) return setupWords.waiting;
  if (!session.watching) return setupWords.loading;
  if (!answer?.checks) return setupWords.looking;
  if (answer.phase === "ready") return answer.held > 0.3 ? setupWords.still : setupWords.ready;
  if (answer.accepted && answer.checks.find((c) => c.id === "posture")?.ok) return setupWords.accepted;
  return answer.message || setupWords.looking;
}

/**
 * What stands before and after the picture; the picture itself stays the same through the steps.
 *
 * @param {LiveSession} session
 * @param {Exercise} exercise
 * @param {{controls: unknown, trouble: unknown, cameras: {id: string, name: string}[]}} parts
 * @param {{back: () => void, anyway: () => void, now: () => void, device: (id: string) => void,
 *   mirrored: (yes: boolean) => void}} act
 */
export function setupStep(session, exercise, parts, act) {
  const { answer } = session;
  const view = answer?.checks?.find((c) => c.id === "view");
  const before = html`<header class="title-row">
      <h1>${setupWords.title(exercise.title)}</h1>
      <button class="button" type="button" @click=${act.back}>${setupWords.back}</button>
    </header>
    ${parts.trouble}`;
  const after = html`<div class="over">
      ${answer?.arrow ? arrow(answer.arrow, session.camera.facesAway) : nothing}
      <p class="to-do" role="status">${instruction(session)}</p>
      <progress
        class="bar held"
        max="1"
        .value=${answer?.held ?? 0}
        ?hidden=${!answer?.held}
        aria-label=${setupWords.still}></progress>
    </div>
    <div class="side">
      <h2>${setupWords.checks}</h2>
      <ul class="plain checks">
        ${(answer?.checks ?? WAITING).map(checkRow)}
      </ul>
      ${view?.ok === false && answer?.not_visible.length
        ? html`<p class="small quiet">${setupWords.unseen(answer.not_visible)}</p>`
        : nothing}
      <div class="begin">
        ${answer?.accepted
          ? html`<button class="button" type="button" @click=${act.now}>${setupWords.now}</button>`
          : html`<button
              class="button"
              type="button"
              @click=${act.anyway}
              aria-describedby="anyway-how"
              ?disabled=${!answer}>
              ${setupWords.anyway}
            </button>`}
        <p class="small quiet" id="anyway-how">${setupWords.anywayHow}</p>
      </div>
      ${parts.cameras.length > 1
        ? html`<label
            >${setupWords.device}<select
              @change=${(/** @type {FieldEvent<HTMLSelectElement>} */ event) =>
                act.device(event.target.value)}>
              ${parts.cameras.map(
                ({ id, name }) =>
                  html`<option value=${id} ?selected=${id === session.camera.device}>${name}</option>`,
              )}
            </select></label
          >`
        : nothing}
      <label class="check"
        ><input
          type="checkbox"
          .checked=${session.mirrored}
          ?disabled=${!session.stream}
          aria-describedby="mirrored-how"
          @change=${(/** @type {FieldEvent} */ event) => act.mirrored(event.target.checked)} />
        ${setupWords.mirrored}</label
      >
      <p class="small quiet" id="mirrored-how">${setupWords.mirroredHow}</p>
      ${parts.controls}
    </div>`;
  return { before, after };
}

/** @type {Check["id"][]} */
const CHECKS = ["light", "seen", "alone", "posture", "whole", "size", "view"];

/** The checks before the first frame has been looked at. */
const WAITING = CHECKS.map((id) => ({ id, ok: null }));

// --- Third step: the set, to be read from three metres.

const setWords = words.set;

/** Seconds of a hold from which they are what is read. */
const HOLDING = 1;

/**
 * @param {LiveAnswer} answer
 * @param {Exercise} exercise
 * @returns {[string, string]} the one huge number, and what it counts
 */
export function bigNumber(answer, exercise) {
  if (answer.phase === "countdown") return [String(answer.countdown), setWords.getReady];
  const holds = exercise.prescription.hold !== null && answer.hold >= HOLDING;
  if (holds) return [String(Math.floor(answer.hold)), setWords.hold];
  const n = onThisSide(answer, exercise);
  return [String(n), setWords.reps(n)];
}

/**
 * Reps of the side that works now, where one side is done after the other.
 *
 * @param {LiveAnswer} answer
 * @param {Exercise} exercise
 */
function onThisSide(answer, { prescription }) {
  return prescription.side_order !== "both" && answer.side ? answer.sides[answer.side] : answer.reps;
}

/** @param {string[]} side */
const sideText = ([letter, word]) =>
  html`<p class="which"><b aria-hidden="true">${letter}</b><span>${word}</span></p>`;

/**
 * What stands after the picture.
 *
 * @param {LiveAnswer} answer
 * @param {Exercise} exercise
 * @param {{controls: unknown, trouble: unknown}} parts
 * @param {{stop: () => void}} act
 */
export function setStep(answer, exercise, parts, act) {
  const [big, what] = bigNumber(answer, exercise);
  const held = what === setWords.hold;
  return html`<div class="read">
      <h1 class="unseen-text">${exercise.title}</h1>
      ${answer.side ? sideText(setWords.sides[answer.side]) : nothing}
      <p class="huge" data-phase=${answer.phase}><span>${big}</span></p>
      <p class="what">
        ${what}${held
          ? html` <span class="so-far">${setWords.soFar(onThisSide(answer, exercise))}</span>`
          : nothing}
      </p>
      <p class="cue" role="status">${answer.cue?.message ?? (answer.lost ? setWords.lost : "")}</p>
    </div>
    ${parts.trouble}
    <div class="foot">
      ${parts.controls}<button class="button main stop" type="button" @click=${act.stop}>
        ${setWords.stop}
      </button>
    </div>`;
}

// --- Last step: what came of it, and what becomes of the recording.

const afterWords = words.after;

/** @param {Card} card */
const repCell = (card) =>
  html`<li class=${card.verdict}>
    <span class="number">${card.rep}</span>${mark(
      card.verdict,
      afterWords.rep(card.title, afterWords.verdicts[card.verdict]),
    )}
  </li>`;

/**
 * What becomes of the recording. `counted`: whether the live set has a repetition; `share` of it was sent,
 * `away`: the server does not answer; `set`: id of what it became.
 *
 * @typedef {"none" | "asking" | "sending" | "failed" | "kept" | "discarded" | "broken" | "impossible"} Fate
 * @typedef {{state: Fate, counted?: boolean, share?: number, away?: boolean, error?: string, set?: string}}
 *   Keeping
 * @typedef {{keep?: () => void, discard?: () => void, again: () => void}} ResultActions
 */

/** @param {Keeping} keeping @param {ResultActions} act */
const keepSection = (keeping, act) => {
  if (keeping.state === "asking") {
    return html`<p>${keeping.counted ? afterWords.keepWhy : afterWords.checkWhy}</p>
      <div class="buttons">
        <button class="button main" type="button" @click=${act.keep}>
          ${keeping.counted ? afterWords.keep : afterWords.check}
        </button>
        <button class="button" type="button" @click=${act.discard}>${afterWords.discard}</button>
      </div>`;
  }
  if (keeping.state === "sending") {
    return html`<p role="status">${keeping.away ? afterWords.waiting : afterWords.sending}</p>
      <progress class="bar" max="1" .value=${keeping.share} aria-label=${afterWords.sending}></progress>`;
  }
  if (keeping.state === "failed") {
    return html`<p role="alert">${afterWords.notKept(keeping.error)}</p>
      <div class="buttons">
        <button class="button main" type="button" @click=${act.keep}>${afterWords.retry}</button>
        <button class="button" type="button" @click=${act.discard}>${afterWords.discard}</button>
      </div>`;
  }
  if (keeping.state === "kept" && !keeping.counted && !onPhone) {
    return html`<p role="status">${afterWords.kept}</p>
      <p class="buttons"><a class="button main" href="/review/${keeping.set}">${afterWords.review}</a></p>`;
  }
  return html`<p role="status">
    ${{
      kept: afterWords.kept,
      discarded: afterWords.discarded,
      broken: afterWords.broken,
      impossible: afterWords.noRecorder,
      none: nothing,
    }[keeping.state]}
  </p>`;
};

/**
 * @param {LiveResult} result
 * @param {Keeping} keeping
 * @param {ResultActions} act
 */
export function resultStep(result, keeping, act) {
  const { report, id } = result;
  const view = report?.display;
  const cards = [...(view?.cards ?? [])].sort((a, b) => a.rep - b.rep);
  return html`<div class="telling">
    <header>
      <h1 tabindex="-1">${view?.outcome ?? afterWords.none}</h1>
      ${view?.moment
        ? html`<p class="eyebrow fix-first">${afterWords.fix}</p>
            <p class="lead">${view.headline}</p>
            <p class="quiet">${view.lead}</p>`
        : nothing}
      ${result.message ? html`<p class="lead quiet">${result.message}</p>` : nothing}
    </header>
    ${cards.length
      ? html`<h2 class="unseen-text">${afterWords.reps}</h2>
          <ol class="plain reps">
            ${cards.map(repCell)}
          </ol>`
      : nothing}
    ${view?.not_visible.length
      ? html`<p class="quiet">
          ${afterWords.unseen}: ${view.not_visible.map((u) => u.title.toLowerCase()).join(", ")}.
        </p>`
      : nothing}
    <p class="buttons">
      ${id && !onPhone
        ? html`<a class="button main" href="/review/${id}">${afterWords.review}</a>`
        : nothing}
      <button class="button" type="button" @click=${act.again}>${afterWords.again}</button>
    </p>
    ${id && onPhone ? html`<p>${words.phone.resultOnComputer}</p>` : nothing}
    ${keeping.state === "none"
      ? nothing
      : html`<section class="keeping">
          <h2>${keeping.counted ? afterWords.keepTitle : afterWords.checkTitle}</h2>
          ${keepSection(keeping, act)}
        </section>`}
  </div>`;
}

/** Second step: the camera set-up, the picture and what is still to do. */

import { html, nothing, svg } from "/vendor/lit-3.3.3.js";
import { mark } from "../shell/marks.js";
import { words } from "../words/record.js";

const say = words.setup;

/** Degrees an arrow that points up is turned by. */
const TURNS = { up: 0, right: 90, down: 180, left: 270 };

const pointing = (turn) => svg`<g transform="rotate(${turn} 32 32)"><path d="M32 54V12M14 30 32 12l18 18" fill="none" stroke="currentColor" stroke-width="8" stroke-linecap="round" stroke-linejoin="round"/></g>`;
const SIZES = {
  closer: svg`<circle cx="32" cy="32" r="9" fill="currentColor"/><circle cx="32" cy="32" r="24" fill="none" stroke="currentColor" stroke-width="5" stroke-dasharray="6 8"/>`,
  further: svg`<circle cx="32" cy="32" r="24" fill="none" stroke="currentColor" stroke-width="5"/><circle cx="32" cy="32" r="5" fill="currentColor"/>`,
};

/**
 * Which way the camera goes as seen on its own screen: a camera that looks at who looks at the
 * screen moves to its right when it moves to the left of the screen.
 *
 * @param {string} way the camera's own
 * @param {boolean} facesAway whether it looks away from the screen
 */
export function onScreen(way, facesAway) {
  if (facesAway) return way;
  return { left: "right", right: "left" }[way] ?? way;
}

const arrow = ({ way, turn }, facesAway) => {
  const shown = onScreen(way, facesAway);
  return html`<svg class="arrow ${turn ? "turns" : ""}" viewBox="0 0 64 64" role="img" aria-label=${say.arrows[shown]} data-way=${shown}>
    ${SIZES[shown] ?? pointing(TURNS[shown])}</svg>`;
};

const check = ({ id, ok }) => {
  const verdict = ok === null ? "unsure" : ok ? "ok" : "fault";
  const told = ok === null ? say.unknown : ok ? say.passed : say.failed;
  return html`<li class=${verdict}>${mark(verdict, told)}<span>${say.names[id]}</span></li>`;
};

/** What is to be done now, in one sentence. */
export function toDo(course) {
  const { answer } = course;
  if (!course.stream) return say.waiting;
  if (!course.watching) return say.loading;
  if (!answer?.checks) return say.looking;
  if (answer.phase === "ready") return answer.held > 0.3 ? say.still : say.ready;
  if (answer.accepted && answer.checks.find((c) => c.id === "posture")?.ok) return say.accepted;
  return answer.message || say.looking;
}

/**
 * What stands before and after the picture; the picture itself stays the same through the steps.
 *
 * @param {import("./course.js").Course} course
 * @param {object} exercise
 * @param {{controls: unknown, trouble: unknown, cameras: object[]}} parts
 * @param {{back: () => void, anyway: () => void, now: () => void, device: (id: string) => void}} act
 */
export function setting(course, exercise, parts, act) {
  const { answer } = course;
  const view = answer?.checks?.find((c) => c.id === "view");
  const before = html`<header class="title-row"><h1>${say.title(exercise.title)}</h1>
      <button class="button" type="button" @click=${act.back}>${say.back}</button></header>
    ${parts.trouble}`;
  const after = html`<div class="over">
      ${answer?.arrow ? arrow(answer.arrow, course.camera.facesAway) : nothing}
      <p class="to-do" role="status">${toDo(course)}</p>
      <progress class="bar held" max="1" .value=${answer?.held ?? 0} ?hidden=${!answer?.held} aria-label=${say.still}></progress>
    </div>
    <div class="side">
      <h2>${say.checks}</h2>
      <ul class="plain checks">${(answer?.checks ?? WAITING).map(check)}</ul>
      ${view?.ok === false && answer.unseen.length ? html`<p class="small quiet">${say.unseen(answer.unseen)}</p>` : nothing}
      <div class="begin">${answer?.accepted
        ? html`<button class="button" type="button" @click=${act.now}>${say.now}</button>`
        : html`<button class="button" type="button" @click=${act.anyway} aria-describedby="anyway-how" ?disabled=${!answer}>${say.anyway}</button>`}
        <p class="small quiet" id="anyway-how">${say.anywayHow}</p></div>
      ${parts.cameras.length > 1
        ? html`<label>${say.device}<select @change=${(event) => act.device(event.target.value)}>
          ${parts.cameras.map(({ id, name }) => html`<option value=${id} ?selected=${id === course.camera.device}>${name}</option>`)}</select></label>`
        : nothing}
      ${parts.controls}
    </div>`;
  return { before, after };
}

/** The checks before the first frame has been looked at. */
const WAITING = Object.keys(say.names).map((id) => ({ id, ok: null }));

/** Third step: the set, to be read from three metres. */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { words } from "../words/record.js";

const say = words.set;

/** Seconds of a hold from which they are what is read. */
const HOLDING = 1;

/** The one huge number, and what it counts. @returns {[string, string]} */
export function number(answer, exercise) {
  if (answer.phase === "countdown") return [String(answer.countdown), say.getReady];
  const holds = exercise.prescription.hold !== null && answer.hold >= HOLDING;
  if (holds) return [String(Math.floor(answer.hold)), say.hold];
  const n = onThisSide(answer, exercise);
  return [String(n), say.reps(n)];
}

/** Reps of the side that works now, where one side is done after the other. */
function onThisSide(answer, { prescription }) {
  return prescription.sides !== "both" && answer.side ? answer.sides[answer.side] : answer.reps;
}

const side = ([letter, word]) => html`<p class="which"><b aria-hidden="true">${letter}</b><span>${word}</span></p>`;

/**
 * What stands after the picture.
 *
 * @param {import("./course.js").Course} course
 * @param {object} exercise
 * @param {{controls: unknown, trouble: unknown}} parts
 * @param {{stop: () => void}} act
 */
export function doing(course, exercise, parts, act) {
  const { answer } = course;
  const [big, what] = number(answer, exercise);
  const held = what === say.hold;
  return html`<div class="read">
      <h1 class="unseen-text">${exercise.title}</h1>
      ${answer.side ? side(say.sides[answer.side]) : nothing}
      <p class="huge" data-phase=${answer.phase}><span>${big}</span></p>
      <p class="what">${what}${held ? html` <span class="so-far">${say.soFar(onThisSide(answer, exercise))}</span>` : nothing}</p>
      <p class="cue" role="status">${answer.cue?.message ?? (answer.lost ? say.lost : "")}</p>
    </div>
    ${parts.trouble}
    <div class="foot">${parts.controls}<button class="button main stop" type="button" @click=${act.stop}>${say.stop}</button></div>`;
}

/** Third step of recording: the set, to be read from three metres. */

/** @import { Exercise, LiveAnswer } from "../../api/types.js" */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { holdText, stopwatch } from "../../lib/formatting.js";
import { words as recordWords } from "../../words/record.js";

const words = recordWords.set;

/** Seconds of a hold from which they are what is read. */
const HOLDING = 1;

/**
 * @param {LiveAnswer} answer
 * @param {Exercise} exercise
 * @returns {[string, string]} the one huge number, and what it counts
 */
function bigNumber(answer, exercise) {
  if (answer.phase === "countdown") return [String(answer.countdown), words.getReady];
  if (answer.filming) return [stopwatch(answer.time), words.filming];
  const holds = exercise.prescription.hold !== null && answer.hold >= HOLDING;
  if (holds) return [String(Math.floor(answer.hold)), words.hold];
  const n = onThisSide(answer, exercise);
  return [String(n), words.reps(n)];
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

/**
 * The side that works; before it is seen, which there are.
 *
 * @param {LiveAnswer} answer
 * @param {Exercise} exercise
 */
const sideText = ({ side }, { prescription }) => {
  if (side) {
    const [letter, word] = words.sides[side];
    return html`<p class="which"><b aria-hidden="true">${letter}</b><span>${word}</span></p>`;
  }
  return prescription.side_order === "both" ? nothing : html`<p class="what">${prescription.sides}</p>`;
};

/**
 * What stands after the picture.
 *
 * @param {LiveAnswer} answer
 * @param {Exercise} exercise
 * @param {{controls: unknown, trouble: unknown, title?: string}} parts `title`: which set it is
 * @param {{stop: () => void}} act
 */
export function setStep(answer, exercise, parts, act) {
  const [big, what] = bigNumber(answer, exercise);
  const held = what === words.hold;
  const { hold } = exercise.prescription;
  // Until the set begins the position to begin from is what matters.
  const before = answer.phase === "countdown" ? exercise.start : "";
  return html`<div class="read">
      <h1 class="unseen-text">${exercise.title}</h1>
      <div class="count">
        ${parts.title ? html`<p class="goal">${parts.title}</p>` : nothing}${sideText(answer, exercise)}
        <p class="huge ${big.includes(":") ? "clock" : ""}" data-phase=${answer.phase}>
          <span>${big}</span>
        </p>
        <p class="what">
          ${what}${held
            ? html` <span class="so-far">${words.soFar(onThisSide(answer, exercise))}</span>`
            : nothing}
        </p>
        ${hold ? html`<p class="goal">${words.goal(holdText(hold))}</p>` : nothing}
      </div>
      <p class="cue ${before ? "start" : ""}" role="status">${before || cueText(answer)}</p>
    </div>
    ${parts.trouble}
    <div class="foot">
      ${parts.controls}<button class="button main stop" type="button" @click=${act.stop}>
        ${words.stop}
      </button>
    </div>`;
}

/** @param {LiveAnswer} answer */
const cueText = (answer) => answer.cue?.message ?? (answer.lost ? words.lost : "");

/** First step of recording: which exercise, how it is done, and where the camera goes. */

/** @import { Exercise, Place } from "../../api/types.js" */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { exerciseFigure } from "../../components/exercise-figure.js";
import { prescriptionText } from "../../lib/formatting.js";
import { words as recordWords } from "../../words/record.js";
import { onPhone } from "./device.js";

const words = recordWords.choose;

/**
 * @param {Exercise[]} all
 * @param {Exercise} chosen one of them
 * @param {Place} place one of its places
 * @param {{choose: (exercise: Exercise) => void, stand: (place: Place) => void, go: () => void}} act
 */
export const chooseStep = (all, chosen, place, act) =>
  html` <header>
      <h1>${words.title}</h1>
      <p class="lead quiet">${onPhone ? words.leadPhone : words.lead}</p>
    </header>
    <div class="choosing">
      <fieldset class="exercises">
        <legend class="unseen-text">${words.which}</legend>
        ${all.map(
          (one) =>
            html`<label class="choice"
              ><input
                type="radio"
                name="exercise"
                .checked=${one === chosen}
                @change=${() => act.choose(one)} />${exerciseFigure(one.id)}<span>${one.title}</span></label
            >`,
        )}
      </fieldset>
      <div class="chosen">
        <div class="title-row">
          <div>
            <h2>${chosen.title}</h2>
            <p class="quiet">${prescriptionText(chosen.prescription)}</p>
          </div>
          <button class="button main" type="button" @click=${act.go}>${words.go}</button>
        </div>
        <dl class="facts">
          <div>
            <dt>${words.start}</dt>
            <dd>${chosen.start}</dd>
          </div>
          <div>
            <dt>${words.how}</dt>
            <dd>${chosen.steps}</dd>
          </div>
          <div>
            <dt>${words.wear}</dt>
            <dd>${chosen.wear}</dd>
          </div>
        </dl>
        <h3>${words.camera}</h3>
        ${chosen.places.length > 1
          ? html`<fieldset class="places">
              <legend class="unseen-text">${words.camera}</legend>
              ${chosen.places.map(
                (one) =>
                  html`<label class="choice small"
                    ><input
                      type="radio"
                      name="place"
                      .checked=${one === place}
                      @change=${() => act.stand(one)} /><span>${one.title}</span></label
                  >`,
              )}
            </fieldset>`
          : nothing}
        <div class="place">
          <img src=${place.drawing} alt=${place.described} width="480" height="472" />
          <dl class="facts">
            <div>
              <dt class="unseen-text">${words.camera}</dt>
              <dd>${place.text}</dd>
            </div>
            <div>
              <dt>${words.sees}</dt>
              <dd>${place.shows.map((cue) => cue.title.toLowerCase()).join(", ")}</dd>
            </div>
          </dl>
        </div>
      </div>
    </div>`;

/**
 * Before the exercises are there: they are being fetched, or that has failed.
 *
 * @param {string} failure
 * @param {() => void} again
 */
export const notYet = (failure, again) =>
  html`<h1>${words.title}</h1>
    ${failure
      ? html`<div class="notice bad" role="alert">
          <div>
            <p>${failure}</p>
            <p class="buttons">
              <button class="button" type="button" @click=${again}>${recordWords.trouble.again}</button>
            </p>
          </div>
        </div>`
      : html`<p class="quiet" role="status">${words.loading}</p>`}`;

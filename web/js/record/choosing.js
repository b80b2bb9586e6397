/** First step: which exercise, how it is done, and where the camera goes. */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { range } from "../shell/formatting.js";
import { words } from "../words/record.js";

const say = words.choose;

/** "10–15 reps, 2–3 sets, hold 5–10 s, one side, then the other" */
export function asked({ reps, sets, hold, sides }) {
  const held = hold ? say.hold(hold, range(hold)) : "";
  return [say.reps(range(reps)), say.sets(range(sets)), held, sides === "both" ? "" : sides].filter(Boolean).join(", ");
}

/**
 * @param {object[]} all as /api/exercises has them
 * @param {object} chosen one of them
 * @param {object} place one of its places
 * @param {{choose: (id: string) => void, stand: (name: string) => void, go: () => void}} act
 */
export const choosing = (all, chosen, place, act) => html`
  <header><h1>${say.title}</h1><p class="lead quiet">${say.lead}</p></header>
  <div class="choosing">
    <fieldset class="exercises"><legend class="unseen-text">${say.which}</legend>
      ${all.map((one) => html`<label class="choice"><input type="radio" name="exercise" .checked=${one === chosen}
        @change=${() => act.choose(one.id)}><span>${one.title}</span></label>`)}
    </fieldset>
    <div class="chosen">
      <div class="title-row">
        <div><h2>${chosen.title}</h2><p class="quiet">${asked(chosen.prescription)}</p></div>
        <button class="button main" type="button" @click=${act.go}>${say.go}</button>
      </div>
      <dl class="facts">
        <div><dt>${say.start}</dt><dd>${chosen.start}</dd></div>
        <div><dt>${say.how}</dt><dd>${chosen.steps}</dd></div>
        <div><dt>${say.wear}</dt><dd>${chosen.wear}</dd></div>
      </dl>
      <h3>${say.camera}</h3>
      ${chosen.places.length > 1
        ? html`<fieldset class="places"><legend class="unseen-text">${say.camera}</legend>
          ${chosen.places.map((one) => html`<label class="choice small"><input type="radio" name="place" .checked=${one === place}
            @change=${() => act.stand(one.name)}><span>${one.name}</span></label>`)}</fieldset>`
        : nothing}
      <div class="place">
        <img src=${place.drawing} alt=${place.described} width="480" height="472">
        <dl class="facts">
          <div><dt class="unseen-text">${say.camera}</dt><dd>${place.text}</dd></div>
          <div><dt>${say.sees}</dt><dd>${place.shows.map((cue) => cue.title.toLowerCase()).join(", ")}</dd></div>
        </dl>
      </div>
    </div>
  </div>`;

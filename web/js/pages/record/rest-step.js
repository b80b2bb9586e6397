/** Between two sets: the rest that is left, and what became of the sets before. */

/** @typedef {import("./series.js").Series} Series */
/** @typedef {import("./series.js").PastSet} PastSet */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { stopwatch } from "../../lib/formatting.js";
import { words as recordWords } from "../../words/record.js";
import { onPhone } from "./device.js";
import { keepSection } from "./result-step.js";

const words = recordWords.series;

/** @param {Series} series that rests */
export const restStep = (series) =>
  html`<section class="rest" aria-label=${words.rest}>
    <p class="huge clock" role="timer"><span>${stopwatch(series.left ?? 0)}</span></p>
    <div>
      <h2>${series.title}</h2>
      <p class="quiet">${words.how}</p>
      <p class="buttons">
        <button class="button main" type="button" @click=${() => series.go()}>${words.now}</button>
        <button class="button" type="button" @click=${() => series.stop()}>${words.finish}</button>
      </p>
    </div>
  </section>`;

/** @param {PastSet[]} past */
export const pastSets = (past) =>
  past.map(
    ({ title, result, recording }) =>
      html`<section class="keeping">
        <h2>${title}</h2>
        <p>
          ${result.report?.display.outcome ?? recordWords.after.filmed}
          ${result.id && !onPhone
            ? html`<a href="/review/${result.id}">${recordWords.after.review}</a>`
            : nothing}
        </p>
        ${keepSection(recording.keeping, {
          keep: () => recording.keep(),
          discard: () => recording.discard(),
        })}
      </section>`,
  );

/** Last step of recording: what came of the set, and what becomes of the recording. */

/** @import { Card, LiveResult } from "../../api/types.js" */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { mark } from "../../components/icons.js";
import { words as circuitWords } from "../../words/circuit.js";
import { words as loadWords } from "../../words/load.js";
import { words as recordWords } from "../../words/record.js";
import { onPhone } from "./device.js";

/** @typedef {import("./recordings.js").Keeping} Keeping */

const words = recordWords.after;

/** @param {Card} card */
const repCell = (card) =>
  html`<li class=${card.verdict}>
    <span class="number">${card.rep}</span>${mark(
      card.verdict,
      words.rep(card.title, words.verdicts[card.verdict]),
    )}
  </li>`;

/**
 * @typedef {{keep?: () => void, discard?: () => void, again: () => void,
 *   load?: () => void, next?: string}} ResultActions
 */

/** Why it is asked what becomes of the recording. @param {Keeping} keeping */
const why = ({ left, broken, counted }) => {
  if (left) return nothing;
  if (broken) return words.cutWhy;
  if (onPhone) return counted ? words.keepWhyPhone : words.checkWhyPhone;
  return counted ? words.keepWhy : words.checkWhy;
};

/** @param {Keeping} keeping @param {Omit<ResultActions, "again">} act */
export const keepSection = (keeping, act) => {
  if (keeping.state === "asking") {
    return html`<p>${why(keeping)}</p>
      ${keeping.passing ? html`<p>${words.passing}</p>` : nothing}
      <div class="buttons">
        <button class="button main" type="button" @click=${act.keep}>
          ${keeping.counted ? words.keep : words.check}
        </button>
        <button class="button" type="button" @click=${act.discard}>${words.discard}</button>
      </div>`;
  }
  if (keeping.state === "sending") {
    return html`<p role="status">${keeping.away ? words.waiting : words.sending}</p>
      <progress class="bar" max="1" .value=${keeping.share} aria-label=${words.sending}></progress>`;
  }
  if (keeping.state === "failed") {
    return html`<p role="alert">${words.notKept(keeping.error)}</p>
      <div class="buttons">
        <button class="button main" type="button" @click=${act.keep}>${words.retry}</button>
        <button class="button" type="button" @click=${act.discard}>${words.discard}</button>
      </div>`;
  }
  if (keeping.state === "kept" && !keeping.counted && !onPhone) {
    return html`<p role="status">${words.kept}</p>
      <p class="buttons"><a class="button main" href="/review/${keeping.set}">${words.review}</a></p>`;
  }
  return html`<p role="status">
    ${{
      kept: words.kept,
      discarded: words.discarded,
      broken: words.broken,
      impossible: words.noRecorder,
      none: nothing,
    }[keeping.state]}
  </p>`;
};

/** @param {LiveResult} result @param {Keeping} keeping */
const title = (result, { counted }) => {
  if (result.code === "filmed") return words.filmedTitle;
  return counted ? words.keepTitle : words.checkTitle;
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
      <h1 tabindex="-1">${view?.outcome ?? (result.code === "filmed" ? words.filmed : words.none)}</h1>
      ${view?.moment
        ? html`<p class="eyebrow fix-first">${words.fix}</p>
            <p class="lead">${view.headline}</p>
            <p class="quiet">${view.lead}</p>`
        : nothing}
      ${result.message ? html`<p class="lead quiet">${result.message}</p>` : nothing}
    </header>
    ${cards.length
      ? html`<h2 class="unseen-text">${words.reps}</h2>
          <ol class="plain reps">
            ${cards.map(repCell)}
          </ol>`
      : nothing}
    ${view?.not_visible.length
      ? html`<p class="quiet">
          ${words.unseen}: ${view.not_visible.map((u) => u.title.toLowerCase()).join(", ")}.
        </p>`
      : nothing}
    <p class="buttons">
      ${id && !onPhone ? html`<a class="button main" href="/review/${id}">${words.review}</a>` : nothing}
      <button class="button" type="button" @click=${act.again}>${words.again}</button>
      ${act.next ? html`<a class="button" href=${act.next}>${circuitWords.nextInCircuit}</a>` : nothing}
      ${id && act.load
        ? html`<button class="button bare" type="button" @click=${act.load}>${loadWords.title}</button>`
        : nothing}
    </p>
    ${onPhone && (id || keeping.state === "kept")
      ? html`<p>${recordWords.phone.resultOnComputer}</p>`
      : nothing}
    ${result.code === "filmed" && keeping.state === "none" && !onPhone
      ? html`<p>${recordWords.phone.filmedThere} <a href="/library">${recordWords.phone.library}</a></p>`
      : nothing}
    ${keeping.state === "none"
      ? nothing
      : html`<section class="keeping">
          <h2>${title(result, keeping)}</h2>
          ${keepSection(keeping, act)}
        </section>`}
  </div>`;
}

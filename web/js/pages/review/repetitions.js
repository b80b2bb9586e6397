/** The repetitions: a strip with one cell each, and a card each, worst first. */

import { html, nothing, repeat } from "/vendor/lit-3.3.3.js";
import { mark } from "../../components/icons.js";
import { review as words } from "../../words/review.js";
import { decisionButtons } from "./decisions.js";
import { fold } from "./details.js";

/** @typedef {import("../../api/types.js").FindingView} FindingView */
/** @typedef {import("../../api/types.js").Card} Card */
/** @typedef {import("../../api/types.js").ReportView} ReportView */
/** @typedef {import("../../api/types.js").RepFindingView} RepFindingView */
/** @typedef {import("./coach-review.js").CoachReview} CoachReview */
/** @typedef {(finding: RepFindingView) => void} Show */

// --- One finding: in a line, or as the fault that it is.

/** @param {FindingView} f @returns {unknown} a plain word where it has one, and the numbers behind it */
const plainly = (f) =>
  f.plain && f.verdict === "fault"
    ? html`${f.plain} <span class="small quiet">(${f.numbers})</span>`
    : f.numbers;

/**
 * One finding in a line: what, how much, and why it is unsure.
 *
 * @param {FindingView} f
 * @param {unknown} [after]
 * @param {unknown} [below]
 */
export function findingLine(f, after = nothing, below = nothing) {
  return html`<li class="line">
    ${mark(f.verdict, words.verdicts[f.verdict])}
    <div>
      <p>
        <strong>${f.title}</strong>${f.verdict === "ok" ? words.fine : nothing}
        ${f.informative ? html`<span class="quiet">${words.informative}</span>` : nothing}
        ${f.value ? html`<br />${plainly(f)}` : nothing}
        ${f.why ? html`<br /><span class="quiet">${f.why}</span>` : nothing}
        ${f.message ? html`<br />${f.message}` : nothing}${after}
      </p>
      ${below}
    </div>
  </li>`;
}

/** A button that jumps to the moment. @param {RepFindingView} f @param {Show} show */
const showButton = (f, show) =>
  f.time === null
    ? nothing
    : html`<button class="button small show" type="button" @click=${() => show(f)}>
        ${words.show} <span class="quiet number">${f.when}</span
        ><span class="unseen-text">${words.showsWhat(f.title, f.rep)}</span>
      </button>`;

/**
 * A fault in full: its picture, its numbers, the fix and the routine's line.
 *
 * @param {RepFindingView} f
 * @param {string | undefined} picture address of the evidence
 * @param {Show} show
 * @param {unknown} below what people say of it
 */
function faultCard(f, picture, show, below) {
  const hide = (/** @type {FieldEvent<HTMLImageElement>} */ event) => {
    event.target.hidden = true;
  };
  return html`<div class="broken ${picture ? "pictured" : ""}">
    ${picture
      ? html`<img
          src=${picture}
          loading="lazy"
          width="800"
          height="500"
          alt=${words.picture(f.rep, f.title, f.value)}
          @error=${hide} />`
      : nothing}
    <div>
      <h4>${mark("fault")} ${f.title}</h4>
      <p class="value">${plainly(f)}</p>
      ${f.message ? html`<p class="do">${f.message}</p>` : nothing}
      ${f.rule
        ? html`<blockquote class="small quiet"><p>${words.routine(f.rule)}</p></blockquote>`
        : nothing}
      <p>${showButton(f, show)}</p>
      ${below}
    </div>
  </div>`;
}

// --- A card per repetition, worst first.

/**
 * `pictures`: addresses of the evidence by "rep2-cue"; `now`: the repetition under way; `said`: what people
 * say of the findings.
 *
 * @typedef {{pictures: Map<string, string>, now: number | null, show: Show, said?: CoachReview}} Options
 */

/** @param {ReportView} view @param {Options} options */
export function repCards(view, options) {
  if (!view.cards.length) return nothing;
  return fold(
    "each",
    view.cards_title,
    repeat(
      view.cards,
      (card) => card.rep,
      (card, i) => repCard(card, { ...options, open: i === 0 }),
    ),
    Boolean(options.said?.on),
  );
}

/** @param {Card} card @param {Options & {open: boolean}} options `open`: whether it begins open */
function repCard(card, { pictures, now, show, said, open }) {
  const line = (/** @type {RepFindingView} */ f) =>
    findingLine(f, f.value ? html` ${showButton(f, show)}` : nothing, decisionButtons(said, f));
  return html`<details
    class="card rep"
    id="rep-${card.rep}"
    data-verdict=${card.verdict}
    ?open=${open}
    data-now=${card.rep === now ? "" : nothing}>
    <summary>
      ${mark(card.verdict, words.verdicts[card.verdict])}
      <h3>${card.title}</h3>
      <span class="gist">${card.gist}</span>
      <span class="when">${card.when}</span>
    </summary>
    <div class="body">
      ${card.faults.map((f) =>
        faultCard(f, pictures.get(`rep${f.rep}-${f.cue}`), show, decisionButtons(said, f)),
      )}
      ${card.lines.length || card.not_visible
        ? html`<ul class="lines plain">
            ${card.lines.map(line)}
            ${card.not_visible
              ? html`<li class="line">
                  ${mark("unsure", words.verdicts.unsure)}
                  <p>${card.not_visible} <a href="#unseen">${words.howToFilm}</a></p>
                </li>`
              : nothing}
          </ul>`
        : nothing}
      <p class="small quiet">${card.moved}</p>
    </div>
  </details>`;
}

// --- The repetitions as a strip: one cell each, wearing its worst verdict.

/**
 * @param {ReportView} view
 * @param {number | null} now number of the repetition under way
 * @param {(rep: number) => void} show
 */
export function repStrip(view, now, show) {
  if (!view.strip.length) return nothing;
  return html`<section class="reps" aria-labelledby="reps">
    <h2 id="reps">${words.headings.strip}</h2>
    ${view.strip.map(
      ({ side, cells }) => html`
        ${side ? html`<h3 class="side">${side}</h3>` : nothing}
        <ol class="strip plain">
          ${cells.map((cell) => repCell(cell, now, show))}
        </ol>
      `,
    )}
    <ul class="legend small plain">
      ${view.legend.map((line) => html`<li>${mark(line.verdict)}<span>${line.text}</span></li>`)}
    </ul>
  </section>`;
}

/**
 * @param {import("../../api/types.js").StripCell} cell
 * @param {number | null} now
 * @param {(rep: number) => void} show
 */
function repCell({ rep, verdict, text, title }, now, show) {
  return html`<li>
    <button
      class="cell ${verdict}"
      type="button"
      title=${title}
      data-rep=${rep}
      aria-current=${rep === now ? "true" : nothing}
      @click=${() => show(rep)}>
      <span class="number"><span class="unseen-text">${words.oneRep}</span> ${rep}</span>
      ${mark(verdict, words.verdicts[verdict])}<span class="said">${text}</span>
    </button>
  </li>`;
}

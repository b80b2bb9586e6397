/** The repetitions as a strip: one cell each, wearing its worst verdict. */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { mark } from "../shell/marks.js";
import { review as words } from "../words/review.js";
import { cell, runs } from "./order.js";

/**
 * @param {import("./types.js").Report} report
 * @param {number | null} now number of the repetition under way
 * @param {(rep: import("./types.js").Rep) => void} show
 */
export function strip(report, now, show) {
  const verdicts = new Set(report.reps.map((r) => r.verdict));
  return html`<section class="reps" aria-labelledby="reps">
    <h2 id="reps">${words.headings.strip}</h2>
    ${runs(report).map(({ side, reps }) => html`
      ${words.sides[side] ? html`<h3 class="side">${words.sides[side]}</h3>` : nothing}
      <ol class="strip plain">${reps.map((rep) => one(cell(rep, report), now, show))}</ol>`)}
    <ul class="legend small plain">
      ${["ok", "fault", "unsure"].filter((v) => verdicts.has(v)).map((v) => html`<li>${mark(v)}<span>${words.legend[v]}</span></li>`)}
    </ul>
  </section>`;
}

function one({ rep, verdict, said, told }, now, show) {
  return html`<li><button class="cell ${verdict}" type="button" title=${told} data-rep=${rep.number}
    aria-current=${rep.number === now ? "true" : nothing}
    @click=${() => show(rep)}>
    <span class="number"><span class="unseen-text">${words.oneRep}</span> ${rep.number}</span>
    ${mark(verdict, words.verdicts[verdict])}<span class="said">${said}</span>
  </button></li>`;
}

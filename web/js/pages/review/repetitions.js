/** The repetitions as a strip: one cell each, wearing its worst verdict. */

import { html, nothing, repeat } from "/vendor/lit-3.3.3.js";
import { mark } from "../../components/icons.js";
import { amount, clock, limitText, measured, shortValue, span } from "../../lib/measurements.js";
import { review as words } from "../../words/review.js";
import { decisionButtons } from "./coach-review.js";
import { cell, orderedCards, runsBySide, timeOf } from "./report-order.js";

// --- One finding: in a line, or as the fault that it is.

/** @typedef {import("../../api/types.js").Finding} Finding */
/** @typedef {(rep: any, finding: Finding) => void} Show */

/** @param {Finding} f value ± margin and the limit */
export function valueAndLimit(f) {
  const [value, asked] = [measured(f), limitText(f.low, f.high, f.unit)];
  if (!asked) return value;
  return html`${value} <span class="quiet">${value ? `(${asked})` : asked}</span>`;
}

/** @param {Finding} f in one line: what, how much, and why it is unsure */
export function findingLine(f, after = nothing, below = nothing) {
  const reason = f.reason ? words.unsureBecause(words.reasons[f.reason]) : "";
  return html`<li class="line">${mark(f.verdict, words.verdicts[f.verdict])}<div><p>
    <strong>${f.title}</strong>${f.verdict === "ok" ? words.fine : nothing}
    ${f.informative ? html`<span class="quiet">${words.informative}</span>` : nothing}
    ${f.value === null ? nothing : html`<br>${valueAndLimit(f)}`}
    ${f.verdict === "unsure" ? html`<br><span class="quiet">${reason}${f.message} ${f.camera_move}</span>` : nothing}
    ${f.verdict === "fault" && f.message ? html`<br>${f.message}` : nothing}${after}</p>${below}</div></li>`;
}

/** A button that jumps to the moment. @param {Show} show */
const showButton = (rep, f, show) => f.evidence === null ? nothing : html`<button class="button small show" type="button"
  @click=${() => show(rep, f)}>${words.show} <span class="quiet number">${clock(timeOf(f))}</span><span
  class="unseen-text">${words.showsWhat(f.title, rep.number)}</span></button>`;

/**
 * A fault in full: its picture, its numbers, the fix and the routine's line.
 *
 * @param {any} rep
 * @param {Finding} f
 * @param {string | undefined} picture address of the evidence
 * @param {Show} show
 * @param {any} [below] what people say of it
 */
function faultCard(rep, f, picture, show, below = nothing) {
  return html`<div class="broken ${picture ? "pictured" : ""}">
    ${picture ? html`<img src=${picture} loading="lazy" width="800" height="500"
      alt=${words.picture(rep.number, f.title, measured(f))} @error=${(e) => { e.target.hidden = true; }}>` : nothing}
    <div>
      <h4>${mark("fault")} ${f.title}</h4>
      <p class="value">${valueAndLimit(f)}</p>
      ${f.message ? html`<p class="do">${f.message}</p>` : nothing}
      ${f.rule ? html`<blockquote class="small quiet"><p>${words.routine(f.rule)}</p></blockquote>` : nothing}
      <p>${showButton(rep, f, show)}</p>
      ${below}
    </div>
  </div>`;
}

// --- A card per repetition, worst first.

/**
 * @param {import("../../api/types.js").Report} report
 * @param {{pictures: Map<string, string>, now: number | null, show: Show, said?: any}} with_
 *   pictures: addresses of the evidence by "rep2-cue"; said: what people say of the findings
 */
export function repCards(report, { pictures, now, show, said }) {
  const list = orderedCards(report);
  if (!list.length) return nothing;
  const worst = list.length > 1 && list[0].faults.length > 0;
  return html`<section aria-labelledby="each">
    <h2 id="each">${worst ? words.headings.cardsWorst : words.headings.cards}</h2>
    ${repeat(list, (c) => c.rep.number, (c, i) => repCard(c, { report, pictures, now, show, said, open: i === 0 }))}
  </section>`;
}

function repCard({ rep, faults, told, ok, unsure, unseen }, { report, pictures, now, show, said, open }) {
  const rest = [...told, ...ok, ...unsure];
  const hold = report.prescription.hold;
  return html`<details class="card rep" id="rep-${rep.number}" data-verdict=${rep.verdict} ?open=${open}
    data-now=${rep.number === now ? "" : nothing}>
    <summary>${mark(rep.verdict, words.verdicts[rep.verdict])}
      <h3>${words.rep(rep.number, words.sides[rep.side])}</h3>
      <span class="gist">${faults.map((f) => `${f.title} ${shortValue(f)}`).join(", ")}</span>
      <span class="when">${words.fromTo(clock(rep.start), clock(rep.end))}</span></summary>
    <div class="body">
      ${faults.map((f) => faultCard(rep, f, pictures.get(`rep${rep.number}-${f.cue}`), show, decisionButtons(said, rep, f)))}
      ${rest.length || unseen.length ? html`<ul class="lines plain">
        ${rest.map((f) => findingLine(f, f.value !== null && f.evidence ? html` ${showButton(rep, f, show)}` : nothing, decisionButtons(said, rep, f)))}
        ${unseen.length ? html`<li class="line">${mark("unsure", words.verdicts.unsure)}<p>${words.notInSet(
          unseen.map((f) => f.title.toLowerCase()).join(", "))}<a href="#unseen">${words.howToFilm}</a></p></li>` : nothing}
      </ul>` : nothing}
      <p class="small quiet">${words.held(amount(rep.hold, "s"), hold ? span(hold) : "")}${words.movedBy(amount(rep.amplitude, rep.amplitude_unit))}</p>
    </div>
  </details>`;
}

// --- The repetitions as a strip: one cell each, wearing its worst verdict.

/**
 * @param {import("../../api/types.js").Report} report
 * @param {number | null} now number of the repetition under way
 * @param {(rep: import("../../api/types.js").Rep) => void} show
 */
export function repStrip(report, now, show) {
  const verdicts = new Set(report.reps.map((r) => r.verdict));
  return html`<section class="reps" aria-labelledby="reps">
    <h2 id="reps">${words.headings.strip}</h2>
    ${runsBySide(report).map(({ side, reps }) => html`
      ${words.sides[side] ? html`<h3 class="side">${words.sides[side]}</h3>` : nothing}
      <ol class="strip plain">${reps.map((rep) => repCell(cell(rep, report), now, show))}</ol>`)}
    <ul class="legend small plain">
      ${/** @type {import("../../api/types.js").Verdict[]} */ (["ok", "fault", "unsure"]).filter((v) => verdicts.has(v)).map((v) => html`<li>${mark(v)}<span>${words.legend[v]}</span></li>`)}
    </ul>
  </section>`;
}

function repCell({ rep, verdict, said, told }, now, show) {
  return html`<li><button class="cell ${verdict}" type="button" title=${told} data-rep=${rep.number}
    aria-current=${rep.number === now ? "true" : nothing}
    @click=${() => show(rep)}>
    <span class="number"><span class="unseen-text">${words.oneRep}</span> ${rep.number}</span>
    ${mark(verdict, words.verdicts[verdict])}<span class="said">${said}</span>
  </button></li>`;
}

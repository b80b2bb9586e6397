/** One finding: in a line, or as the fault that it is. */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { mark } from "../shell/marks.js";
import { review as words } from "../words/review.js";
import { allowed, clock, measured } from "./numbers.js";
import { timeOf } from "./order.js";

/** @typedef {import("./types.js").Finding} Finding */
/** @typedef {(rep: any, finding: Finding) => void} Show */

/** @param {Finding} f value ± margin and the limit */
export function numbers(f) {
  const [value, asked] = [measured(f), allowed(f.low, f.high, f.unit)];
  if (!asked) return value;
  return html`${value} <span class="quiet">${value ? `(${asked})` : asked}</span>`;
}

/** @param {Finding} f in one line: what, how much, and why it is unsure */
export function line(f, after = nothing, below = nothing) {
  const reason = f.reason ? words.unsureBecause(words.reasons[f.reason]) : "";
  return html`<li class="line">${mark(f.verdict, words.verdicts[f.verdict])}<div><p>
    <strong>${f.title}</strong>${f.verdict === "ok" ? words.fine : nothing}
    ${f.informative ? html`<span class="quiet">${words.informative}</span>` : nothing}
    ${f.value === null ? nothing : html`<br>${numbers(f)}`}
    ${f.verdict === "unsure" ? html`<br><span class="quiet">${reason}${f.message} ${f.move}</span>` : nothing}
    ${f.verdict === "fault" && f.message ? html`<br>${f.message}` : nothing}${after}</p>${below}</div></li>`;
}

/** A button that jumps to the moment. @param {Show} show */
export const showIt = (rep, f, show) => f.evidence === null ? nothing : html`<button class="button small show" type="button"
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
export function broken(rep, f, picture, show, below = nothing) {
  return html`<div class="broken ${picture ? "pictured" : ""}">
    ${picture ? html`<img src=${picture} loading="lazy" width="800" height="500"
      alt=${words.picture(rep.number, f.title, measured(f))} @error=${(e) => { e.target.hidden = true; }}>` : nothing}
    <div>
      <h4>${mark("fault")} ${f.title}</h4>
      <p class="value">${numbers(f)}</p>
      ${f.message ? html`<p class="do">${f.message}</p>` : nothing}
      ${f.rule ? html`<blockquote class="small quiet"><p>${words.routine(f.rule)}</p></blockquote>` : nothing}
      <p>${showIt(rep, f, show)}</p>
      ${below}
    </div>
  </div>`;
}

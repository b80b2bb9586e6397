/** A card per repetition, worst first. */

import { html, nothing, repeat } from "/vendor/lit-3.3.3.js";
import { mark } from "../shell/marks.js";
import { review as words } from "../words/review.js";
import { decide } from "./decide.js";
import { broken, line, showIt } from "./findings.js";
import { amount, brief, clock, span } from "./numbers.js";
import { cards as ordered } from "./order.js";

/**
 * @param {import("./types.js").Report} report
 * @param {{pictures: Map<string, string>, now: number | null, show: import("./findings.js").Show, said?: any}} with_
 *   pictures: addresses of the evidence by "rep2-cue"; said: what people say of the findings
 */
export function cards(report, { pictures, now, show, said }) {
  const list = ordered(report);
  if (!list.length) return nothing;
  const worst = list.length > 1 && list[0].faults.length > 0;
  return html`<section aria-labelledby="each">
    <h2 id="each">${worst ? words.headings.cardsWorst : words.headings.cards}</h2>
    ${repeat(list, (c) => c.rep.number, (c, i) => card(c, { report, pictures, now, show, said, open: i === 0 }))}
  </section>`;
}

function card({ rep, faults, told, ok, unsure, unseen }, { report, pictures, now, show, said, open }) {
  const rest = [...told, ...ok, ...unsure];
  const hold = report.prescription.hold;
  return html`<details class="card rep" id="rep-${rep.number}" data-verdict=${rep.verdict} ?open=${open}
    data-now=${rep.number === now ? "" : nothing}>
    <summary>${mark(rep.verdict, words.verdicts[rep.verdict])}
      <h3>${words.rep(rep.number, words.sides[rep.side])}</h3>
      <span class="gist">${faults.map((f) => `${f.title} ${brief(f)}`).join(", ")}</span>
      <span class="when">${words.fromTo(clock(rep.start), clock(rep.end))}</span></summary>
    <div class="body">
      ${faults.map((f) => broken(rep, f, pictures.get(`rep${rep.number}-${f.cue}`), show, decide(said, rep, f)))}
      ${rest.length || unseen.length ? html`<ul class="lines plain">
        ${rest.map((f) => line(f, f.value !== null && f.evidence ? html` ${showIt(rep, f, show)}` : nothing, decide(said, rep, f)))}
        ${unseen.length ? html`<li class="line">${mark("unsure", words.verdicts.unsure)}<p>${words.notInSet(
          unseen.map((f) => f.title.toLowerCase()).join(", "))}<a href="#unseen">${words.howToFilm}</a></p></li>` : nothing}
      </ul>` : nothing}
      <p class="small quiet">${words.held(amount(rep.hold, "s"), hold ? span(hold) : "")}${words.movedBy(amount(rep.amplitude, rep.amplitude_unit))}</p>
    </div>
  </details>`;
}

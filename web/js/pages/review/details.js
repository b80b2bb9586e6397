/** What comes after the cards: all numbers, what could not be seen, notes, the clip, files to take. */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { icons, mark } from "../../components/icons.js";
import { clock, measured, size, span } from "../../lib/measurements.js";
import { review as words } from "../../words/review.js";
import { findingLine } from "./repetitions.js";
import { cueColumns } from "./report-order.js";

/** @typedef {import("../../api/types.js").Report} Report */

/** @param {Report} report cues judged on the set as a whole */
export const setFindings = (report) => report.set_findings.length ? html`<section aria-labelledby="set">
  <h2 id="set">${words.headings.set}</h2>
  <ul class="lines plain">${report.set_findings.map((f) => findingLine(f))}</ul></section>` : nothing;

/** @param {Report} report one column a cue, one row a rep */
export function numbersTable(report) {
  const all = cueColumns(report);
  if (!all.length) return nothing;
  const said = (f) => html`${mark(f.verdict, words.verdicts[f.verdict])}${measured(f, true) || words.reasons[f.reason] || ""}`;
  return html`<section class="numbers">
    <h2 id="numbers">${words.headings.numbers}</h2>
    <div class="scroll" role="region" aria-labelledby="numbers" tabindex="0"><table>
      <thead><tr><th scope="col">${words.oneRep}</th>${all.map((c) => html`<th scope="col">${c.title}<span>${c.asked}</span></th>`)}</tr></thead>
      <tbody>${report.reps.map((r, i) => html`<tr><th scope="row">${r.number}</th>${all.map((c) =>
        html`<td>${c.cells[i] ? said(c.cells[i]) : nothing}</td>`)}</tr>`)}</tbody>
    </table></div>
    <p class="small quiet">${words.marginNote}</p>
  </section>`;
}

/**
 * @param {Report} report
 * @param {{name: string, text: string, drawing: string, described: string} | undefined} place the best single one
 */
export const unseenCues = (report, place) => report.not_visible.length ? html`<section aria-labelledby="unseen">
  <h2 id="unseen">${words.headings.unseen}</h2>
  <ul class="unseen plain">${report.not_visible.map((u) => html`<li class="line">${mark("unsure")}<p>
    <strong>${u.title}</strong> <span class="quiet">(${words.reasons[u.reason]})</span><br>${u.text}
    ${u.camera_move ? html`<br><strong>${words.toSeeIt}</strong>${u.camera_move}` : nothing}</p></li>`)}</ul>
  ${place ? html`<figure class="place">
    ${place.drawing ? html`<img src=${place.drawing} alt=${place.described ?? ""} loading="lazy">` : nothing}
    <figcaption class="small"><p><strong>${words.bestPlace(place.name)}</strong> ${place.text}</p>
      <p><a href="/exercises#${report.exercise}">${words.allPlaces}</a></p></figcaption>
  </figure>` : nothing}</section>` : nothing;

/** @param {Report} report */
export const reportNotes = (report) => report.notes.length ? html`<section aria-labelledby="notes">
  <h2 id="notes">${words.headings.notes}</h2>
  <ul class="lines plain">${report.notes.map((n) => html`<li><p>${n.text}
    ${n.time === null ? nothing : html`<span class="quiet">(${clock(n.time)})</span>`}</p></li>`)}</ul></section>` : nothing;

/** @param {Report} report where it comes from and what was asked */
export function clipFacts(report) {
  const { source: s, prescription: p, view } = report;
  const size_ = s.width ? `, ${s.width} × ${s.height}` : "";
  const facts = [
    [words.facts.file, s.name || words.live],
    [words.facts.length, `${clock(s.duration)}${size_}`],
    [words.facts.camera, view?.text],
    [words.facts[p.by ?? "routine"], words.asks(span(p.reps), span(p.sets), p.hold ? span(p.hold) : "", p.sides)],
    [words.facts.poses, words.seen(Math.round(100 * s.seen))],
    [words.facts.checked, `formcheck ${report.formcheck}, ${words.model(report.model)}`],
  ];
  return html`<section class="clip" aria-labelledby="clip">
    <h2 id="clip">${words.headings.clip}</h2>
    <dl class="facts">${facts.filter(([, v]) => v).map(([k, v]) => html`<dt>${k}</dt><dd>${v}</dd>`)}</dl></section>`;
}

const ORDER = Object.keys(words.files);

/** @param {{files: any[], has_video: boolean, id: string, state: string}} analysis */
export function downloads(analysis) {
  const found = analysis.files.filter((f) => ORDER.includes(f.name)).sort((a, b) => ORDER.indexOf(a.name) - ORDER.indexOf(b.name));
  const list = found.map((f) => ({ ...f, at: `${f.url}${f.url.includes("?") ? "&" : "?"}download=1` }));
  if (analysis.has_video) list.push({ name: "video", at: `/api/analyses/${analysis.id}/video?download=1` });
  return html`<section class="files" aria-labelledby="files">
    <h2 id="files">${words.headings.files}</h2>
    <ul class="plain">${list.map((f) => html`<li><a class="file" href=${f.at} download data-name=${f.name}>${icons.down}<span>
      ${words.files[f.name][0]}<span class="small quiet">${words.files[f.name][1]}${f.bytes ? `, ${size(f.bytes)}` : ""}</span></span></a></li>`)}
      <li><button class="file" type="button" @click=${() => print()}>${icons.print}<span>${words.print}</span></button></li></ul>
    ${analysis.state === "running" ? html`<p class="small quiet">${words.writing}</p>` : nothing}
  </section>`;
}

/** What comes after the cards: all numbers, what could not be seen, notes, the clip, files to take. */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { icons, mark } from "../../components/icons.js";
import { fileSize } from "../../lib/formatting.js";
import { review as words } from "../../words/review.js";
import { findingLine } from "./repetitions.js";

/** @typedef {import("../../api/types.js").ReportView} ReportView */

/** @param {ReportView} view cues judged on the set as a whole */
export const setFindings = (view) =>
  view.set_findings.length
    ? html`<section aria-labelledby="set">
        <h2 id="set">${words.headings.set}</h2>
        <ul class="lines plain">
          ${view.set_findings.map((f) => findingLine(f))}
        </ul>
      </section>`
    : nothing;

/** @param {ReportView} view one column a cue, one row a rep */
export function numbersTable(view) {
  if (!view.columns.length) return nothing;
  const cell = (c) => (c ? html`${mark(c.verdict, words.verdicts[c.verdict])}${c.text}` : nothing);
  return html`<section class="numbers">
    <h2 id="numbers">${words.headings.numbers}</h2>
    <div class="scroll" role="region" aria-labelledby="numbers" tabindex="0">
      <table>
        <thead>
          <tr>
            <th scope="col">${words.oneRep}</th>
            ${view.columns.map((c) => html`<th scope="col">${c.title}<span>${c.limits}</span></th>`)}
          </tr>
        </thead>
        <tbody>
          ${view.rows.map(
            (row) =>
              html`<tr>
                <th scope="row">${row.rep}</th>
                ${row.cells.map((c) => html`<td>${cell(c)}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    <p class="small quiet">${view.margin_note}</p>
  </section>`;
}

/**
 * @param {import("../../api/types.js").Report} report
 * @param {{name: string, text: string, drawing: string, described: string} | undefined} place the best
 *   single one
 */
export function unseenCues(report, place) {
  const { not_visible: cues } = report.display;
  if (!cues.length) return nothing;
  return html`<section aria-labelledby="unseen">
    <h2 id="unseen">${words.headings.unseen}</h2>
    <ul class="unseen plain">
      ${cues.map(
        (cue) =>
          html`<li class="line">
            ${mark("unsure")}
            <p>
              <strong>${cue.title}</strong> <span class="quiet">(${cue.reason})</span><br />${cue.text}
              ${cue.camera_move ? html`<br /><strong>${words.toSeeIt}</strong>${cue.camera_move}` : nothing}
            </p>
          </li>`,
      )}
    </ul>
    ${place
      ? html`<figure class="place">
          ${place.drawing
            ? html`<img src=${place.drawing} alt=${place.described ?? ""} loading="lazy" />`
            : nothing}
          <figcaption class="small">
            <p><strong>${words.bestPlace(place.name)}</strong> ${place.text}</p>
            <p><a href="/exercises#${report.exercise}">${words.allPlaces}</a></p>
          </figcaption>
        </figure>`
      : nothing}
  </section>`;
}

/** @param {ReportView} view @param {{as_sent: boolean}} analysis */
export function reportNotes(view, { as_sent: asSent }) {
  const notes = [...view.notes, ...(asSent ? [{ text: words.asSent, when: "" }] : [])];
  return notes.length
    ? html`<section aria-labelledby="notes">
        <h2 id="notes">${words.headings.notes}</h2>
        <ul class="lines plain">
          ${notes.map(
            (note) =>
              html`<li>
                <p>${note.text} ${note.when ? html`<span class="quiet">(${note.when})</span>` : nothing}</p>
              </li>`,
          )}
        </ul>
      </section>`
    : nothing;
}

/** @param {ReportView} view where it comes from and what was asked */
export const clipFacts = (view) =>
  html`<section class="clip" aria-labelledby="clip">
    <h2 id="clip">${words.headings.clip}</h2>
    <dl class="facts">
      ${view.clip.map(
        (fact) =>
          html`<dt>${fact.name}</dt>
            <dd>${fact.text}</dd>`,
      )}
    </dl>
  </section>`;

const ORDER = Object.keys(words.files);

/** @param {{files: any[], has_video: boolean, id: string, state: string}} analysis */
export function downloads(analysis) {
  const list = analysis.files
    .filter((f) => ORDER.includes(f.name))
    .sort((a, b) => ORDER.indexOf(a.name) - ORDER.indexOf(b.name))
    .map((f) => ({ ...f, at: `${f.url}${f.url.includes("?") ? "&" : "?"}download=1` }));
  if (analysis.has_video) {
    list.push({ name: "video", at: `/api/analyses/${analysis.id}/video?download=1` });
  }
  return html`<section class="files" aria-labelledby="files">
    <h2 id="files">${words.headings.files}</h2>
    <ul class="plain">
      ${list.map(
        (f) =>
          html`<li>
            <a class="file" href=${f.at} download data-name=${f.name}
              >${icons.down}<span>
                ${words.files[f.name][0]}<span class="small quiet"
                  >${words.files[f.name][1]}${f.bytes ? `, ${fileSize(f.bytes)}` : ""}</span
                ></span
              ></a
            >
          </li>`,
      )}
      <li>
        <button class="file" type="button" @click=${() => print()}>
          ${icons.print}<span>${words.print}</span>
        </button>
      </li>
    </ul>
    ${analysis.state === "running" ? html`<p class="small quiet">${words.writing}</p>` : nothing}
  </section>`;
}

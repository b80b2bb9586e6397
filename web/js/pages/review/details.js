/** What stands in folds: all numbers, what could not be seen, notes, the clip. */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { mark } from "../../components/icons.js";
import { review as words } from "../../words/review.js";

/** @typedef {import("../../api/types.js").ReportView} ReportView */

/**
 * A part of the page that is closed until it is asked for; a link to `#id` opens it.
 *
 * @param {string} id
 * @param {string} title
 * @param {unknown} content
 * @param {boolean} [open] whether it begins open
 */
export const fold = (id, title, content, open = false) =>
  html`<details class="fold" id=${id} ?open=${open}>
    <summary><h2 id="${id}-title">${title}</h2></summary>
    <div class="fold-body">${content}</div>
  </details>`;

/** Open the fold that a link on this page leads to. @param {MouseEvent} event */
export function openFold(event) {
  const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
  const target = link && document.getElementById(link.getAttribute("href").slice(1));
  if (target instanceof HTMLDetailsElement) target.open = true;
}

/** @param {ReportView} view one column a cue, one row a rep */
export function numbersTable(view) {
  if (!view.columns.length) return nothing;
  const cell = (/** @type {ReportView["rows"][number]["cells"][number]} */ c) =>
    c ? html`${mark(c.verdict, words.verdicts[c.verdict])}${c.text}` : nothing;
  const table = html`<div class="scroll" role="region" aria-labelledby="numbers-title" tabindex="0">
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
    <p class="small quiet">${view.margin_note}</p>`;
  return fold("numbers", words.headings.numbers, table);
}

/**
 * @param {import("../../api/types.js").Report} report
 * @param {{title: string, text: string, drawing: string, described: string} | undefined} place the best
 *   single one
 */
export function unseenCues(report, place) {
  const { not_visible: cues } = report.display;
  if (!cues.length) return nothing;
  const list = html`<ul class="unseen plain">
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
            <p><strong>${words.bestPlace(place.title)}</strong> ${place.text}</p>
            <p><a href="/exercises#${report.exercise}">${words.allPlaces}</a></p>
          </figcaption>
        </figure>`
      : nothing}`;
  return fold("unseen", words.headings.unseen, list);
}

/** @param {ReportView} view @param {{as_sent: boolean}} analysis */
export function reportNotes(view, { as_sent: asSent }) {
  const notes = [...view.notes, ...(asSent ? [{ text: words.asSent, when: "" }] : [])];
  return notes.length
    ? html`<h3 id="notes">${words.headings.notes}</h3>
        <ul class="lines plain">
          ${notes.map(
            (note) =>
              html`<li>
                <p>${note.text} ${note.when ? html`<span class="quiet">(${note.when})</span>` : nothing}</p>
              </li>`,
          )}
        </ul>`
    : nothing;
}

/** @param {ReportView} view where it comes from and what was asked */
export const clipFacts = (view) =>
  html`<dl class="facts">
    ${view.clip.map(
      (fact) =>
        html`<dt>${fact.name}</dt>
          <dd>${fact.text}</dd>`,
    )}
  </dl>`;

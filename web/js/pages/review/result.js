/** The report as it is read: one sentence, the moment, the strip, the curve, then everything else. */

import { html, nothing, ref } from "/vendor/lit-3.3.3.js";
import { icons, mark } from "../../components/icons.js";
import { dayOfSet, noon } from "../../lib/dates.js";
import { hasOwnTitle, weekdayAndPart } from "../../lib/set-title.js";
import { review as words, reviewing as reviewWords } from "../../words/review.js";
import { queue as queueWords } from "../../words/review-queue.js";
import { decisionText } from "./coach-review.js";
import "./comments.js";
import { clipFacts, downloads, numbersTable, reportNotes, setFindings, unseenCues } from "./details.js";
import { repCards, repStrip } from "./repetitions.js";

/**
 * @param {any} a
 * @param {import("../../api/types.js").ReportView} view
 * @param {import("./coach-review.js").CoachReview} [said] what people say of what is to be fixed first
 * @param {string} [file] the name of its video
 */
export function headline(a, view, said, file = "") {
  const { moment } = view;
  const more = !moment && view.not_visible.length > 0;
  const clean = view.verdict === "ok";
  const own = hasOwnTitle(a, file) ? a.title : weekdayAndPart(a);
  const about = [view.title, own, dayText(noon(dayOfSet(a)))];
  return html`<header class="sentence">
    <p class="eyebrow">${about.filter(Boolean).map((x) => html`<span>${x}</span>`)}</p>
    <h1 class=${clean ? "success" : nothing}>${clean ? mark("ok") : nothing}${view.headline}</h1>
    ${view.lead ? html`<p class="lead">${view.lead}</p>` : nothing}
    ${view.tally ? html`<p class="tally">${view.tally}</p>` : nothing}
    ${more ? html`<p class="tally"><a href="#unseen">${words.toUnseen}</a></p>` : nothing}
    ${moment ? (said?.decisions(moment.rep, moment.cue) ?? []).map((d) => decisionText(d)) : nothing}
  </header>`;
}

/**
 * The way back: to one's own sets, or to the client whose set it is.
 *
 * @param {{id: string, name: string} | null} client
 * @param {boolean} [queued] whether the set was opened from the review queue
 */
export function backLink(client, queued = false) {
  if (queued) return html`<a class="back" href="/desk?view=queue">${icons.left}${queueWords.title}</a>`;
  return client
    ? html`<a class="back" href="/clients/${encodeURIComponent(client.id)}">${icons.left}${client.name}</a>`
    : html`<a class="back" href="/library">${icons.left}${words.back}</a>`;
}

/** @param {string | Date} iso @returns {string} "22 Nov 2026" in the reader's own order */
export const dayText = (iso) =>
  new Date(iso).toLocaleDateString(undefined, { day: "numeric", month: "short", year: "numeric" });

/** @returns {Map<string, string>} where the pictures of the faults are, by "rep2-hyperextension" */
function pictureAddresses(a, view) {
  if (!a.has_video) return new Map();
  const names = view.faults.filter((f) => f.time !== null).map((f) => `rep${f.rep}-${f.cue}`);
  return new Map(names.map((name) => [name, `/api/analyses/${a.id}/files/${name}.jpg`]));
}

/**
 * @param {any} page what is shown and how to move in it (page.js)
 * @param {import("../../api/types.js").Report} report
 */
export function result(page, report) {
  const { analysis: a, poses, curves, frames, cue, chosen } = page;
  const view = report.display;
  const { moment } = view;
  const pictures = pictureAddresses(a, view);
  const still = moment && pictures.get(`rep${moment.rep}-${moment.cue}`);
  const place = page.exercises.find((e) => e.id === report.exercise)?.places?.[0];
  const show = (f) => page.show(f);
  const figure = !a.video;
  const { said } = page;
  const cues = page.exercises.find((e) => e.id === report.exercise)?.cues ?? [];
  const { draft } = said;
  return html`${headline(a, view, said, report.source.name)}
    <div class="result">
      <div class="watch">
        <div class="watch-player">
          <fc-player
            ${ref(page.player)}
            .video=${a.video}
            .frames=${frames}
            .poses=${poses}
            .report=${report}
            .curves=${curves}
            .cue=${cue}
            .label=${moment?.caption ?? ""}
            .faulty=${view.faults.length > 0}
            .drawings=${draft ? [] : said.drawings}
            .sketch=${draft && !draft.cue ? draft : null}
            @drawn=${(e) => said.redraft({ strokes: e.detail.strokes })}
            @moved=${(e) => page.moved(e.detail)}
            @jump=${(e) => page.jump(e.detail.way)}
            @loop=${() => page.loop()}></fc-player>
          ${figure
            ? html`<p class="small quiet under">${a.has_video ? words.makingCopy : words.liveOnly}</p>`
            : nothing}
          ${said.review && !draft && !said.on
            ? html`<p class="comment-here">
                <button
                  class="button bare small"
                  type="button"
                  aria-keyshortcuts="c"
                  title="${reviewWords.commentHere} (c)"
                  @click=${() => said.write()}>
                  ${icons.comment}${reviewWords.commentHere}
                </button>
              </p>`
            : nothing}
          ${still
            ? html`<figure class="on-paper">
                <img src=${still} alt="" />
                <figcaption class="small">${moment?.caption}</figcaption>
              </figure>`
            : nothing}
        </div>
        ${draft && !said.on
          ? html`<fc-composer
              .said=${said}
              .draft=${draft}
              .time=${page.time}
              .cues=${cues}
              .drawable=${Boolean(poses || report.source.width)}></fc-composer>`
          : nothing}
        ${curves.length
          ? html`<section class="over-time" aria-labelledby="curve">
              <h2 id="curve">${words.headings.curve}</h2>
              <fc-timeline
                ${ref(page.timeline)}
                .curves=${curves}
                .chosen=${chosen}
                .remarks=${said.comments}
                @remark=${(e) => said.open(e.detail)}
                @choose=${(e) => {
                  page.chosen = e.detail.index;
                }}
                @seek=${(e) => page.seek(e.detail.time)}
                @fault=${(e) => page.showFault(e.detail)}></fc-timeline>
            </section>`
          : nothing}
      </div>
      <div class="read">
        <fc-remarks
          .said=${said}
          .review=${said.review}
          .on=${said.on}
          .now=${said.now}
          .cues=${cues}></fc-remarks>
        ${repStrip(view, page.now, (rep) => page.showRep(rep))} ${setFindings(view)}
        ${repCards(view, { pictures, now: page.now, show, said })} ${unseenCues(report, place)}
        ${reportNotes(view, a)} ${numbersTable(view)} ${downloads(a)} ${clipFacts(view)}
      </div>
    </div>`;
}

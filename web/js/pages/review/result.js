/** The report as it is read: the first look, the reps, the curve, then everything else in folds. */

/** @import { CueOut } from "../../../types/api.js" */
/** @import { Report, ReportView, SetDetail } from "../../api/types.js" */
/** @typedef {import("./page.js").ReviewPage} ReviewPage */

import { html, nothing, ref } from "/vendor/lit-3.3.3.js";
import { icons } from "../../components/icons.js";
import { loadText } from "../../components/load.js";
import { bracketOf } from "../../lib/report.js";
import { words as loadWords } from "../../words/load.js";
import { review as words, reviewing as reviewWords } from "../../words/review.js";
import { checkList } from "./checks.js";
import "./composer.js";
import { clipFacts, fold, numbersTable, openFold, reportNotes, unseenCues } from "./details.js";
import { headline, keyFacts } from "./first-look.js";
import "./reference-clip.js";
import "./remarks.js";
import { repCards, repStrip } from "./repetitions.js";
import { sharing } from "./sharing.js";

/**
 * @param {SetDetail} a
 * @param {ReportView} view
 * @returns {Map<string, string>} where the pictures of the faults are, by "rep2-hyperextension"
 */
function pictureAddresses(a, view) {
  if (!a.has_video) return new Map();
  const names = view.faults.filter((f) => f.time !== null).map((f) => `rep${f.rep}-${f.cue}`);
  return new Map(names.map((name) => [name, `/api/analyses/${a.id}/files/${name}.jpg`]));
}

/**
 * @param {ReviewPage} page what is shown and how to move in it
 * @param {SetDetail} a
 * @param {Report} report
 */
export function result(page, a, report) {
  const { said } = page;
  const view = report.display;
  const pictures = pictureAddresses(a, view);
  const exercise = page.exercises.find((e) => e.id === report.exercise);
  const cues = cuesOf(page, report);
  return html`<div class="result" @click=${openFold}>
    ${headline(a, report, said)}
    <div class="watch">${watch(page, a, report, pictures)}</div>
    <div class="read">
      ${keyFacts(view, report.exercise, page.own)} ${loadNoted(page, a)}
      <fc-remarks
        .said=${said}
        .review=${said.review}
        .on=${said.on}
        .now=${said.now}
        .cues=${cues}></fc-remarks>
      ${repStrip(view, page.now, (rep) => page.go.showRep(rep))}
      ${view.checks.length
        ? fold(
            "checks",
            words.headings.checks,
            checkList(view, cues, (shown) => page.go.showMoment(shown)),
          )
        : nothing}
      ${repCards(view, { pictures, now: page.now, show: (f) => page.go.showMoment(f), said })}
      ${numbersTable(view)} ${unseenCues(report, exercise?.places?.[0])} ${sharing(a, page.own)}
      ${fold("clip", words.headings.clip, html`${clipFacts(view)}${reportNotes(view, a)}`)}
    </div>
  </div>`;
}

/** Load and effort, which whose set it is can note. @param {ReviewPage} page @param {SetDetail} a */
function loadNoted({ own, edit }, a) {
  const text = loadText(a);
  if (a.origin === "sample" || (!own && !text)) return nothing;
  return html`<p class="load-noted small">
    <span class=${text ? "" : "quiet"}>${text || loadWords.none}</span>
    ${own
      ? html`<button class="button bare small" type="button" @click=${() => edit.changeLoad()}>
          ${text ? loadWords.changeIt : loadWords.note}
        </button>`
      : nothing}
  </p>`;
}

/**
 * The player with what belongs to it, the composer, and the curve.
 *
 * @param {ReviewPage} page
 * @param {SetDetail} a
 * @param {Report} report
 * @param {Map<string, string>} pictures
 */
function watch(page, a, report, pictures) {
  const { poses, curves, frames, cue, said } = page;
  const view = report.display;
  const { moment } = view;
  const { draft } = said;
  const still = moment && pictures.get(`rep${moment.rep}-${moment.cue}`);
  return html`<div class="watch-player">
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
        @drawn=${(/** @type {CustomEvent} */ e) => said.redraft({ strokes: e.detail.strokes })}
        @moved=${(/** @type {CustomEvent} */ e) => page.moved(e.detail)}
        @jump=${(/** @type {CustomEvent} */ e) => page.go.jump(e.detail.way)}
        @loop=${() => page.go.loop()}></fc-player>
      ${a.video
        ? nothing
        : html`<p class="small quiet under">${a.has_video ? words.makingCopy : words.liveOnly}</p>`}
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
    ${said.review
      ? html`<fc-reference-clip
          .said=${said}
          .chosen=${said.review.reference}
          .choosing=${said.on}></fc-reference-clip>`
      : nothing}
    ${draft && !said.on
      ? html`<fc-composer
          .said=${said}
          .draft=${draft}
          .time=${page.time}
          .cues=${cuesOf(page, report)}
          .drawable=${Boolean(poses || report.source.width)}></fc-composer>`
      : nothing}
    ${curves.length ? chart(page, report) : nothing}`;
}

/** @param {ReviewPage} page @param {Report} report @returns {CueOut[]} of the exercise */
const cuesOf = ({ exercises }, { exercise }) => exercises.find(({ id }) => id === exercise)?.cues ?? [];

/**
 * The curve of the fault that is spoken of, its value and goal bracketed.
 *
 * @param {ReviewPage} page
 * @param {Report} report
 */
function chart(page, report) {
  const { curves, chosen, said, cue } = page;
  const { moment } = report.display;
  const spoken = moment && moment.cue === cue ? moment : null;
  return html`<section class="over-time" aria-labelledby="curve">
    <h2 id="curve">${words.headings.curve}</h2>
    <fc-timeline
      ${ref(page.timeline)}
      .curves=${curves}
      .chosen=${chosen}
      .remarks=${said.comments}
      .bracket=${bracketOf(report, spoken, curves[chosen])}
      @remark=${(/** @type {CustomEvent} */ e) => said.open(e.detail)}
      @choose=${(/** @type {CustomEvent} */ e) => {
        page.chosen = e.detail.index;
      }}
      @seek=${(/** @type {CustomEvent} */ e) => page.go.seek(e.detail.time)}
      @fault=${(/** @type {CustomEvent} */ e) => page.go.showFault(e.detail)}></fc-timeline>
  </section>`;
}

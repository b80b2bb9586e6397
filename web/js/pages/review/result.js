/** The report as it is read: one sentence, the moment, the strip, the curve, then everything else. */

import { html, nothing, ref } from "/vendor/lit-3.3.3.js";
import { icons } from "../../components/icons.js";
import { clock, limitText, measured } from "../../lib/measurements.js";
import { review as words, reviewing as reviewWords } from "../../words/review.js";
import { decisionText } from "./coach-review.js";
import "./comments.js";
import { clipFacts, downloads, numbersTable, reportNotes, setFindings, unseenCues } from "./details.js";
import { repCards, repStrip } from "./repetitions.js";
import { sentence, shownMoment, tally, timeOf } from "./report-order.js";

/**
 * @param {any} a
 * @param {import("../../api/types.js").Report} report
 * @param {import("./coach-review.js").CoachReview} [said] what people say of what is to be fixed first
 */
export function headline(a, report, said) {
  const fix = report.primary_fault;
  const { title, lead, unseen: more } = sentence(report);
  const told = report.primary_fault || report.good !== report.reps.length ? tally(report) : "";
  const n = report.reps.length;
  const about = [n ? `${report.title}, ${words.reps(n)}` : report.title, a.title, dayText(a.created)];
  return html`<header class="sentence">
    <p class="eyebrow">${about.filter(Boolean).map((x) => html`<span>${x}</span>`)}</p>
    <h1>${title}</h1>
    ${lead ? html`<p class="lead">${lead}</p>` : nothing}
    ${told ? html`<p class="tally">${told}</p>` : nothing}
    ${more ? html`<p class="tally"><a href="#unseen">${words.toUnseen}</a></p>` : nothing}
    ${fix ? (said?.decisions(fix.rep, fix.cue) ?? []).map((d) => decisionText(d)) : nothing}
  </header>`;
}

/** The way back: to one's own sets, or to the client whose set it is. @param {{id: string, name: string} | null} client */
export function backLink(client) {
  return client
    ? html`<a class="back" href="/clients/${encodeURIComponent(client.id)}">${icons.left}${client.name}</a>`
    : html`<a class="back" href="/library">${icons.left}${words.back}</a>`;
}

/** @param {string} iso @returns {string} "22 Nov 2026" in the reader's own order */
export const dayText = (iso) => new Date(iso).toLocaleDateString(undefined, { day: "numeric", month: "short", year: "numeric" });

/** The moment in words, for those who do not see it, and below the picture in print. */
export function momentText(report) {
  const shown = shownMoment(report);
  if (!shown) return "";
  const { rep, finding: f } = shown;
  const asked = limitText(f.low, f.high, f.unit);
  const value = measured(f);
  return words.momentText(rep.number, clock(timeOf(f)), f.title, value, asked);
}

/** @returns {Map<string, string>} where the pictures of the faults are, by "rep2-hyperextension" */
function evidence(a, report) {
  if (!a.has_video) return new Map();
  return new Map(report.reps.flatMap((rep) => rep.findings.filter((f) => f.verdict === "fault" && f.evidence).map((f) => {
    const name = `rep${rep.number}-${f.cue}`;
    return [name, `/api/analyses/${a.id}/files/${name}.jpg`];
  })));
}

/**
 * @param {any} page what is shown and how to move in it (page.js)
 * @param {import("../../api/types.js").Report} report
 */
export function result(page, report) {
  const { analysis: a, poses, curves, frames, cue, chosen } = page;
  const pictures = evidence(a, report);
  const shown = shownMoment(report);
  const still = shown && pictures.get(`rep${shown.rep.number}-${shown.finding.cue}`);
  const place = page.exercises.find((e) => e.id === report.exercise)?.places?.[0];
  const show = (rep, f) => page.show(rep, f);
  const figure = !a.video;
  const { said } = page;
  const cues = page.exercises.find((e) => e.id === report.exercise)?.cues ?? [];
  const { draft } = said;
  return html`${headline(a, report, said)}
    <div class="result">
      <div class="watch">
        <div class="watch-player">
          <fc-player ${ref(page.player)} .video=${a.video} .frames=${frames} .poses=${poses} .report=${report}
            .curves=${curves} .cue=${cue} .label=${momentText(report)} .faulty=${report.reps.some((r) => r.verdict === "fault")}
            .drawings=${draft ? [] : said.drawings} .sketch=${draft && !draft.cue ? draft : null} @drawn=${(e) => said.redraft({ strokes: e.detail.strokes })}
            @moved=${(e) => page.moved(e.detail)} @jump=${(e) => page.jump(e.detail.way)} @loop=${() => page.loop()}></fc-player>
          ${figure ? html`<p class="small quiet under">${a.has_video ? words.makingCopy : words.liveOnly}</p>` : nothing}
          ${said.review && !draft ? html`<p class="comment-here"><button class="button bare small" type="button" aria-keyshortcuts="c" title="${reviewWords.commentHere} (c)" @click=${() => said.write()}>${icons.comment}${reviewWords.commentHere}</button></p>` : nothing}
          ${still ? html`<figure class="on-paper"><img src=${still} alt=""><figcaption class="small">${momentText(report)}</figcaption></figure>` : nothing}
        </div>
        ${draft ? html`<fc-composer .said=${said} .draft=${draft} .time=${page.time} .cues=${cues} .drawable=${Boolean(poses || report.source.width)}></fc-composer>` : nothing}
        ${curves.length ? html`<section class="over-time" aria-labelledby="curve">
          <h2 id="curve">${words.headings.curve}</h2>
          <fc-timeline ${ref(page.timeline)} .curves=${curves} .chosen=${chosen} .remarks=${said.comments}
            @remark=${(e) => said.open(e.detail)}
            @choose=${(e) => { page.chosen = e.detail.index; }} @seek=${(e) => page.seek(e.detail.time)} @fault=${(e) => page.showFault(e.detail)}></fc-timeline></section>` : nothing}
      </div>
      <div class="read">
        <fc-remarks .said=${said} .review=${said.review} .on=${said.on} .now=${said.now} .cues=${cues}></fc-remarks>
        ${report.reps.length ? repStrip(report, page.now, (rep) => page.showRep(rep)) : nothing}
        ${setFindings(report)}
        ${repCards(report, { pictures, now: page.now, show, said })}
        ${unseenCues(report, place)}
        ${reportNotes(report)}
        ${numbersTable(report)}
        ${downloads(a)}
        ${clipFacts(report)}
      </div>
    </div>`;
}

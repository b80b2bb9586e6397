/** `<fc-remarks>`: the comments on a set, faults that were added, and whether it was reviewed. */

/** @import { AddedOut, CommentOut, CueOut, Review } from "../../../types/api.js" */
/** @typedef {import("./coach-review.js").CoachReview} CoachReview */

import { html, LitElement, nothing, repeat } from "/vendor/lit-3.3.3.js";
import { mark } from "../../components/icons.js";
import "../../components/menu.js";
import { clock, dateAndTime } from "../../lib/formatting.js";
import { remarks as remarkWords, voice as voiceWords } from "../../words/review.js";
import { authorName } from "./decisions.js";

class Remarks extends LitElement {
  /** `review`, `on` and `now` are those of `said`, told apart so that a change of theirs is seen. */
  static properties = {
    said: { attribute: false },
    review: { attribute: false },
    on: { attribute: false },
    now: { attribute: false },
    cues: { attribute: false },
    answering: { state: true },
  };

  constructor() {
    super();
    /** @type {CoachReview | null} */
    this.said = null;
    /** @type {Review | null} */
    this.review = null;
    this.on = false;
    /** @type {Set<string> | null} */
    this.now = null;
    /** @type {CueOut[]} of the exercise */
    this.cues = [];
    /** @type {string | null} id of the comment that is answered */
    this.answering = null;
  }

  createRenderRoot() {
    return this;
  }

  render() {
    const { said } = this;
    const review = said?.review;
    if (!review || (!review.comments.length && !review.added.length && !review.reviewed)) return nothing;
    const all = [
      ...review.comments.map((c) => ({ key: `c${c.id}`, time: c.time, draw: () => this.comment(said, c) })),
      ...review.added.map((a) => ({ key: `a${a.id}`, time: a.time, draw: () => this.added(said, a) })),
    ].sort((a, b) => a.time - b.time);
    return html`<section class="remarks" aria-labelledby="remarks">
      <h2 id="remarks">${remarkWords.title}</h2>
      ${this.state(review)}
      ${all.length
        ? html`<ol class="plain">
            ${repeat(
              all,
              (x) => x.key,
              (x) => x.draw(),
            )}
          </ol>`
        : nothing}
    </section>`;
  }

  /** Whether somebody has gone through it; while it is reviewed, the panel says so. @param {Review} review */
  state({ reviewed, reviewer }) {
    if (!reviewed || this.on) return nothing;
    return html`<p class="small reviewed">
      ${mark("ok")}<span>${remarkWords.reviewed(reviewer?.name || null, dateAndTime(reviewed))}</span>
    </p>`;
  }

  /** @param {CoachReview} said @param {CommentOut} c */
  comment(said, c) {
    const fresh = said.fresh.has(c.id);
    const at = c.until === null ? clock(c.time) : remarkWords.stretch(clock(c.time), clock(c.until));
    return html`<li
      class="remark ${said.now?.has(c.id) ? "here" : ""} ${fresh ? "fresh" : ""}"
      id="comment-${c.id}">
      <div class="remark-head">
        <button class="button small moment" type="button" @click=${() => said.open(c)}>
          <span class="unseen-text">${remarkWords.show}</span>${at}
        </button>
        <span class="small quiet"
          >${authorName(c.by, c.mine)} ·
          ${dateAndTime(c.when)}${c.edited ? ` · ${remarkWords.edited}` : ""}</span
        >
        ${fresh ? html`<span class="tag">${remarkWords.fresh}</span>` : nothing}
        ${c.mine
          ? html`<fc-menu
              .label=${remarkWords.more(at)}
              .items=${[
                [remarkWords.change, () => said.write(c)],
                [remarkWords.remove, () => said.remove(c)],
              ]}></fc-menu>`
          : nothing}
      </div>
      ${c.text ? html`<p class="said-text">${c.text}</p>` : nothing}
      ${c.drawing ? html`<p class="small quiet">${remarkWords.drawing}</p>` : nothing}
      ${c.voice
        ? html`<audio
            controls
            preload="none"
            src=${c.voice.url}
            aria-label=${voiceWords.note(c.voice.seconds)}></audio>`
        : nothing}
      ${c.answers.length
        ? html`<ul class="plain answers">
            ${c.answers.map(
              (a) =>
                html`<li>
                  <p class="said-text">${a.text}</p>
                  <p class="small quiet">
                    ${authorName(a.by, a.mine)} · ${dateAndTime(a.when)}
                    ${a.mine
                      ? html`<button
                          class="button bare small"
                          type="button"
                          @click=${() => said.unanswer(c, a)}>
                          ${remarkWords.remove}<span class="unseen-text"
                            >${remarkWords.answerOf(a.text)}</span
                          >
                        </button>`
                      : nothing}
                  </p>
                </li>`,
            )}
          </ul>`
        : nothing}
      ${this.answering === c.id
        ? this.answer(said, c)
        : html`<button class="button bare small answer" type="button" @click=${() => this.begin(c)}>
            ${remarkWords.answer}<span class="unseen-text">${remarkWords.answerTo(at)}</span>
          </button>`}
    </li>`;
  }

  /** @param {CommentOut} c */
  async begin(c) {
    this.answering = c.id;
    await this.updateComplete;
    this.querySelector(".answering textarea")?.focus();
  }

  /** @param {CoachReview} said @param {CommentOut} c */
  answer(said, c) {
    const save = async (/** @type {FormEvent} */ event) => {
      event.preventDefault();
      const text = event.target.elements.text.value.trim();
      if (text && (await said.answer(c, text))) this.answering = null;
    };
    const typed = (/** @type {KeyboardEvent & FieldEvent<HTMLTextAreaElement>} */ event) => {
      if (event.key === "Escape") this.answering = null;
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.target.form?.requestSubmit();
    };
    return html`<form class="answering" @submit=${save}>
      <label for="answer-${c.id}">${remarkWords.answerLabel}</label>
      <textarea
        id="answer-${c.id}"
        name="text"
        rows="2"
        maxlength="2000"
        required
        @keydown=${typed}></textarea>
      <div class="buttons">
        <button class="button main small" type="submit">${remarkWords.send}</button>
        <button
          class="button bare small"
          type="button"
          @click=${() => {
            this.answering = null;
          }}>
          ${remarkWords.cancel}
        </button>
      </div>
    </form>`;
  }

  /** @param {CoachReview} said @param {AddedOut} a */
  added(said, a) {
    const cue = this.cues.find((c) => c.id === a.cue)?.title ?? a.cue?.replaceAll("_", " ");
    return html`<li class="remark" id="added-${a.id}">
      <div class="remark-head">
        <button class="button small moment" type="button" @click=${() => said.open(a)}>
          <span class="unseen-text">${remarkWords.show}</span>${clock(a.time)}
        </button>
        <span class="small quiet">${authorName(a.by, a.mine)} · ${dateAndTime(a.when)}</span>
        ${a.mine
          ? html`<fc-menu
              .label=${remarkWords.more(clock(a.time))}
              .items=${[[remarkWords.remove, () => said.takeAway(a)]]}></fc-menu>`
          : nothing}
      </div>
      <p class="said-text">
        <strong>${remarkWords.missed(cue, a.rep)}</strong>${a.text ? html` ${a.text}` : nothing}
      </p>
    </li>`;
  }
}

customElements.define("fc-remarks", Remarks);

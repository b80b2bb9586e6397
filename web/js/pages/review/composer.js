/** `<fc-composer>`: writes a comment on a moment, or a fault that was missed. */

/** @import { CueOut } from "../../../types/api.js" */
/** @typedef {import("./coach-review.js").CoachReview} CoachReview */
/** @typedef {import("./draft.js").Draft} Draft */

import { html, LitElement, live, nothing } from "/vendor/lit-3.3.3.js";
import { clock } from "../../lib/formatting.js";
import { composer as words } from "../../words/review.js";
import { emptyDraft, isWritten } from "./draft.js";
import "./voice-note.js";

class Composer extends LitElement {
  static properties = {
    draft: { attribute: false },
    time: { attribute: false },
    cues: { attribute: false },
    drawable: { attribute: false },
    always: { attribute: false },
  };

  constructor() {
    super();
    /** Whether it is there before anything is written. */
    this.always = false;
    /** @type {Draft | null} */
    this.draft = null;
    this.time = 0;
    /** @type {CueOut[]} that may have been missed */
    this.cues = [];
    this.drawable = false;
    /** @type {CoachReview | null} */
    this.said = null;
  }

  createRenderRoot() {
    return this;
  }

  /** @param {Event} event */
  save(event) {
    event.preventDefault();
    this.said?.save();
  }

  /** @param {KeyboardEvent} event */
  typed(event) {
    if (event.key === "Escape") this.#leave();
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.said?.save();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Give up what is written; where the box stays, only leave it. */
  #leave() {
    if (!this.always) this.said?.drop();
    else document.querySelector("main")?.focus({ preventScroll: true });
  }

  render() {
    const { said } = this;
    const d = this.draft ?? (this.always ? emptyDraft(this.time) : null);
    if (!d || !said) return nothing;
    const elsewhere = Math.abs(this.time - (d.until ?? d.time)) > 0.05;
    return html`<form
      class="composer"
      aria-labelledby="composer-title"
      @submit=${this.save}
      @keydown=${this.typed}>
      <h2 id="composer-title">${d.id ? words.change : words.title}</h2>
      <p class="small stretch">
        <strong
          >${d.until === null
            ? words.at(clock(d.time))
            : words.between(clock(d.time), clock(d.until))}</strong
        >
        ${elsewhere
          ? html`<button
              class="button bare small"
              type="button"
              @click=${() => said.redraft({ time: this.time, until: null })}>
              ${words.here(clock(this.time))}
            </button>`
          : nothing}
        ${!d.cue && this.time > d.time + 0.05 && elsewhere
          ? html`<button
              class="button bare small"
              type="button"
              @click=${() => said.redraft({ until: this.time })}>
              ${words.untilHere(clock(this.time))}
            </button>`
          : nothing}
        ${d.until !== null
          ? html`<button
              class="button bare small"
              type="button"
              @click=${() => said.redraft({ until: null })}>
              ${words.noStretch}
            </button>`
          : nothing}
      </p>
      ${said.on && !d.id && this.cues.length
        ? html`<div>
            <label for="composer-kind">${words.kind}</label>
            <select
              id="composer-kind"
              .value=${live(d.cue)}
              @change=${(/** @type {FieldEvent<HTMLSelectElement>} */ { target: { value } }) =>
                said.begin({ cue: value, ...(value ? { until: null, drawing: false } : {}) })}>
              <option value="">${words.comment}</option>
              <optgroup label=${words.missed}>
                ${this.cues.map(
                  (c) => html`<option value=${c.id} ?selected=${c.id === d.cue}>${c.title}</option>`,
                )}
              </optgroup>
            </select>
          </div>`
        : nothing}
      <div>
        <label for="composer-text">${d.cue ? words.aboutIt : words.text}</label>
        <textarea
          id="composer-text"
          rows="3"
          maxlength="2000"
          .value=${live(d.text)}
          aria-keyshortcuts=${this.always ? "c" : nothing}
          @input=${(/** @type {FieldEvent<HTMLTextAreaElement>} */ e) =>
            said.begin({ text: e.target.value })}></textarea>
      </div>
      ${d.cue
        ? nothing
        : html`<div class="buttons drawing-tools">
            ${this.drawable
              ? html`<button
                  class="button small"
                  type="button"
                  aria-pressed=${d.drawing ? "true" : "false"}
                  aria-keyshortcuts="w"
                  title="${d.drawing ? words.drawn : words.draw} (w)"
                  @click=${() => said.begin({ drawing: !d.drawing })}>
                  ${d.drawing ? words.drawn : words.draw}
                </button>`
              : nothing}
            ${d.strokes.length
              ? html`<button
                    class="button bare small"
                    type="button"
                    @click=${() => said.redraft({ strokes: d.strokes.slice(0, -1) })}>
                    ${words.back}
                  </button>
                  <button
                    class="button bare small"
                    type="button"
                    @click=${() => said.redraft({ strokes: [] })}>
                    ${words.clear}
                  </button>`
              : nothing}
            ${d.drawing ? html`<span class="small quiet">${words.how}</span>` : nothing}
            <fc-voice-note
              .voice=${d.voice}
              @voice=${(/** @type {CustomEvent} */ e) => said.begin({ voice: e.detail })}></fc-voice-note>
          </div>`}
      <div class="buttons">
        <button class="button main" type="submit" ?disabled=${!isWritten(d)}>
          ${d.cue ? words.add : words.save}
        </button>
        ${this.draft
          ? html`<button class="button bare" type="button" @click=${() => said.drop()}>
              ${words.cancel}
            </button>`
          : nothing}
      </div>
    </form>`;
  }
}

customElements.define("fc-composer", Composer);

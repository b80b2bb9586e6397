/** `<fc-review-panel>`: what a coach writes and decides, beside the picture and always in view. */

/** @import { CueOut, Reply, Review } from "../../../types/api.js" */
/** @typedef {import("./coach-review.js").CoachReview} CoachReview */
/** @typedef {import("./coach-review.js").JudgedFinding} JudgedFinding */
/** @typedef {import("./draft.js").Draft} Draft */
/** @typedef {import("./queue.js").QueueWalk} QueueWalk */

import { html, LitElement, nothing, repeat } from "/vendor/lit-3.3.3.js";
import { savedReplies } from "../../api/review-queue.js";
import { serverState } from "../../api/server-state.js";
import { icons, mark } from "../../components/icons.js";
import { succeeds, toast } from "../../components/toast.js";
import { dateAndTime } from "../../lib/formatting.js";
import { keys } from "../../lib/keyboard.js";
import { remarks as remarkWords } from "../../words/review.js";
import { panel as words } from "../../words/review-queue.js";
import { decisionButtons } from "./decisions.js";
import "./composer.js";

/** Saved replies that have a key. */
const QUICK = 9;

class ReviewPanel extends LitElement {
  /** `review`, `draft` and `finding` are those of `said`, so that a change of theirs is seen. */
  static properties = {
    said: { attribute: false },
    walk: { attribute: false },
    review: { attribute: false },
    draft: { attribute: false },
    finding: { attribute: false },
    cues: { attribute: false },
    drawable: { attribute: false },
    left: { attribute: false },
    replies: { state: true },
  };

  constructor() {
    super();
    /** @type {CoachReview | null} */
    this.said = null;
    /** @type {QueueWalk | null} */
    this.walk = null;
    /** @type {Review | null} */
    this.review = null;
    /** @type {Draft | null} */
    this.draft = null;
    /** @type {JudgedFinding | null} on screen */
    this.finding = null;
    /** @type {CueOut[]} of the exercise */
    this.cues = [];
    this.drawable = false;
    this.left = 0;
    /** @type {Reply[] | null} null: not for somebody who is no coach */
    this.replies = null;
    this.removeKeys = () => {};
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    const quick = Object.fromEntries(
      Array.from({ length: QUICK }, (_, i) => [String(i + 1), () => this.#use(this.replies?.[i])]),
    );
    this.removeKeys = keys(quick);
    document.addEventListener("keydown", this.#save);
    this.addEventListener("focusin", (event) => this.#makeRoom(event));
    this.addEventListener("focusout", (event) => this.#makeRoom(event));
    this.#load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.removeKeys();
    document.removeEventListener("keydown", this.#save);
  }

  #save = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return;
    event.preventDefault();
    this.said?.save();
  };

  /**
   * On a phone the panel grows while somebody writes, and not because a button is pressed: that
   * would move away under the finger.
   *
   * @param {FocusEvent} event
   */
  #makeRoom({ type, target, relatedTarget }) {
    if (type === "focusout" && !(relatedTarget instanceof Node && this.contains(relatedTarget))) {
      this.classList.remove("roomy");
    } else if (type === "focusin" && target instanceof Element && target.closest("fc-composer")) {
      this.classList.add("roomy");
    }
  }

  async #load() {
    try {
      const { me } = await serverState();
      if (me?.role === "coach") this.replies = await savedReplies.list();
    } catch {
      this.replies = null; // writing works without them
    }
  }

  /** Put a saved reply into what is written. @param {Reply | undefined} reply @returns {boolean} */
  #use(reply) {
    const { said } = this;
    if (!reply || !said) return false;
    const before = said.draft?.text.trim();
    said.begin({ text: before ? `${before}\n${reply.text}` : reply.text });
    return true;
  }

  async #saveReply() {
    const text = this.said?.draft?.text.trim();
    if (!text) return;
    await succeeds(async () => {
      const saved = await savedReplies.add(text);
      this.replies = [...(this.replies ?? []).filter((r) => r.id !== saved.id), saved];
      toast(words.replySaved);
    });
  }

  /** @param {Reply} reply */
  #deleteReply(reply) {
    return succeeds(async () => {
      await savedReplies.remove(reply.id);
      this.replies = (this.replies ?? []).filter((r) => r.id !== reply.id);
    });
  }

  // --- drawing

  render() {
    const { said } = this;
    if (!said) return nothing;
    return html`<aside class="review-panel" aria-label=${words.label}>
      ${this.#place()} ${this.#verdict(said)}
      <fc-composer
        .said=${said}
        .draft=${this.draft}
        .time=${said.page.time}
        .cues=${this.cues}
        .drawable=${this.drawable}
        .always=${true}></fc-composer>
      ${this.#savedReplies()} ${this.#end(said)}
    </aside>`;
  }

  /** Where this set stands in the queue, and whose it is. */
  #place() {
    const { walk } = this;
    if (!walk || walk.at < 0) return nothing;
    /** @type {(way: 1 | -1, label: string, icon: unknown, key: string) => unknown} */
    const step = (way, label, icon, key) =>
      html`<button
        class="button bare icon"
        type="button"
        aria-label=${label}
        title="${label} (${key})"
        aria-keyshortcuts=${key}
        ?disabled=${!walk.sets[walk.at + way]}
        @click=${() => walk.step(way)}>
        ${icon}
      </button>`;
    return html`<div class="queue-place">
        ${step(-1, words.previous, icons.left, "k")}
        <p class="small" role="status">
          <strong>${words.at(walk.at + 1, walk.sets.length)}</strong>
          <span class="quiet">${words.left(this.left)}</span>
        </p>
        ${step(1, words.next, icons.right, "j")}
      </div>
      ${walk.pain
        ? html`<p class="small line">${mark("fault")}<span>${walk.pain.message}</span></p>`
        : nothing}`;
  }

  /** The fault on screen, to agree or disagree with. @param {CoachReview} said */
  #verdict(said) {
    const f = this.finding;
    if (!said.page.report?.display.faults.length) return nothing;
    if (!f) return html`<p class="small quiet no-fault">${words.noFault}</p>`;
    return html`<div class="shown-fault">
      <p class="line">${mark(f.verdict)}<strong>${words.shown(f.title, f.rep)}</strong></p>
      ${decisionButtons(said, f, "shown")}
      <p class="unseen-text" role="status">${said.spoken}</p>
    </div>`;
  }

  #savedReplies() {
    if (!this.replies) return nothing;
    const text = this.draft?.text.trim();
    const known = this.replies.some((r) => r.text === text);
    return html`<div class="saved-replies">
      ${this.replies.length
        ? html`<h3 class="small quiet">${words.replies}</h3>
            <ul class="plain">
              ${repeat(
                this.replies,
                (r) => r.id,
                (r, i) =>
                  html`<li>
                    <button class="button bare small" type="button" @click=${() => this.#use(r)}>
                      ${i < QUICK ? html`<kbd>${i + 1}</kbd>` : nothing}<span>${r.text}</span>
                    </button>
                    <button
                      class="button bare icon small"
                      type="button"
                      aria-label=${words.deleteReply(r.text)}
                      @click=${() => this.#deleteReply(r)}>
                      ${icons.bin}
                    </button>
                  </li>`,
              )}
            </ul>`
        : nothing}
      ${text && !known
        ? html`<button class="button bare small" type="button" @click=${() => this.#saveReply()}>
            ${words.saveReply}
          </button>`
        : nothing}
    </div>`;
  }

  /** Done with this set. @param {CoachReview} said */
  #end(said) {
    const { walk } = this;
    const { reviewed, reviewer } = this.review ?? {};
    const queued = walk && walk.at >= 0;
    if (reviewed) {
      return html`<div class="review-end">
        <p class="small line">
          ${mark("ok")}<span>${remarkWords.reviewed(reviewer?.name || null, dateAndTime(reviewed))}</span>
        </p>
        <button class="button bare small" type="button" @click=${() => said.mark(false)}>
          ${words.notReviewed}
        </button>
        ${queued && !this.left ? html`<a class="button main" href="/desk">${words.desk}</a>` : nothing}
      </div>`;
    }
    const { done, of } = said.progress;
    return html`<div class="review-end">
      <p class="small quiet">${of ? remarkWords.progress(done, of) : remarkWords.noFaults}</p>
      <div class="buttons">
        <button
          class="button main"
          type="button"
          aria-keyshortcuts="m"
          @click=${() => said.finish("reviewed")}>
          ${queued ? words.markNext : words.markReviewed}
        </button>
        ${queued
          ? html`<button
              class="button bare"
              type="button"
              aria-keyshortcuts="e"
              @click=${() => said.finish("dismissed")}>
              ${words.dismiss}
            </button>`
          : nothing}
      </div>
    </div>`;
  }
}

customElements.define("fc-review-panel", ReviewPanel);

/** `<fc-queue>`: what is being sent or watched, how long it takes, and what to do when it failed. */

/** @import { Analysis, ExerciseOut } from "../../types/api.js" */
/** @import { Actions } from "./set-row.js" */

import { html, LitElement, nothing, repeat } from "/vendor/lit-3.3.3.js";
import { isRunning } from "../api/sets.js";
import { fileSize, timeLeft } from "../lib/formatting.js";
import { words } from "../words/library.js";
import { words as sending } from "../words/upload.js";
import { logo, mark } from "./icons.js";
import { failureMessage, setName, thumbnail } from "./set-row.js";

const queueWords = words.queue;
/** Failures that another try with the exercise named may mend. */
const NAMEABLE = new Set(["wrong_exercise", "none_of_these", "unclear_exercise", "no_whole_repetition"]);
/** Failures that filming differently mends, and another try does not. */
const FILMABLE = new Set([
  "no_person",
  "wrong_exercise",
  "none_of_these",
  "no_movement",
  "no_whole_repetition",
  "on_its_side",
  "partly_visible",
  "too_far",
  "too_small_picture",
  "too_short",
]);
/** Failures of the file itself: it will never be read. */
const HOPELESS = new Set([
  "not_a_video",
  "no_video",
  "empty_file",
  "no_person",
  "too_long",
  "too_many_frames",
  "too_large_picture",
  "too_small_picture",
  "too_short",
  "bad_video",
]);

/** @param {string} text @param {() => void} act @param {boolean} [main] */
const button = (text, act, main = false) =>
  html`<button class="button small ${main ? "main" : ""}" type="button" @click=${act}>${text}</button>`;

/** @param {number | null | undefined} value 0..1 @param {string} label */
const bar = (value, label) =>
  value === null || value === undefined
    ? html`<progress class="bar" aria-label=${label}></progress>`
    : html`<progress class="bar" max="1" .value=${value} aria-label=${label}></progress>`;

class Queue extends LitElement {
  static properties = {
    pending: { attribute: false },
    uploads: { attribute: false },
    exercises: { attribute: false },
    actions: { attribute: false },
  };

  constructor() {
    super();
    /** @type {Analysis[]} */
    this.pending = [];
    /** @type {import("../api/uploads.js").Uploads | null} */
    this.uploads = null;
    /** @type {Actions | null} */
    this.actions = null;
    /** @type {ExerciseOut[]} */
    this.exercises = [];
  }

  createRenderRoot() {
    return this;
  }

  render() {
    const files = this.uploads?.list ?? [];
    if (!files.length && !this.pending.length) return nothing;
    const busy = this.pending.some(isRunning) || files.some((one) => one.state !== "failed");
    return html`<section class="queue" aria-labelledby="queue-title">
      <h2 id="queue-title">${busy ? queueWords.title : queueWords.troubled}</h2>
      <ul class="plain">
        ${repeat(
          this.pending,
          (set) => set.id,
          (set) => this.#set(set),
        )}
        ${repeat(
          files,
          (one) => `upload ${one.id}`,
          (one) => this.#file(one),
        )}
      </ul>
    </section>`;
  }

  /** @param {import("../api/uploads.js").Upload} one */
  #file(one) {
    const { name, size: bytes } = one.file;
    const [sent, all] = [fileSize(one.sent), fileSize(bytes)];
    const text = one.away
      ? sending.away
      : {
          waiting: sending.waiting,
          sending: sending.sending(sent, all),
          paused: sending.paused(sent, all),
          failed: one.error?.message,
        }[one.state];
    const failed = one.state === "failed";
    const again = failed && ["disk_full", "unexpected", "unreadable"].includes(one.error?.code ?? "");
    return html`<li class="job">
      <span class="thumb">${logo()}</span>
      <div class="job-what">
        <strong>${name}</strong>
        <p class="small ${failed ? "line" : "quiet"}">
          ${failed ? mark("fault") : nothing}<span>${text}</span>
        </p>
        ${failed || one.state === "waiting"
          ? nothing
          : bar(bytes ? one.sent / bytes : 0, sending.progress(name))}
      </div>
      <div class="buttons">
        ${one.state === "paused" || again
          ? button(again ? queueWords.again : sending.resume, () => this.uploads?.resume(one))
          : nothing}
        ${one.state === "sending" ? button(sending.pause, () => this.uploads?.pause(one)) : nothing}
        ${button(failed ? words.close : queueWords.cancel, () => this.uploads?.cancel(one))}
      </div>
    </li>`;
  }

  /** @param {Analysis} set */
  #set(set) {
    if (set.state === "failed") return this.#failed(set);
    const waiting = set.state === "queued";
    const { analysing, rendering, starting } = queueWords;
    const stages = { analysing, rendering, waiting: starting };
    const stage = waiting ? queueWords.waiting : stages[set.stage ?? "waiting"];
    const parts = [stage, !waiting && typeof set.left === "number" ? timeLeft(set.left) : null].filter(
      Boolean,
    );
    return html`<li class="job" data-id=${set.id}>
      ${thumbnail(set)}
      <div class="job-what">
        <strong>${setName(set)}</strong>
        <p class="small quiet">${parts.join(", ")}</p>
        ${waiting ? nothing : bar(set.progress, queueWords.progress(setName(set)))}
      </div>
      <div class="buttons">
        ${set.report_ready
          ? html`<a class="button small" href="/review/${set.id}">${queueWords.ready}</a>`
          : nothing}
        ${button(queueWords.cancel, () => this.actions?.cancel(set))}
      </div>
    </li>`;
  }

  /** @param {Analysis} set */
  #failed(set) {
    const { code = "unexpected" } = set.error ?? {};
    const nameable = NAMEABLE.has(code);
    const id = `again-${set.id}`;
    const again = () =>
      this.actions?.again(
        set,
        nameable ? this.querySelector(`#${CSS.escape(id)}`).value || null : undefined,
      );
    return html`<li class="job failed" data-id=${set.id}>
      ${thumbnail(set)}
      <div class="job-what">
        <strong>${setName(set)}</strong>
        <p class="line">
          ${mark("fault")}<span
            >${set.error ? failureMessage(set.error) : ""}
            ${set.tries > 1 ? queueWords.tries(set.tries) : ""}
            ${set.has_video && !HOPELESS.has(code) ? queueWords.safe : ""}</span
          >
        </p>
        ${nameable
          ? html`<div class="field">
              <label for=${id}>${queueWords.exercise}</label
              ><select id=${id}>
                <option value="">${queueWords.recognise}</option>
                ${this.exercises.map(
                  (one) =>
                    html`<option value=${one.id} ?selected=${one.id === set.requested}>
                      ${one.title}
                    </option>`,
                )}
              </select>
            </div>`
          : nothing}
        <div class="buttons">
          ${HOPELESS.has(code) ? nothing : button(queueWords.again, again, true)}
          ${set.report_ready
            ? html`<a class="button small" href="/review/${set.id}">${queueWords.ready}</a>`
            : nothing}
          ${FILMABLE.has(code)
            ? html`<a class="button small" href="/exercises">${queueWords.film}</a>`
            : nothing}
          ${button(queueWords.remove, () => this.actions?.remove(set))}
        </div>
      </div>
    </li>`;
  }
}

customElements.define("fc-queue", Queue);

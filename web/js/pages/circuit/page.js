/** `<fc-circuit>`: the activation circuit before training, one exercise after the other, with rests. */

/** @import { CircuitStep } from "../../../types/api.js" */
/** @import { Exercise } from "../../api/types.js" */

import { html, LitElement, nothing } from "/vendor/lit-3.3.3.js";
import { exercises } from "../../api/exercises.js";
import { api, messageOf } from "../../api/http.js";
import "../../components/header.js";
import { exerciseFigure } from "../../components/exercise-figure.js";
import { mark } from "../../components/icons.js";
import { retryNotice } from "../../components/notice.js";
import { toast } from "../../components/toast.js";
import { describePlan } from "../../components/plan-text.js";
import { dayOf, utcOffset } from "../../lib/dates.js";
import { words } from "../../words/circuit.js";

const SECOND = 1000;

class Circuit extends LitElement {
  static properties = {
    steps: { state: true },
    at: { state: true },
    left: { state: true },
    trouble: { state: true },
    busy: { state: true },
  };

  constructor() {
    super();
    /** @type {CircuitStep[] | null} */
    this.steps = null;
    /** @type {Map<string, Exercise>} */
    this.known = new Map();
    this.at = 0;
    this.left = 0;
    /** @type {unknown} what asking for it failed with */
    this.trouble = null;
    this.busy = false;
    /** @type {ReturnType<typeof setInterval> | undefined} */
    this.timer = undefined;
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  async #load() {
    try {
      const [{ steps }, all] = await Promise.all([
        api.get(`/programme/circuit?day=${dayOf()}&tz=${utcOffset()}`),
        exercises(),
      ]);
      this.known = new Map(all.map((e) => [e.id, e]));
      this.steps = steps;
      this.trouble = null;
      // Back from recording one exercise: rest, then the next.
      const after = Number(new URLSearchParams(location.search).get("after"));
      if (after >= 1 && after <= steps.length) this.#next(after);
    } catch (error) {
      this.trouble = error;
    }
  }

  /** @param {number} at the step that comes now, after the rest of the one before */
  #next(at) {
    clearInterval(this.timer);
    this.at = at;
    this.left = this.steps?.[at - 1]?.rest ?? 0;
    if (this.left) this.timer = setInterval(() => this.#tick(), SECOND);
    this.#focus();
  }

  #tick() {
    this.left -= 1;
    if (this.left <= 0) this.#go();
  }

  #go() {
    clearInterval(this.timer);
    this.left = 0;
    this.#focus();
  }

  async #focus() {
    await this.updateComplete;
    this.querySelector("h1")?.focus();
  }

  /** @param {CircuitStep} step */
  async #done(step) {
    if (this.busy) return;
    this.busy = true;
    try {
      const { id } = await api.post("/entries", {
        day: dayOf(),
        exercise: step.exercise,
        reps: step.reps[0],
        note: words.note,
      });
      toast(words.ticked(step.title), { undo: () => this.#undo(id) });
      this.#next(this.at + 1);
    } catch (error) {
      toast(messageOf(error));
    }
    this.busy = false;
  }

  /** @param {string} entry */
  async #undo(entry) {
    try {
      await api.delete(`/entries/${entry}`);
      this.#next(this.at - 1);
      this.#go();
    } catch (error) {
      toast(messageOf(error));
    }
  }

  render() {
    const { steps, at, left } = this;
    if (this.trouble) {
      return html`<h1 tabindex="-1">${words.title}</h1>
        <div role="alert">${retryNotice(this.trouble, () => this.#load())}</div>`;
    }
    if (!steps) {
      return html`<h1 tabindex="-1">${words.title}</h1>
        <p class="quiet" role="status">${words.loading}</p>`;
    }
    if (at >= steps.length) return this.#end();
    return html`<p class="eyebrow">${words.title} · ${words.stepOf(at + 1, steps.length)}</p>
      ${left ? this.#rest(steps[at], left) : this.#step(steps[at])}
      <ol class="plain circuit-steps" aria-label=${words.all}>
        ${steps.map(
          (step, i) =>
            html`<li class="line" aria-current=${i === at ? "step" : nothing}>
              ${i < at ? mark("ok") : html`<span class="number quiet">${i + 1}</span>`}
              <span>${step.title}</span>
            </li>`,
        )}
      </ol>`;
  }

  /** @param {CircuitStep} next @param {number} left */
  #rest(next, left) {
    return html`<h1 tabindex="-1">${words.rest}</h1>
      <p class="countdown" role="timer">${words.seconds(left)}</p>
      <p class="lead">${words.next(next.title)}</p>
      <p class="buttons">
        <button class="button main" type="button" @click=${() => this.#go()}>${words.goOn}</button>
      </p>`;
  }

  /** @param {CircuitStep} step */
  #step(step) {
    const known = this.known.get(step.exercise);
    const timed = step.exercise === "foam_rolling";
    return html`<h1 tabindex="-1">${step.title}</h1>
      ${known ? html`<div class="moves once">${exerciseFigure(step.exercise)}</div>` : nothing}
      <p class="lead">${timed ? words.foam.dose : describePlan(step)}</p>
      <p>${known ? `${known.start} ${known.steps}` : timed ? words.foam.how : nothing}</p>
      ${step.done ? html`<p class="quiet">${words.doneToday(step.done)}</p>` : nothing}
      <p class="buttons">
        <button class="button main" type="button" ?disabled=${this.busy} @click=${() => this.#done(step)}>
          ${words.done}
        </button>
        ${step.filmed
          ? html`<a class="button" href="/record?exercise=${step.exercise}&circuit=${this.at + 1}"
              >${words.record}</a
            >`
          : nothing}
        <button class="button bare" type="button" @click=${() => this.#skip()}>${words.skip}</button>
      </p>`;
  }

  #skip() {
    this.#next(this.at + 1);
    this.#go();
  }

  #end() {
    return html`<h1 tabindex="-1">${words.end}</h1>
      <p class="lead">${words.ready}</p>
      <p class="buttons">
        <a class="button main" href="/today">${words.today}</a>
        <button class="button bare" type="button" @click=${() => this.#next(0)}>${words.again}</button>
      </p>`;
  }
}

customElements.define("fc-circuit", Circuit);

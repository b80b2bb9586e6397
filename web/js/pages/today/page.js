/** `<fc-today>`: what is planned today and done of it, how it feels, and the phase it belongs to. */

import { html, LitElement, nothing } from "/vendor/lit-3.3.3.js";
import { clientId, forClient } from "../../api/client-scope.js";
import { api } from "../../api/http.js";
import "../../components/comment-news.js";
import { confirmDialog } from "../../components/confirm-dialog.js";
import "../../components/header.js";
import { mark } from "../../components/icons.js";
import { changeLoad } from "../../components/load.js";
import "../../components/recovery.js";
import { toast } from "../../components/toast.js";
import { phaseSection } from "../../components/training-phase.js";
import { askLog, attemptThen, changePhase, changePlan } from "../../components/training-plan.js";
import { dayOf, longDay, utcOffset } from "../../lib/dates.js";
import { polling } from "../../lib/polling.js";
import { words as circuitWords } from "../../words/circuit.js";
import { words as shared } from "../../words/shared.js";
import { words } from "../../words/today.js";
import { checkInSummary } from "./check-in.js";
import { exerciseRow, extraExercises, otherDays } from "./exercise-row.js";

class Today extends LitElement {
  static properties = { data: { state: true }, trouble: { state: true } };

  constructor() {
    super();
    this.data = null;
    this.trouble = null;
    this.turn = 0;
    this.tried = attemptThen(() => {
      this.turn += 1;
      this.asking.now();
    });
    const own = {
      log: (planned) => this.#log(planned),
      takeBack: (planned, entry) => this.#takeBack(planned, entry),
      load: ({ title }, set) =>
        changeLoad(set.id ? `/analyses/${set.id}` : `/entries/${set.entry}`, title, set, this.tried),
    };
    this.actions = {
      ...(clientId() ? {} : own),
      change: (planned) => changePlan(planned, this.tried),
      phase: (/** @type {number} */ number) => this.#move(number),
      record: (/** @type {Event} */ event, /** @type {string} */ to) => this.#record(event, to),
    };
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.asking = polling(() => this.#ask());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.asking.stop();
  }

  /** Today, here, for the person whose page it is. */
  get #programme() {
    return forClient(`/programme?day=${dayOf()}&tz=${utcOffset()}`);
  }

  async #ask() {
    const turn = ++this.turn;
    try {
      const data = await api.get(this.#programme);
      // An answer from before something was changed would take the change back for a moment.
      if (turn === this.turn) this.data = data;
      this.trouble = null;
    } catch (error) {
      this.trouble = error;
      throw error;
    }
    return false;
  }

  /** With strong or growing pain, ask once more before going on. @returns {Promise<boolean>} */
  async #sure() {
    const { stop } = this.data.facts;
    return !stop || confirmDialog({ title: words.stop, message: stop, ...words.painful });
  }

  async #move(number) {
    const from = this.data.phase.number;
    if (number > from && !(await this.#sure())) return;
    await changePhase(this.#programme, number, from, this.tried);
  }

  async #record(event, to) {
    if (!this.data.facts.stop) return;
    event.preventDefault();
    if (await this.#sure()) location.assign(to);
  }

  async #log(planned) {
    const given = await askLog(planned);
    if (!given) return;
    const { day } = this.data;
    const entry = await this.tried(() =>
      api.post("/entries", { day, exercise: planned.exercise, ...given }),
    );
    if (entry) toast(words.logging.logged(planned.title), { undo: () => this.#erase(planned, entry.id) });
  }

  async #erase(planned, entry) {
    if (!(await this.tried(() => api.delete(`/entries/${entry}`)))) return false;
    return true;
  }

  async #takeBack(planned, entry) {
    if (!(await this.#erase(planned, entry))) return;
    await this.updateComplete;
    this.querySelector(`[data-exercise="${CSS.escape(planned.exercise)}"] .log`)?.focus();
    toast(words.logging.taken(planned.title), {
      undo: async () => {
        if (await this.tried(() => api.post(`/entries/${entry}/restore`))) {
          toast(words.logging.back(planned.title));
        }
      },
    });
  }

  render() {
    const { data, trouble } = this;
    return html` <header class="hello">
        <p class="eyebrow">${longDay(data?.day ?? dayOf())}</p>
        <h1 tabindex="-1">${words.title}</h1>
        ${data?.today.length
          ? html`<p class="lead quiet">
              ${words.tally(data.today.filter((t) => t.finished).length, data.today.length)}
            </p>`
          : nothing}
      </header>
      <div role="alert">
        ${data?.facts.stop
          ? html`<div class="notice bad stop">
              ${mark("fault")}
              <div>
                <strong>${words.stop}</strong>
                <p>${data.facts.stop}</p>
              </div>
            </div>`
          : nothing}
      </div>
      <div role="status">
        ${trouble
          ? this.#gone()
          : data?.reminder && !data.facts.stop && !clientId()
            ? html`<p class="notice reminder">${data.reminder}</p>`
            : nothing}
      </div>
      ${clientId() ? nothing : html`<fc-news></fc-news>`}
      ${data
        ? this.#all()
        : trouble
          ? nothing
          : html`<p class="unseen-text" role="status">${words.loading}</p>
              <ul class="plain waiting" aria-hidden="true">
                <li></li>
                <li></li>
                <li></li>
              </ul>`}`;
  }

  #gone() {
    const { trouble } = this;
    return html`<div class="notice bad">
      ${mark("fault")}
      <div>
        <strong>${trouble.gone ? words.gone.title : trouble.message}</strong>
        ${trouble.gone ? html`<p>${words.gone.message}</p>` : nothing}
        <div class="buttons">
          <button class="button small" type="button" @click=${() => this.asking.now()}>
            ${shared.tryAgain}
          </button>
        </div>
      </div>
    </div>`;
  }

  #circuit() {
    return html`<div class="circuit">
      <p><strong>${circuitWords.title}.</strong> <span class="quiet">${circuitWords.about}</span></p>
      <a class="button small" href="/circuit" @click=${(event) => this.#record(event, "/circuit")}
        >${circuitWords.start}</a
      >
    </div>`;
  }

  #all() {
    const { data } = this;
    const next = data.today.find((t) => t.filmed && !t.finished)?.exercise;
    return html`<div class="day ${data.facts.stop ? "painful" : ""}">
        <section class="plan" aria-labelledby="plan-title">
          ${clientId() ? nothing : this.#circuit()}
          <h2 id="plan-title" class=${data.today.length ? "unseen-text" : ""}>
            ${data.today.length ? words.list : words.rest.title}
          </h2>
          ${data.today.length
            ? html`<ul class="plain planned">
                ${data.today.map((t) =>
                  exerciseRow(t, { main: t.exercise === next && !data.facts.stop, actions: this.actions }),
                )}
              </ul>`
            : html`<p>${words.rest.message}</p>`}
          ${extraExercises(data, this.actions)} ${otherDays(data, this.actions)}
        </section>
        ${clientId()
          ? checkInSummary(data.checkin)
          : html`<fc-checkin
              .day=${data.day}
              .data=${data.checkin}
              @saved=${() => {
                this.turn += 1;
                this.asking.now();
              }}></fc-checkin>`}
      </div>
      ${phaseSection(data, this.actions.phase, clientId())}
      <fc-recovery .of=${data}></fc-recovery>`;
  }
}

customElements.define("fc-today", Today);

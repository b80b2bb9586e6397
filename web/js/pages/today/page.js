/** `<fc-today>`: what is planned today and done of it, how it feels, and the phase it belongs to. */

/** @import { PlannedOut, Programme, SetDone, TodayOut } from "../../../types/api.js" */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { clientId, forClient } from "../../api/client-scope.js";
import { api } from "../../api/http.js";
import "../../components/comment-news.js";
import { confirmDialog } from "../../components/confirm-dialog.js";
import "../../components/header.js";
import { mark } from "../../components/icons.js";
import { changeLoad } from "../../components/load.js";
import { retryNotice } from "../../components/notice.js";
import { PolledPage } from "../../components/polled-page.js";
import "../../components/recovery.js";
import { toast } from "../../components/toast.js";
import { phaseSection } from "../../components/training-phase.js";
import { askLog, attemptThen, changePhase, changePlan } from "../../components/training-plan.js";
import { dayOf, longDay, utcOffset } from "../../lib/dates.js";
import { words as circuitWords } from "../../words/circuit.js";
import { words } from "../../words/today.js";
import { checkInSummary } from "./check-in.js";
import { exerciseRow, extraExercises, otherDays } from "./exercise-row.js";

/** @typedef {Pick<PlannedOut, "exercise" | "title">} Named */

/** @extends {PolledPage<Programme>} */
class Today extends PolledPage {
  constructor() {
    super();
    this.attempt = attemptThen(() => this.refresh());
    /** @type {import("./exercise-row.js").OwnActions} */
    const own = {
      log: (planned) => this.#log(planned),
      takeBack: (done, entry) => this.#takeBack(done, entry),
      load: ({ title }, set) => this.#changeLoad(title, set),
      record: (event, to) => this.#record(event, to),
    };
    /** @type {import("./exercise-row.js").Actions} */
    this.actions = { change: (planned) => changePlan(planned, this.attempt), own: clientId() ? null : own };
  }

  /** Today, here, for the person whose page it is. */
  get #programme() {
    return forClient(`/programme?day=${dayOf()}&tz=${utcOffset()}`);
  }

  /** @returns {Promise<Programme>} */
  fetchData() {
    return api.get(this.#programme);
  }

  // --- what can be done --------------------------------------------------------------------------

  /** With strong or growing pain, ask once more before going on. @returns {Promise<boolean>} */
  async #sure() {
    const stop = this.data?.facts.stop;
    return !stop || confirmDialog({ title: words.stop, message: stop, ...words.painful });
  }

  /** @param {number} from @param {number} to the phase to go on with, or back to */
  async #move(from, to) {
    if (to > from && !(await this.#sure())) return;
    await changePhase(this.#programme, to, from, this.attempt);
  }

  /** @param {Event} event @param {string} to */
  async #record(event, to) {
    if (!this.data?.facts.stop) return;
    event.preventDefault();
    if (await this.#sure()) location.assign(to);
  }

  /** @param {PlannedOut} planned */
  async #log(planned) {
    const day = this.data?.day;
    const given = await askLog(planned);
    if (!given) return;
    const entry = await this.attempt(() =>
      api.post("/entries", { day, exercise: planned.exercise, ...given }),
    );
    if (entry) toast(words.logging.logged(planned.title), { undo: () => this.#erase(entry.id) });
  }

  /** @param {string} title of its exercise @param {SetDone} set */
  #changeLoad(title, set) {
    return changeLoad(set.id ? `/analyses/${set.id}` : `/entries/${set.entry}`, title, set, this.attempt);
  }

  /** @param {string} entry @returns {Promise<boolean>} whether it is gone */
  async #erase(entry) {
    return (await this.attempt(() => api.delete(`/entries/${entry}`))) !== null;
  }

  /** @param {Named} done @param {string} entry */
  async #takeBack({ exercise, title }, entry) {
    if (!(await this.#erase(entry))) return;
    await this.updateComplete;
    this.querySelector(`[data-exercise="${CSS.escape(exercise)}"] .log`)?.focus();
    toast(words.logging.taken(title), {
      undo: async () => {
        if (await this.attempt(() => api.post(`/entries/${entry}/restore`))) {
          toast(words.logging.back(title));
        }
      },
    });
  }

  // --- drawing -----------------------------------------------------------------------------------

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
      <div role="alert">${data?.facts.stop ? stopNotice(data.facts.stop) : nothing}</div>
      <div role="status">
        ${trouble
          ? retryNotice(trouble, () => this.refresh())
          : data?.reminder && !data.facts.stop && !clientId()
            ? html`<p class="notice reminder">${data.reminder}</p>`
            : nothing}
      </div>
      ${clientId() ? nothing : html`<fc-news></fc-news>`}
      ${data ? this.#all(data) : trouble ? nothing : loading()}`;
  }

  /** @param {Programme} data */
  #all(data) {
    return html`<div class="day ${data.facts.stop ? "painful" : ""}">
        <section class="plan" aria-labelledby="plan-title">
          ${this.actions.own ? circuit(this.actions.own) : nothing}
          <h2 id="plan-title" class=${data.today.length ? "unseen-text" : ""}>
            ${data.today.length ? words.list : words.rest.title}
          </h2>
          ${data.today.length ? this.#planned(data) : html`<p>${words.rest.message}</p>`}
          ${extraExercises(data.others, this.actions)} ${otherDays(data, this.actions)}
        </section>
        ${clientId()
          ? checkInSummary(data.checkin)
          : html`<fc-checkin
              .day=${data.day}
              .data=${data.checkin}
              @saved=${() => this.refresh()}></fc-checkin>`}
      </div>
      ${phaseSection(data, (to) => this.#move(data.phase.number, to), clientId())}
      <fc-recovery .of=${data}></fc-recovery>`;
  }

  /** @param {Programme} data */
  #planned({ today, facts }) {
    const next = facts.stop ? undefined : today.find((t) => t.filmed && !t.finished);
    const row = (/** @type {TodayOut} */ planned) =>
      exerciseRow(planned, { main: planned === next, actions: this.actions });
    return html`<ul class="plain planned">
      ${today.map(row)}
    </ul>`;
  }
}

/** @param {string} reason why one is to stop for now */
const stopNotice = (reason) =>
  html`<div class="notice bad stop">
    ${mark("fault")}
    <div>
      <strong>${words.stop}</strong>
      <p>${reason}</p>
    </div>
  </div>`;

const loading = () =>
  html`<p class="unseen-text" role="status">${words.loading}</p>
    <ul class="plain waiting" aria-hidden="true">
      <li></li>
      <li></li>
      <li></li>
    </ul>`;

/** @param {import("./exercise-row.js").OwnActions} actions */
const circuit = ({ record }) =>
  html`<div class="circuit">
    <p><strong>${circuitWords.title}.</strong> <span class="quiet">${circuitWords.about}</span></p>
    <a
      class="button small"
      href="/circuit"
      @click=${(/** @type {Event} */ event) => record(event, "/circuit")}
      >${circuitWords.start}</a
    >
  </div>`;

customElements.define("fc-today", Today);

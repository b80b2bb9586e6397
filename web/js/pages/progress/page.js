/** `<fc-progress>`: one exercise over weeks, on one page that also goes to a physiotherapist. */

import { html, LitElement, live, nothing } from "/vendor/lit-3.3.3.js";
import { clientId, clientName, forClient, withClient } from "../../api/client-scope.js";
import { api } from "../../api/http.js";
import "../../components/header.js";
import { cueCharts, firstValues } from "../../components/cue-charts.js";
import { loadSection } from "../../components/load-chart.js";
import { painChart } from "../../components/pain-chart.js";
import { retryNotice } from "../../components/notice.js";
import "../../components/recovery.js";
import { sideTable, weekTable } from "../../components/training-tables.js";
import { addDays, dayOf, shortDay, utcOffset } from "../../lib/dates.js";
import { polling } from "../../lib/polling.js";
import { words } from "../../words/progress.js";

const SPANS = Object.keys(words.spans);
const USUAL = "12";

class Progress extends LitElement {
  static properties = {
    data: { state: true },
    trouble: { state: true },
    exercise: { state: true },
    span: { state: true },
  };

  constructor() {
    super();
    this.data = null;
    this.trouble = null;
    this.asked = null;
    /** Whose it is, where a coach looks. */
    this.name = "";
    this.#read();
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener("popstate", this.#back);
    this.asking = polling(() => this.#ask());
    clientName().then((name) => {
      this.name = name;
      this.requestUpdate();
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener("popstate", this.#back);
    this.asking.stop();
  }

  #back = () => {
    this.#read();
    this.asking.now();
  };

  #read() {
    const given = new URLSearchParams(location.search);
    this.exercise = given.get("exercise") ?? "";
    this.chosen = SPANS.includes(given.get("weeks"));
    this.span = this.chosen ? given.get("weeks") : USUAL;
  }

  get since() {
    return this.span === "all" ? null : addDays(dayOf(), 1 - 7 * Number(this.span));
  }

  async #ask() {
    const [exercise, span] = [this.exercise, this.span];
    const query = new URLSearchParams(withClient({ until: dayOf(), tz: String(utcOffset()) }));
    if (exercise) query.set("exercise", exercise);
    if (this.since) query.set("since", this.since);
    try {
      const data = await api.get(`/progress?${query}`);
      if (exercise !== this.exercise || span !== this.span) return false;
      this.trouble = null;
      if (!exercise && data.exercise) {
        this.exercise = data.exercise; // the one done last, until another is chosen
        return this.#ask();
      }
      if (!data.exercises.length && !this.chosen && span !== "all") {
        this.span = "all"; // what was done longer ago is better than nothing
        return this.#ask();
      }
      this.data = data;
      this.ariaBusy = "false";
    } catch (error) {
      this.trouble = error;
      throw error;
    }
    return false;
  }

  #look(change) {
    Object.assign(this, change);
    this.chosen = true;
    const query = new URLSearchParams(
      withClient({ ...(this.exercise ? { exercise: this.exercise } : {}), weeks: this.span }),
    );
    history.pushState(null, "", `/progress?${query}`);
    this.ariaBusy = "true";
    this.asking.now();
  }

  get title() {
    return (
      this.data?.exercises.find((e) => e.id === this.exercise)?.title ?? this.exercise.replaceAll("_", " ")
    );
  }

  render() {
    const { data, trouble } = this;
    const some = data?.exercises.length || this.chosen;
    return html` <div class="title-row">
        <h1 tabindex="-1">${this.name ? words.titleOf(this.name) : words.title}</h1>
        ${some
          ? html`<div class="buttons">
              <button class="button" type="button" @click=${() => print()}>${words.print}</button>
              <a class="button" href=${forClient("/summary")}>${words.summary}</a>
              <a class="button bare" href=${forClient(`/api/sets.csv?tz=${utcOffset()}`)} download>
                ${words.csv}
              </a>
            </div>`
          : nothing}
      </div>
      <div role="status">${retryNotice(trouble, () => this.asking.now())}</div>
      ${!data
        ? trouble
          ? nothing
          : html`<p class="quiet waiting" role="status">${words.loading}</p>`
        : some
          ? this.#all()
          : this.#empty()}`;
  }

  #empty() {
    return html`<section class="empty" aria-labelledby="empty-title">
        <img src="/img/film/glute_bridge-side.svg" alt="" width="480" height="472" />
        <div class="stack">
          <h2 id="empty-title">${words.empty.title}</h2>
          <p>${words.empty.message}</p>
          ${clientId()
            ? nothing
            : html`<div class="buttons">
                <a class="button main" href="/record">${words.empty.record}</a
                ><a class="button" href="/today">${words.empty.today}</a>
              </div>`}
        </div>
      </section>
      ${this.data.checkins.length ? painChart(this.data.checkins, this.#ends()) : nothing}`;
  }

  /** The days between which everything is drawn, so that charts can be held against each other. */
  #ends() {
    const { lines, loads, checkins, weeks: all } = this.data;
    const days = [
      ...lines.flatMap((l) => l.points.map((p) => p.day)),
      ...loads.map((l) => l.day),
      ...checkins.map((c) => c.day),
    ].sort();
    const first = this.since && this.span === "4" ? this.since : (days[0] ?? all[0]?.monday ?? dayOf());
    return [first, dayOf() > (days.at(-1) ?? "") ? dayOf() : days.at(-1)];
  }

  #all() {
    const { data } = this;
    const ends = this.#ends();
    const mine = data.lines.filter((l) => l.exercise === this.exercise);
    const both = data.sides.find((s) => s.exercise === this.exercise);
    const days = new Set(mine.flatMap((l) => l.points.map((p) => p.day)));
    const sets = new Set(mine.flatMap((l) => l.points.map((p) => p.set_id)));
    return html` <p class="paper">${words.paper(this.title, shortDay(ends[0]), shortDay(ends[1]))}</p>
      ${this.#filters()}
      ${sets.size
        ? html`<div class="said">
              <p class="lead">${words.sentence(sets.size, this.title, days.size)}</p>
              ${this.#changes(mine)}
            </div>
            ${weekTable(data.weeks)} ${sets.size > 1 ? cueCharts(mine, ends) : firstValues(mine)}
            ${both ? sideTable(both) : nothing}`
        : data.loads.length
          ? weekTable(data.weeks)
          : html`<section class="none">
              <h2>${this.exercise ? words.noSets.title(this.title) : words.noSets.any}</h2>
              <p>${words.noSets.message}</p>
            </section>`}
      ${loadSection(data.loads, ends)} ${painChart(data.checkins, ends)}
      <fc-recovery .of=${data.checkins}></fc-recovery>
      <p class="paper small">${words.paperNote}</p>`;
  }

  /** What can be told apart, in a sentence each. */
  #changes(lines) {
    const of = (change) =>
      lines
        .filter((l) => l.change === change)
        .map((l) => l.name.toLowerCase())
        .join("; ");
    const said = ["better", "worse", "other"]
      .map((change) => [change, of(change)])
      .filter(([, titles]) => titles);
    if (said.length) return html`${said.map(([change, titles]) => html`<p>${words[change](titles)}</p>`)}`;
    return lines.some((l) => l.change === "none") ? html`<p>${words.steady}</p>` : nothing;
  }

  #filters() {
    const known = this.data.exercises.some((e) => e.id === this.exercise);
    return html`<form
      class="looking"
      aria-label=${words.filter.label}
      @submit=${(event) => event.preventDefault()}>
      <div class="field">
        <label for="exercise">${words.filter.exercise}</label>
        <select
          id="exercise"
          .value=${live(this.exercise)}
          @change=${(event) => this.#look({ exercise: event.target.value })}>
          ${known || !this.exercise
            ? nothing
            : html`<option value=${this.exercise} selected>${this.title}</option>`}
          ${this.data.exercises.map(
            (e) =>
              html`<option value=${e.id} ?selected=${e.id === this.exercise}>
                ${words.filter.counted(e.title, e.sets)}
              </option>`,
          )}
        </select>
      </div>
      <div class="field">
        <label for="span">${words.filter.span}</label>
        <select
          id="span"
          .value=${live(this.span)}
          @change=${(event) => this.#look({ span: event.target.value })}>
          ${SPANS.map(
            (span) =>
              html`<option value=${span} ?selected=${span === this.span}>${words.spans[span]}</option>`,
          )}
        </select>
      </div>
    </form>`;
  }
}

customElements.define("fc-progress", Progress);

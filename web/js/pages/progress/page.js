/** `<fc-progress>`: one exercise over weeks, on one page that also goes to a physiotherapist. */

/** @import { Progress as ProgressData } from "../../../types/api.js" */
/** @typedef {import("../../lib/time-span.js").Span} Span */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { clientId, clientName, forClient, withClient } from "../../api/client-scope.js";
import { api } from "../../api/http.js";
import "../../components/header.js";
import { cueCharts, firstValues } from "../../components/cue-charts.js";
import { loadSection } from "../../components/load-chart.js";
import { painChart } from "../../components/pain-chart.js";
import { PolledPage } from "../../components/polled-page.js";
import "../../components/recovery.js";
import { selectField } from "../../components/select-field.js";
import { spanField } from "../../components/span-field.js";
import { sideTable, weekTable } from "../../components/training-tables.js";
import { dayOf, shortDay, utcOffset } from "../../lib/dates.js";
import { firstDayOf, spanFromAddress, USUAL_SPAN } from "../../lib/time-span.js";
import { words } from "../../words/progress.js";
import { changes } from "./changes.js";

/** @extends {PolledPage<ProgressData>} */
class Progress extends PolledPage {
  static properties = { exercise: { state: true }, span: { state: true } };

  constructor() {
    super();
    /** Whose it is, where a coach looks. */
    this.name = "";
    /** Whether the time was chosen; else it is as long as it must be to show something. */
    this.chosen = false;
    this.exercise = "";
    /** @type {Span} */
    this.span = USUAL_SPAN;
    this.#read();
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener("popstate", this.#back);
    clientName().then((name) => {
      this.name = name;
      this.requestUpdate();
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener("popstate", this.#back);
  }

  #back = () => {
    this.#read();
    this.refresh();
  };

  #read() {
    const span = spanFromAddress(location.search);
    this.exercise = new URLSearchParams(location.search).get("exercise") ?? "";
    this.chosen = span !== null;
    this.span = span ?? USUAL_SPAN;
  }

  /** @param {() => boolean} isCurrent @returns {Promise<ProgressData>} */
  async fetchData(isCurrent) {
    const { exercise, span } = this;
    const since = firstDayOf(span);
    const query = withClient({
      until: dayOf(),
      tz: String(utcOffset()),
      ...(exercise && { exercise }),
      ...(since && { since }),
    });
    /** @type {ProgressData} */
    const data = await api.get(`/progress?${new URLSearchParams(query)}`);
    if (!isCurrent()) return data;
    if (!exercise && data.exercise) {
      this.exercise = data.exercise; // the one done last, until another is chosen
      return this.fetchData(isCurrent);
    }
    if (!data.exercises.length && !this.chosen && span !== "all") {
      this.span = "all"; // what was done longer ago is better than nothing
      return this.fetchData(isCurrent);
    }
    this.ariaBusy = "false";
    return data;
  }

  /** @param {{exercise?: string, span?: Span}} change */
  #look({ exercise = this.exercise, span = this.span }) {
    Object.assign(this, { exercise, span, chosen: true });
    const query = new URLSearchParams(withClient({ ...(exercise && { exercise }), weeks: span }));
    history.pushState(null, "", `/progress?${query}`);
    this.ariaBusy = "true";
    this.refresh();
  }

  /** Of the exercise. @param {ProgressData | null} data */
  #title(data) {
    const known = data?.exercises.find(({ id }) => id === this.exercise);
    return known?.title ?? this.exercise.replaceAll("_", " ");
  }

  // --- drawing -----------------------------------------------------------------------------------

  render() {
    const { data, trouble } = this;
    const some = data?.exercises.length || this.chosen;
    return html` <div class="title-row">
        <h1 tabindex="-1">${this.name ? words.titleOf(this.name) : words.title}</h1>
        ${some ? actions() : nothing}
      </div>
      ${this.notice()}
      ${!data
        ? trouble
          ? nothing
          : html`<p class="quiet waiting" role="status">${words.loading}</p>`
        : some
          ? this.#all(data)
          : this.#empty(data)}`;
  }

  /** The days between which everything is drawn, so that charts can be held against each other.
   * @param {ProgressData} data @returns {[string, string]} */
  #ends({ lines, loads, checkins, weeks }) {
    const today = dayOf();
    const days = [
      ...lines.flatMap((line) => line.points.map(({ day }) => day)),
      ...[...loads, ...checkins].map(({ day }) => day),
    ].sort();
    const [first = weeks[0]?.monday ?? today, last = today] = [days[0], days[days.length - 1]];
    const since = this.span === "4" ? firstDayOf(this.span) : null;
    return [since ?? first, today > last ? today : last];
  }

  /** @param {ProgressData} data */
  #all(data) {
    const ends = this.#ends(data);
    const title = this.#title(data);
    return html` <p class="paper">${words.paper(title, shortDay(ends[0]), shortDay(ends[1]))}</p>
      ${this.#form(data)} ${this.#measured(data, title, ends)} ${loadSection(data.loads, ends)}
      ${painChart(data.checkins, ends)}
      <fc-recovery .of=${data.checkins}></fc-recovery>
      <p class="paper small">${words.paperNote}</p>`;
  }

  /** What was measured of the exercise. @param {ProgressData} data @param {string} title
   * @param {[string, string]} ends */
  #measured(data, title, ends) {
    const lines = data.lines.filter(({ exercise }) => exercise === this.exercise);
    const sides = data.sides.find(({ exercise }) => exercise === this.exercise);
    const points = lines.flatMap((line) => line.points);
    const days = new Set(points.map(({ day }) => day));
    const sets = new Set(points.map(({ set_id: id }) => id));
    if (!sets.size) {
      return data.loads.length
        ? weekTable(data.weeks)
        : html`<section class="none">
            <h2>${this.exercise ? words.noSets.title(title) : words.noSets.any}</h2>
            <p>${words.noSets.message}</p>
          </section>`;
    }
    return html`<div class="said">
        <p class="lead">${words.sentence(sets.size, title, days.size)}</p>
        ${changes(lines)}
      </div>
      ${weekTable(data.weeks)} ${sets.size > 1 ? cueCharts(lines, ends) : firstValues(lines)}
      ${sides ? sideTable(sides) : nothing}`;
  }

  /** @param {ProgressData} data */
  #form(data) {
    return html`<form
      class="looking"
      aria-label=${words.filter.label}
      @submit=${(/** @type {Event} */ event) => event.preventDefault()}>
      ${selectField({
        id: "exercise",
        label: words.filter.exercise,
        chosen: this.exercise,
        options: data.exercises.map(({ id, title, sets }) => [id, words.filter.counted(title, sets)]),
        change: (exercise) => this.#look({ exercise }),
      })}
      ${spanField(this.span, (span) => this.#look({ span }))}
    </form>`;
  }

  /** @param {ProgressData} data */
  #empty(data) {
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
      ${data.checkins.length ? painChart(data.checkins, this.#ends(data)) : nothing}`;
  }
}

const actions = () =>
  html`<div class="buttons">
    <button class="button" type="button" @click=${() => print()}>${words.print}</button>
    <a class="button" href=${forClient("/summary")}>${words.summary}</a>
    <a class="button bare" href=${forClient(`/api/sets.csv?tz=${utcOffset()}`)} download>${words.csv}</a>
  </div>`;

customElements.define("fc-progress", Progress);

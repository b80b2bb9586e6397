/** `<fc-summary>`: all exercises, facts, pain and prescription on paper, for a physiotherapist. */

/** @import { LimitOut, Programme, Progress } from "../../../types/api.js" */
/** @typedef {import("../../lib/time-span.js").Span} Span */

import { html } from "/vendor/lit-3.3.3.js";
import { clientId, clientName, forClient, withClient } from "../../api/client-scope.js";
import { exercises } from "../../api/exercises.js";
import { api } from "../../api/http.js";
import { serverState } from "../../api/server-state.js";
import "../../components/header.js";
import { painChart } from "../../components/pain-chart.js";
import { PolledPage } from "../../components/polled-page.js";
import { spanField } from "../../components/span-field.js";
import { weekTable } from "../../components/training-tables.js";
import { dayOf, longDay, shortDay, utcOffset } from "../../lib/dates.js";
import { firstDayOf, spanFromAddress, USUAL_SPAN } from "../../lib/time-span.js";
import { words } from "../../words/summary.js";
import { measurements } from "./measurements.js";
import { overview } from "./overview.js";
import { planSection } from "./plan.js";

/**
 * @typedef {object} SummaryData
 * @property {Progress} progress of all exercises
 * @property {Programme} programme
 * @property {LimitOut[]} limits the ones that were changed
 * @property {import("./measurements.js").Measured[]} measured the exercises that were filmed
 * @property {Map<string, string>} titles of the exercises
 * @property {string} name whose summary it is
 * @property {string} day on which it is made
 */

/** @extends {PolledPage<SummaryData>} */
class Summary extends PolledPage {
  static properties = { span: { state: true } };

  constructor() {
    super();
    this.span = spanFromAddress(location.search) ?? USUAL_SPAN;
  }

  async fetchData() {
    const day = dayOf();
    const since = firstDayOf(this.span, day);
    const query = (/** @type {Record<string, string>} */ more = {}) =>
      new URLSearchParams(
        withClient({ until: day, tz: String(utcOffset()), ...(since && { since }), ...more }),
      );
    /** @type {[Progress, Programme, {limits: LimitOut[]}]} */
    const [progress, programme, { limits }] = await Promise.all([
      api.get(`/progress?${query()}`),
      api.get(forClient(`/programme?day=${day}&tz=${utcOffset()}`)),
      api.get(forClient("/limits")),
    ]);
    const [catalogue, { me }, client] = await Promise.all([exercises(), serverState(), clientName()]);
    const measured = await Promise.all(
      progress.exercises
        .filter((exercise) => exercise.sets)
        .map(async (exercise) => {
          /** @type {Progress} */
          const { lines } = await api.get(`/progress?${query({ exercise: exercise.id })}`);
          return { ...exercise, lines: lines.filter((line) => line.exercise === exercise.id) };
        }),
    );
    return {
      progress,
      programme,
      limits: limits.filter((limit) => limit.since),
      measured,
      titles: new Map(catalogue.map(({ id, title }) => [id, title])),
      name: clientId() ? client : (me?.name ?? ""),
      day,
    };
  }

  /** @param {Span} span */
  #look(span) {
    this.span = span;
    history.replaceState(null, "", `/summary?${new URLSearchParams(withClient({ weeks: span }))}`);
    this.refresh();
  }

  render() {
    const { data } = this;
    return html`<header>
        <div class="title-row">
          <h1>${data?.name ? words.titleOf(data.name) : words.title}</h1>
          <div class="buttons">
            <button class="button main" type="button" @click=${() => print()} ?disabled=${!data}>
              ${words.print}
            </button>
          </div>
        </div>
        <p class="quiet on-screen">${words.lead}</p>
      </header>
      ${this.notice()}
      <form class="looking" @submit=${(/** @type {Event} */ event) => event.preventDefault()}>
        ${spanField(this.span, (span) => this.#look(span))}
      </form>
      ${this.content(words.loading, summary)}`;
  }
}

/** @param {SummaryData} data */
function summary(data) {
  const { progress, programme, measured, limits, titles, day } = data;
  const ends = drawnDays(data);
  return html`<p class="period">
      ${words.period(shortDay(ends[0]), shortDay(ends[1]))}
      <span class="quiet">(${words.made(longDay(day))})</span>
    </p>
    ${overview(progress, programme)} ${weekTable(progress.weeks)}
    ${measurements(measured, progress.sides, programme.plan)} ${painChart(progress.checkins, ends)}
    ${planSection(programme.plan, limits, titles)}
    <p class="small quiet">${words.note}</p>`;
}

/** @param {SummaryData} data @returns {[string, string]} the first and the last day of the charts */
function drawnDays({ progress, measured, day }) {
  const days = [
    ...progress.checkins.map((checkIn) => checkIn.day),
    ...measured.flatMap(({ lines }) => lines.flatMap((line) => line.points.map((point) => point.day))),
  ].sort();
  return [days[0] ?? progress.weeks[0]?.monday ?? day, day];
}

customElements.define("fc-summary", Summary);

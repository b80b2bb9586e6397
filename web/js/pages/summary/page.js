/** `<fc-summary>`: all exercises, facts, pain and prescription on paper, for a physiotherapist. */

import { html, LitElement, live, nothing } from "/vendor/lit-3.3.3.js";
import { clientId, clientName, forClient, withClient } from "../../api/client-scope.js";
import { exercises } from "../../api/exercises.js";
import { api } from "../../api/http.js";
import { serverState } from "../../api/server-state.js";
import "../../components/header.js";
import { mark } from "../../components/icons.js";
import { changeMark } from "../../components/cue-charts.js";
import { painChart } from "../../components/pain-chart.js";
import { weekTable } from "../../components/training-tables.js";
import { describePlan, progressionLine } from "../../components/training-plan.js";
import { addDays, dayOf, longDay, shortDay, utcOffset } from "../../lib/dates.js";
import { polling } from "../../lib/polling.js";
import { words as spans } from "../../words/progress.js";
import { words as shared } from "../../words/shared.js";
import { words } from "../../words/summary.js";
import { words as today } from "../../words/today.js";

const SPANS = Object.keys(spans.spans);
const REGIONS = ["back", "hip", "knee"];

class Summary extends LitElement {
  static properties = { data: { state: true }, trouble: { state: true }, span: { state: true } };

  constructor() {
    super();
    const given = new URLSearchParams(location.search).get("weeks");
    this.data = null;
    this.trouble = null;
    this.span = SPANS.includes(given) ? given : "12";
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

  async #ask() {
    const span = this.span;
    const day = dayOf();
    const query = (more = {}) =>
      new URLSearchParams(
        withClient({
          until: day,
          tz: String(utcOffset()),
          ...(span === "all" ? {} : { since: addDays(day, 1 - 7 * Number(span)) }),
          ...more,
        }),
      );
    try {
      const [all, programme, limits, catalogue, { me }, name] = await Promise.all([
        api.get(`/progress?${query()}`),
        api.get(forClient(`/programme?day=${day}&tz=${utcOffset()}`)),
        api.get(forClient("/limits")),
        exercises(),
        serverState(),
        clientName(),
      ]);
      const filmed = all.exercises.filter((e) => e.sets);
      const parts = await Promise.all(filmed.map((e) => api.get(`/progress?${query({ exercise: e.id })}`)));
      if (span !== this.span) return false;
      this.data = {
        all,
        programme,
        limits: limits.limits.filter((l) => l.since),
        name: clientId() ? name : (me?.name ?? ""),
        day,
        titles: new Map(catalogue.map((e) => [e.id, e.title])),
        exercises: filmed.map((e, at) => ({
          ...e,
          lines: parts[at].lines.filter((l) => l.exercise === e.id),
        })),
      };
      this.trouble = null;
    } catch (error) {
      this.trouble = error;
      throw error;
    }
    return false;
  }

  #look(span) {
    this.span = span;
    history.replaceState(null, "", `/summary?${new URLSearchParams(withClient({ weeks: span }))}`);
    this.asking.now();
  }

  render() {
    const { data, trouble } = this;
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
      <div role="status">
        ${trouble
          ? html`<div class="notice bad">
              ${mark("fault")}
              <div>
                <strong>${trouble.message}</strong>
                <div class="buttons">
                  <button class="button small" type="button" @click=${() => this.asking.now()}>
                    ${shared.tryAgain}
                  </button>
                </div>
              </div>
            </div>`
          : nothing}
      </div>
      <form class="looking" @submit=${(event) => event.preventDefault()}>
        <div class="field">
          <label for="span">${words.span}</label>
          <select id="span" .value=${live(this.span)} @change=${(event) => this.#look(event.target.value)}>
            ${SPANS.map(
              (s) => html`<option value=${s} ?selected=${s === this.span}>${spans.spans[s]}</option>`,
            )}
          </select>
        </div>
      </form>
      ${data ? this.#all() : trouble ? nothing : html`<p class="quiet" role="status">${words.loading}</p>`}`;
  }

  /** Between which days everything is drawn. */
  #ends() {
    const { all, day, exercises: some } = this.data;
    const days = [
      ...all.checkins.map((c) => c.day),
      ...some.flatMap((e) => e.lines.flatMap((l) => l.points.map((p) => p.day))),
    ].sort();
    return [days[0] ?? all.weeks[0]?.monday ?? day, day];
  }

  #all() {
    const { all, day } = this.data;
    const ends = this.#ends();
    return html`<p class="period">
        ${words.period(shortDay(ends[0]), shortDay(ends[1]))}
        <span class="quiet">(${words.made(longDay(day))})</span>
      </p>
      ${this.#short()} ${weekTable(all.weeks)} ${this.#measured()} ${painChart(all.checkins, ends)}
      ${this.#plan()}
      <p class="small quiet">${words.note}</p>`;
  }

  #short() {
    const { all, programme } = this.data;
    const texts = words.short;
    const sum = (name) => all.weeks.reduce((n, w) => n + w[name], 0);
    const { facts, phase } = programme;
    const data = (region) => all.checkins.filter((c) => c[region] !== null).map((c) => c[region]);
    const hurt = (region) => {
      const list = data(region);
      return list.length ? texts.painOf(list[0], list.at(-1), list.length) : texts.untold;
    };
    return html`<section aria-labelledby="short">
      <h2 id="short">${texts.title}</h2>
      ${facts.stop
        ? html`<p class="line stop">${mark("fault")}<strong>${facts.stop}</strong></p>`
        : nothing}
      <dl class="facts">
        <div>
          <dt>${texts.phase}</dt>
          <dd>${texts.phaseOf(phase.number, phase.title)}</dd>
        </div>
        <div>
          <dt>${texts.trained}</dt>
          <dd>
            ${texts.trainedOf(sum("days"), sum("sets"))}${facts.days_planned
              ? `; ${texts.planned(facts.days_done, facts.days_planned)}`
              : ""}
          </dd>
        </div>
        <div>
          <dt>${texts.clean}</dt>
          <dd>${texts.cleanOf(sum("good"), sum("reps"))}</dd>
        </div>
        ${REGIONS.map(
          (region) =>
            html`<div>
              <dt>${texts.pain[region]}</dt>
              <dd>${hurt(region)}</dd>
            </div>`,
        )}
      </dl>
    </section>`;
  }

  #measured() {
    const texts = words.exercises;
    const { exercises: some, all, programme } = this.data;
    if (!some.length) {
      return html`<section aria-labelledby="measured">
        <h2 id="measured">${texts.title}</h2>
        <p>${texts.none}</p>
      </section>`;
    }
    const one = ({ id, title, sets, lines }) => {
      const plan = programme.plan.find((p) => p.exercise === id);
      const both = all.sides.find((s) => s.exercise === id);
      return html`<article class="measured">
        <h3>${title} <span class="quiet">${texts.sets(sets)}</span></h3>
        <p class="small">
          ${plan ? texts.asked(describePlan(plan)) : nothing}
          ${both
            ? texts.sides(texts.of(both.left_good, both.left), texts.of(both.right_good, both.right))
            : nothing}
        </p>
        <div class="scroll" role="region" aria-label=${title} tabindex="0">
          <table role="table">
            <thead role="rowgroup">
              <tr role="row">
                ${[texts.cue, texts.limit, texts.first, texts.last, texts.change, texts.faults].map(
                  (head) => html`<th scope="col" role="columnheader">${head}</th>`,
                )}
              </tr>
            </thead>
            <tbody role="rowgroup">
              ${lines.map((line) => this.#line(line))}
            </tbody>
          </table>
        </div>
      </article>`;
    };
    return html`<section aria-labelledby="measured">
      <h2 id="measured">${texts.title}</h2>
      <p class="quiet small">${texts.about}</p>
      ${some.map(one)}
    </section>`;
  }

  #line(line) {
    const texts = words.exercises;
    const [first, last] = [line.points[0], line.points.at(-1)];
    // The roles stand for those that a browser forgets where the rows are blocks, on a phone.
    return html`<tr role="row">
      <th scope="row" role="rowheader">${line.name}</th>
      <td role="cell" data-label=${texts.limit}>${line.goal}</td>
      <td role="cell" data-label=${texts.first}>${first.text}</td>
      <td role="cell" data-label=${texts.last}>${first === last ? "" : last.text}</td>
      <td role="cell" data-label=${texts.change} class="changed">
        <span
          >${line.change === "unknown" ? nothing : changeMark(line.change)}
          ${texts.changes[line.change]}</span
        >
      </td>
      <td role="cell" data-label=${texts.faults}>${texts.faultsOf(last.faults, last.reps)}</td>
    </tr>`;
  }

  #plan() {
    const texts = words.plan;
    const { programme, limits, titles } = this.data;
    const days = ({ days: d }) =>
      !d.length
        ? texts.never
        : d.length === 7
          ? texts.everyDay
          : d.map((n) => today.planning.short[n]).join(", ");
    return html`<section>
      <h2 id="plan">${texts.title}</h2>
      <div class="scroll" role="region" aria-labelledby="plan" tabindex="0">
        <table>
          <thead>
            <tr>
              <th scope="col">${texts.exercise}</th>
              <th scope="col">${texts.days}</th>
              <th scope="col">${texts.amount}</th>
            </tr>
          </thead>
          <tbody>
            ${programme.plan.map(
              (p) =>
                html`<tr>
                  <th scope="row">${p.title}</th>
                  <td>${days(p)}</td>
                  <td>${describePlan(p)}${progressionLine(p)}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${limits.length
        ? html`<h3>${texts.limits}</h3>
            <ul class="small">
              ${limits.map(
                (l) =>
                  html`<li>
                    ${titles.get(l.exercise) ?? l.exercise}, ${l.title.toLowerCase()}: ${l.text}
                    <q>${l.note}</q>
                  </li>`,
              )}
            </ul>`
        : nothing}
    </section>`;
  }
}

customElements.define("fc-summary", Summary);

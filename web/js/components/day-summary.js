/** `<fc-day>`: the plan of the day in short, for a page that is about something else too. */

/** @import { Programme } from "../../types/api.js" */

import { html, LitElement, nothing } from "/vendor/lit-3.3.3.js";
import { api } from "../api/http.js";
import { dayOf, utcOffset } from "../lib/dates.js";
import { words } from "../words/home.js";
import { words as todayWords } from "../words/today.js";
import { exerciseFigure } from "./exercise-figure.js";
import { mark } from "./icons.js";
import { describePlan, progressText } from "./plan-text.js";

class Day extends LitElement {
  static properties = { data: { state: true } };

  constructor() {
    super();
    /** @type {Programme | null} */
    this.data = null;
  }

  createRenderRoot() {
    return this;
  }

  async connectedCallback() {
    super.connectedCallback();
    try {
      this.data = await api.get(`/programme?day=${dayOf()}&tz=${utcOffset()}`);
    } catch {
      this.data = null; // the page stands without it
    }
  }

  render() {
    const { data } = this;
    if (!data) return nothing;
    const { today, facts, streak } = data;
    const next = facts.stop ? null : today.find((t) => t.filmed && !t.finished);
    return html`${streak > 1 ? html`<p class="lead quiet">${words.streak(streak)}</p>` : nothing}
      <section class="my-day" aria-labelledby="day-title">
        <div class="title-row">
          <h2 id="day-title">${words.today}</h2>
          <a href="/today">${words.toToday}</a>
        </div>
        ${facts.stop
          ? html`<p class="notice bad stop">${mark("fault")}<span>${facts.stop}</span></p>`
          : nothing}
        ${today.length
          ? html`<ul class="plain">
              ${today.map(
                (t) =>
                  html`<li class="line">
                    ${t.finished ? mark("ok") : html`<span class="open-mark" aria-hidden="true"></span>`}
                    ${t.filmed ? exerciseFigure(t.exercise) : nothing}
                    <span
                      ><strong>${t.title}</strong>
                      <span class="small quiet">${progressText(t) || describePlan(t)}</span></span
                    >
                  </li>`,
              )}
            </ul>`
          : html`<p class="quiet">${words.rest}</p>`}
        ${next
          ? html`<p>
              <a class="button main" href="/record?exercise=${next.exercise}"
                >${todayWords.row.recordLabel(next.title)}</a
              >
            </p>`
          : today.length && today.every((t) => t.finished)
            ? html`<p>${words.allDone}</p>`
            : nothing}
      </section>`;
  }
}

customElements.define("fc-day", Day);

/** `<fc-client>`: one client for their coach: the facts, the last sets, what is prescribed, the limits. */

import { html, LitElement, nothing, repeat } from "/vendor/lit-3.3.3.js";
import { clients, forClient } from "../../api/client-scope.js";
import { exercises } from "../../api/exercises.js";
import { api } from "../../api/http.js";
import { confirmDialog } from "../../components/confirm-dialog.js";
import "../../components/header.js";
import { mark } from "../../components/icons.js";
import { setRow } from "../../components/set-row.js";
import { phaseSection } from "../../components/training-phase.js";
import {
  attemptThen,
  changePhase,
  changePlan,
  describePlan,
  progressionLine,
} from "../../components/training-plan.js";
import { toast } from "../../components/toast.js";
import { dayOf, shortDay, utcOffset } from "../../lib/dates.js";
import { polling } from "../../lib/polling.js";
import { words } from "../../words/client.js";
import { words as shared } from "../../words/shared.js";
import { words as today } from "../../words/today.js";
import "./notes.js";
import { askWhoGetsPlan, givePlan } from "./share-plan.js";
import { keepTemplate, useTemplate } from "./templates.js";

const LAST = 6;

class Client extends LitElement {
  static properties = { data: { state: true }, trouble: { state: true } };

  constructor() {
    super();
    this.data = null;
    this.trouble = null;
    this.turn = 0;
    this.visited = null;
    this.id = decodeURIComponent(location.pathname.split("/")[2] ?? "");
    this.tried = attemptThen(() => {
      this.turn += 1;
      this.asking.now();
    });
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

  /** @param {string} path @returns {string} about this client */
  #of(path) {
    return forClient(path, this.id);
  }

  get #day() {
    return `day=${dayOf()}&tz=${utcOffset()}`;
  }

  async #ask() {
    const turn = ++this.turn;
    try {
      const who = (await clients()).find((one) => one.id === this.id);
      if (!who) {
        this.trouble = { status: 404 };
        this.data = null;
        return false;
      }
      const [programme, sets, limits, all] = await Promise.all([
        api.get(this.#of(`/programme?${this.#day}`)),
        api.get(this.#of(`/analyses?limit=${LAST}`)),
        api.get(this.#of("/limits")),
        exercises(),
      ]);
      if (turn !== this.turn) return false;
      const titles = new Map(all.map((e) => [e.id, e.title]));
      this.data = {
        who,
        programme,
        sets,
        limits: limits.limits.filter((l) => l.since || l.prescribed),
        titles,
      };
      this.trouble = null;
      document.title = `${who.name} · formcheck`;
      // From now on only later sets are new.
      this.visited ??= api.put(`/desk/visits/${encodeURIComponent(this.id)}`).catch(() => null);
    } catch (error) {
      this.trouble = error;
      if (error.status === 404 || error.status === 403) {
        this.data = null;
        return false;
      }
      throw error;
    }
    return false;
  }

  async #letGo() {
    const { title, ...texts } = words.letGo;
    if (!(await confirmDialog({ ...texts, title: title(this.data.who.name) }))) return;
    if (await this.tried(() => api.delete(`/clients/${this.id}`))) location.assign("/desk");
  }

  async #sharePlan() {
    const { who, programme } = this.data;
    const chosen = await askWhoGetsPlan(who);
    if (!chosen.length) return;
    const given = await this.tried(async () => {
      for (const client of chosen) await givePlan(client, programme.plan);
    });
    if (given) toast(words.share.done(chosen.length));
  }

  async #keepTemplate() {
    const name = await keepTemplate(this.data.programme.plan, this.tried);
    if (name) toast(words.templates.kept(name));
  }

  async #useTemplate() {
    const name = await useTemplate(this.id, this.tried);
    if (!name) return;
    toast(words.templates.given(name));
    await this.asking.now();
  }

  // --- drawing -----------------------------------------------------------------------------------

  render() {
    const { data, trouble } = this;
    if (trouble && [403, 404].includes(trouble.status)) {
      return html`<header>
        <h1>${words.gone.title}</h1>
        <p class="lead">${words.gone.message}</p>
        <p class="buttons"><a class="button" href="/desk">${words.gone.back}</a></p>
      </header>`;
    }
    return html`<div role="status">
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
      ${data ? this.#all() : trouble ? nothing : html`<p class="quiet" role="status">${words.loading}</p>`}`;
  }

  #all() {
    const { who, programme, sets, limits, titles } = this.data;
    const ways = [
      ["progress", "/progress"],
      ["library", "/library"],
      ["compare", "/compare"],
      ["today", "/today"],
      ["limits", "/limits"],
      ["summary", "/summary"],
    ];
    return html`<header>
        <p class="eyebrow">${words.since(shortDay(dayOf(new Date(who.since))))}</p>
        <h1 tabindex="-1">${who.name}</h1>
        <nav class="ways" aria-label=${who.name}>
          ${ways.map(([name, path]) => html`<a href=${this.#of(path)}>${words.ways[name]}</a>`)}
        </nav>
      </header>
      ${programme.facts.stop
        ? html`<div class="notice bad stop" role="alert">
            ${mark("fault")}
            <p>${programme.facts.stop}</p>
          </div>`
        : nothing}
      <section aria-labelledby="sets-title">
        <div class="title-row">
          <h2 id="sets-title">${words.sets}</h2>
          ${sets.total ? html`<a href=${this.#of("/library")}>${words.all}</a>` : nothing}
        </div>
        ${sets.analyses.length
          ? html`<ul class="plain rows">
              ${repeat(
                sets.analyses,
                (set) => set.id,
                (set) => setRow(set),
              )}
            </ul>`
          : html`<p class="quiet">${words.noSets}</p>`}
      </section>
      <section aria-labelledby="plan-title">
        <h2 id="plan-title">${words.plan.title}</h2>
        <p class="quiet">${words.plan.about}</p>
        <ul class="plain list">
          ${programme.plan.map(
            (one) =>
              html`<li data-exercise=${one.exercise}>
                <div>
                  <strong>${one.title}</strong>
                  <p class="small quiet">
                    ${[this.#days(one), describePlan(one), one.changed ? words.plan.own : ""]
                      .filter(Boolean)
                      .join(" · ")}
                  </p>
                  ${progressionLine(one)}
                </div>
                <button
                  class="button small"
                  type="button"
                  aria-label=${words.plan.changeLabel(one.title)}
                  @click=${() => changePlan(one, this.tried, this.id)}>
                  ${words.plan.change}
                </button>
              </li>`,
          )}
        </ul>
        <p class="buttons">
          <button class="button small" type="button" @click=${() => this.#sharePlan()}>
            ${words.share.act}
          </button>
          <button class="button small" type="button" @click=${() => this.#keepTemplate()}>
            ${words.templates.keep}
          </button>
          <button class="button small" type="button" @click=${() => this.#useTemplate()}>
            ${words.templates.use}
          </button>
        </p>
      </section>
      <fc-client-notes .client=${this.id}></fc-client-notes>
      <section aria-labelledby="limits-title">
        <div class="title-row">
          <h2 id="limits-title">${words.limits.title}</h2>
          <a href=${this.#of("/limits")}>${words.limits.act}</a>
        </div>
        ${limits.length
          ? html`<ul class="plain list">
              ${limits.map(
                (l) =>
                  html`<li>
                    <div>
                      <span class="quiet">${titles.get(l.exercise) ?? l.exercise}:</span>
                      <strong>${l.title}</strong>, ${l.text}
                      ${l.note ? html`<p class="small"><q>${l.note}</q></p>` : nothing}
                    </div>
                  </li>`,
              )}
            </ul>`
          : html`<p class="quiet">${words.limits.none}</p>`}
      </section>
      ${phaseSection(
        programme,
        (number) =>
          changePhase(this.#of(`/programme?${this.#day}`), number, programme.phase.number, this.tried),
        this.id,
      )}
      <p class="leave">
        <button class="button bare" type="button" @click=${() => this.#letGo()}>${words.letGo.act}</button>
      </p>`;
  }

  #days({ days }) {
    if (!days.length) return words.plan.never;
    return days.length === 7 ? words.plan.everyDay : days.map((d) => today.planning.short[d]).join(", ");
  }
}

customElements.define("fc-client", Client);

/** `<fc-client>`: one client for their coach: the facts, the last sets, what is prescribed, the limits. */

/** @import { LimitOut, PeopleClient, Programme, SetPage } from "../../../types/api.js" */

import { html, nothing, repeat } from "/vendor/lit-3.3.3.js";
import { clients, forClient } from "../../api/client-scope.js";
import { exercises } from "../../api/exercises.js";
import { api, ApiError } from "../../api/http.js";
import { confirmDialog } from "../../components/confirm-dialog.js";
import "../../components/header.js";
import { mark } from "../../components/icons.js";
import { PolledPage } from "../../components/polled-page.js";
import { setRow } from "../../components/set-row.js";
import { phaseSection } from "../../components/training-phase.js";
import { attemptThen, changePhase, changePlan } from "../../components/training-plan.js";
import { toast } from "../../components/toast.js";
import { dayOf, shortDayOf, utcOffset } from "../../lib/dates.js";
import { words } from "../../words/client.js";
import { limitSection } from "./limits.js";
import "./notes.js";
import { planSection } from "./plan.js";
import { askWhoGetsPlan, givePlan } from "./share-plan.js";
import { keepTemplate, useTemplate } from "./templates.js";

const LAST = 6;
const { ways } = words;
/** The pages that can show this client. */
const PAGES = {
  "/progress": ways.progress,
  "/library": ways.library,
  "/compare": ways.compare,
  "/today": ways.today,
  "/limits": ways.limits,
  "/summary": ways.summary,
};

/**
 * @typedef {object} ClientData
 * @property {PeopleClient} client
 * @property {Programme} programme
 * @property {SetPage} sets the last ones
 * @property {LimitOut[]} limits that are not the exercises' own
 * @property {Map<string, string>} titles of the exercises
 */

/** @extends {PolledPage<ClientData>} */
class Client extends PolledPage {
  constructor() {
    super();
    this.visited = false;
    this.id = decodeURIComponent(location.pathname.split("/")[2] ?? "");
    this.attempt = attemptThen(() => this.refresh());
  }

  /** @param {string} path @returns {string} about this client */
  #of(path) {
    return forClient(path, this.id);
  }

  get #programme() {
    return this.#of(`/programme?day=${dayOf()}&tz=${utcOffset()}`);
  }

  async fetchData() {
    const client = (await clients()).find(({ id }) => id === this.id);
    if (!client) throw new ApiError(404, "not_found", words.gone.title);
    /** @type {[Programme, SetPage, {limits: LimitOut[]}]} */
    const [programme, sets, { limits }] = await Promise.all([
      api.get(this.#programme),
      api.get(this.#of(`/analyses?limit=${LAST}`)),
      api.get(this.#of("/limits")),
    ]);
    const titles = new Map((await exercises()).map(({ id, title }) => [id, title]));
    document.title = `${client.name} · formcheck`;
    this.#visit();
    return {
      client,
      programme,
      sets,
      limits: limits.filter((limit) => limit.since || limit.prescribed),
      titles,
    };
  }

  /** From now on only later sets are new. */
  #visit() {
    if (this.visited) return;
    this.visited = true;
    // Where it fails, they stay new until the next visit.
    api.put(`/desk/visits/${encodeURIComponent(this.id)}`).catch(() => {});
  }

  /** @param {PeopleClient} client */
  async #letGo(client) {
    const { title, ...texts } = words.letGo;
    if (!(await confirmDialog({ ...texts, title: title(client.name) }))) return;
    if (await this.attempt(() => api.delete(`/clients/${this.id}`))) location.assign("/desk");
  }

  /** @param {ClientData} data */
  async #sharePlan({ client, programme }) {
    const chosen = await askWhoGetsPlan(client);
    if (!chosen.length) return;
    const given = await this.attempt(async () => {
      for (const other of chosen) await givePlan(other, programme.plan);
    });
    if (given) toast(words.share.done(chosen.length));
  }

  /** @param {ClientData} data */
  async #keepTemplate({ programme }) {
    const name = await keepTemplate(programme.plan, this.attempt);
    if (name) toast(words.templates.kept(name));
  }

  async #useTemplate() {
    const name = await useTemplate(this.id, this.attempt);
    if (!name) return;
    toast(words.templates.given(name));
    this.refresh();
  }

  // --- drawing -----------------------------------------------------------------------------------

  render() {
    const { data, trouble } = this;
    if (!data && trouble instanceof ApiError && [403, 404].includes(trouble.status)) {
      return html`<header>
        <h1>${words.gone.title}</h1>
        <p class="lead">${words.gone.message}</p>
        <p class="buttons"><a class="button" href="/desk">${words.gone.back}</a></p>
      </header>`;
    }
    return html`${this.notice()} ${this.content(words.loading, (known) => this.#all(known))}`;
  }

  /** @param {ClientData} data */
  #all(data) {
    const { client, programme, sets, limits, titles } = data;
    return html`<header>
        <p class="eyebrow">${words.since(shortDayOf(client.since))}</p>
        <h1 tabindex="-1">${client.name}</h1>
        <nav class="ways" aria-label=${client.name}>
          ${Object.entries(PAGES).map(([path, title]) => html`<a href=${this.#of(path)}>${title}</a>`)}
        </nav>
      </header>
      ${programme.facts.stop
        ? html`<div class="notice bad stop" role="alert">
            ${mark("fault")}
            <p>${programme.facts.stop}</p>
          </div>`
        : nothing}
      ${this.#sets(sets)}
      ${planSection(programme.plan, {
        change: (planned) => changePlan(planned, this.attempt, this.id),
        share: () => this.#sharePlan(data),
        keep: () => this.#keepTemplate(data),
        use: () => this.#useTemplate(),
      })}
      <fc-client-notes .client=${this.id}></fc-client-notes>
      ${limitSection(limits, titles, this.#of("/limits"))}
      ${phaseSection(
        programme,
        (number) => changePhase(this.#programme, number, programme.phase.number, this.attempt),
        this.id,
      )}
      <p class="leave">
        <button class="button bare" type="button" @click=${() => this.#letGo(client)}>
          ${words.letGo.act}
        </button>
      </p>`;
  }

  /** @param {SetPage} sets */
  #sets({ analyses, total }) {
    return html`<section aria-labelledby="sets-title">
      <div class="title-row">
        <h2 id="sets-title">${words.sets}</h2>
        ${total ? html`<a href=${this.#of("/library")}>${words.all}</a>` : nothing}
      </div>
      ${analyses.length
        ? html`<ul class="plain rows">
            ${repeat(
              analyses,
              (set) => set.id,
              (set) => setRow(set),
            )}
          </ul>`
        : html`<p class="quiet">${words.noSets}</p>`}
    </section>`;
  }
}

customElements.define("fc-client", Client);

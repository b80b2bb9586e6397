/** Who may see one's sets, and who looked. */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { api } from "../api.js";
import { toast } from "../shell.js";
import { dayOf, shortDay } from "../shell/days.js";
import { when } from "../shell/formatting.js";
import { words } from "../words/account.js";
import { Part } from "./part.js";

const PAGE = 20;
const day = (iso) => shortDay(dayOf(new Date(iso)));

class Coaches extends Part {
  async ask() { return (await api.get("/consents")).consents; }

  get section() {
    const say = words.coaches;
    const row = ({ coach, since, withdrawn }) => html`<li><div><strong>${coach.name}</strong>
        <p class="small quiet">${withdrawn ? say.withdrawn(day(withdrawn)) : say.since(day(since))}</p></div>
      ${withdrawn
        ? html`<button class="button small" type="button" aria-label=${say.giveTo(coach.name)} @click=${() => this.#give(coach)}>${say.give}</button>`
        : html`<button class="button small" type="button" aria-label=${say.withdrawFrom(coach.name)} @click=${() => this.#withdraw(coach)}>${say.withdraw}</button>`}</li>`;
    return { title: say.title, about: say.about, body: () => (this.told.length ? html`<ul class="plain list">${this.told.map(row)}</ul>` : html`<p>${say.none}</p>`) };
  }

  async #withdraw(coach) {
    if (!(await this.tried(() => api.delete(`/consents/${coach.id}`)))) return;
    toast(words.coaches.gone(coach.name), { undo: () => this.#give(coach) });
  }

  #give(coach) { return this.tried(() => api.post(`/consents/${coach.id}`), words.coaches.given(coach.name)); }
}

class Looks extends Part {
  constructor() {
    super();
    this.shown = PAGE;
  }

  ask() { return api.get(`/me/access?limit=${this.shown}&offset=0`); }

  get section() {
    const say = words.looks;
    const what = (look) => (look.set ? html`<a href="/review/${look.set.id}">${look.set.title}</a>${look.what === "video" ? say.video : nothing}` : say.what[look.what] ?? look.what);
    return { title: say.title, about: say.about, body: () => (this.told.looks.length ? html`
      <ul class="plain list looks">${this.told.looks.map((look) => html`<li><div><strong>${look.who.name}</strong>: ${what(look)}</div><span class="small quiet">${when(look.when)}</span></li>`)}</ul>
      ${this.told.total > this.told.looks.length ? html`<button class="button small" type="button" @click=${() => { this.shown += 50; this.load(); }}>${say.more}</button>` : nothing}`
      : html`<p>${say.none}</p>`) };
  }
}

customElements.define("fc-coaches", Coaches);
customElements.define("fc-looks", Looks);

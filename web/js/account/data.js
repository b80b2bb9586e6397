/** One's data: how long videos stay, taking everything along, bringing it back, erasing it. */

import { html, live, nothing } from "/vendor/lit-3.3.3.js";
import { api } from "../api.js";
import { send } from "../shell/sending.js";
import { state } from "../shell/state.js";
import { words } from "../words/account.js";
import { askErase } from "./erasing.js";
import { Part } from "./part.js";

const DAYS = [30, 90, 182, 365, 730];

class Retention extends Part {
  ask() { return api.get("/me/retention"); }

  get section() {
    const say = words.retention;
    const kept = this.told?.video_days ?? null;
    const all = kept === null || DAYS.includes(kept) ? DAYS : [...DAYS, kept].sort((a, b) => a - b);
    return { title: say.title, about: say.about, body: () => html`<div class="field narrow"><label for="retention">${say.label}</label>
      <select id="retention" .value=${live(String(kept ?? ""))} @change=${(event) => this.#keep(event)}>
        <option value="" ?selected=${kept === null}>${say.forGood}</option>
        ${all.map((days) => html`<option value=${days} ?selected=${days === kept}>${say.days(days)}</option>`)}</select></div>` };
  }

  #keep(event) {
    const days = event.target.value ? Number(event.target.value) : null;
    this.tried(() => api.put("/me/retention", { video_days: days }), words.retention.saved);
  }
}

class Data extends Part {
  async ask() { return state(); }

  get section() {
    const say = words.data;
    return { title: say.title, body: () => html`<div class="parts">
      <div><h3>${say.along.title}</h3><p>${say.along.message}</p>
        <p class="buttons"><a class="button" href="/api/me/export" download>${say.along.act}</a></p></div>
      <div><h3>${say.back.title}</h3><p>${say.back.message}</p>
        <p class="buttons"><label class="button file"><span>${say.back.act}</span><input class="unseen-text" type="file" accept=".zip,application/zip" ?disabled=${this.busy} @change=${(event) => this.#bring(event)}></label></p>
        ${this.bringing ? html`<p class="small" role="status">${this.bringing}</p>` : nothing}</div>
      <div><h3>${say.erase.title}</h3><p>${say.erase.say(this.told.mode === "team")}</p>
        <p class="buttons"><button class="button danger" type="button" @click=${() => this.#erase()}>${say.erase.act}</button></p></div></div>` };
  }

  async #bring(event) {
    const [file] = event.target.files;
    event.target.value = "";
    if (!file) return;
    const say = (bytes) => {
      this.bringing = words.data.back.under(file.name, file.size ? 10 * Math.floor((10 * bytes) / file.size) : 100);
      this.requestUpdate();
    };
    say(0);
    const taken = await this.tried(() => send("POST", "/me/import", file, say));
    this.bringing = taken ? words.data.back.done(taken) : "";
    this.requestUpdate();
  }

  async #erase() {
    if (!(await askErase())) return;
    const team = this.told.mode === "team";
    if (await this.tried(() => api.delete("/me", { body: { confirm: "erase everything" } }))) location.assign(team ? "/sign-in?erased" : "/");
  }
}

customElements.define("fc-retention", Retention);
customElements.define("fc-data", Data);

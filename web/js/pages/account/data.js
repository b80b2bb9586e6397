/** One's data: how long videos stay, the export, erasing everything. */

/** @import { Retention as Kept, State } from "../../../types/api.js" */
/** @import { Content } from "./section.js" */

import { html, live, render } from "/vendor/lit-3.3.3.js";
import { api } from "../../api/http.js";
import { serverState } from "../../api/server-state.js";
import "../../components/backup-form.js";
import { answerOf, makeDialog } from "../../components/dialog.js";
import { downloadExport, withProof } from "../../components/proof-dialog.js";
import { words } from "../../words/account.js";
import { Section } from "./section.js";

// --- Erase dialog

const erasingWords = words.erasing;

/** @returns {Promise<boolean>} whether it was really meant */
function askErase() {
  const dialog = makeDialog("erase-title");
  const download = (/** @type {Event} */ event) => {
    event.preventDefault();
    withProof(downloadExport).catch(() => {}); // not confirmed: nothing is downloaded
  };
  const sure = (/** @type {FieldEvent} */ event) =>
    event.target.setCustomValidity(
      event.target.value.trim().toLowerCase() === erasingWords.sure ? "" : erasingWords.type,
    );
  render(
    html`<form method="dialog" class="stack">
      <h2 id="erase-title">${erasingWords.title}</h2>
      <p>${erasingWords.message}</p>
      <p><a href="/api/me/export" download @click=${download}>${erasingWords.first}</a></p>
      <div class="field">
        <label for="sure">${erasingWords.type}</label
        ><input id="sure" autocomplete="off" required pattern=" *[Ee]rase everything *" @input=${sure} />
      </div>
      <div class="buttons">
        <button class="button" type="button" autofocus @click=${() => dialog.close("")}>
          ${erasingWords.cancel}
        </button>
        <button class="button danger" value="erase">${erasingWords.act}</button>
      </div>
    </form>`,
    dialog,
  );
  return answerOf(dialog, (pressed) => pressed === "erase");
}

// --- Sections

const DAYS = [30, 90, 182, 365, 730];

/** @extends {Section<Kept>} */
class Retention extends Section {
  ask() {
    return api.get("/me/retention");
  }

  /** @returns {Content<Kept>} */
  get section() {
    const texts = words.retention;
    const kept = this.data?.video_days ?? null;
    const all = kept === null || DAYS.includes(kept) ? DAYS : [...DAYS, kept].sort((a, b) => a - b);
    return {
      title: texts.title,
      about: texts.about,
      body: () =>
        html`<div class="field narrow">
          <label for="retention">${texts.label}</label>
          <select
            id="retention"
            .value=${live(String(kept ?? ""))}
            @change=${(/** @type {FieldEvent<HTMLSelectElement>} */ event) => this.#keep(event)}>
            <option value="" ?selected=${kept === null}>${texts.forGood}</option>
            ${all.map(
              (days) => html`<option value=${days} ?selected=${days === kept}>${texts.days(days)}</option>`,
            )}
          </select>
        </div>`,
    };
  }

  /** @param {FieldEvent<HTMLSelectElement>} event */
  #keep(event) {
    const days = event.target.value ? Number(event.target.value) : null;
    this.change(() => api.put("/me/retention", { video_days: days }), words.retention.saved);
  }
}

/** @extends {Section<State>} */
class Data extends Section {
  ask() {
    return serverState();
  }

  /** @returns {Content<State>} */
  get section() {
    const texts = words.data;
    return {
      title: texts.title,
      body: (data) =>
        html`<div class="parts">
          <div>
            <h3>${texts.along.title}</h3>
            <p>${texts.along.message}</p>
            <p class="buttons">
              <a
                class="button"
                href="/api/me/export"
                download
                @click=${(/** @type {Event} */ event) => this.#download(event)}>
                ${texts.along.act}
              </a>
            </p>
          </div>
          <div>
            <h3>${texts.back.title}</h3>
            <fc-backup class="stack"></fc-backup>
          </div>
          <div>
            <h3>${texts.erase.title}</h3>
            <p>${texts.erase.message(data.mode === "team")}</p>
            <p class="buttons">
              <button class="button danger" type="button" @click=${() => this.#erase(data)}>
                ${texts.erase.act}
              </button>
            </p>
          </div>
        </div>`,
    };
  }

  /** @param {Event} event */
  #download(event) {
    event.preventDefault();
    this.change(downloadExport);
  }

  /** @param {State} state */
  async #erase({ mode }) {
    if (!(await askErase())) return;
    if (await this.change(() => api.delete("/me", { confirm: "erase everything" }))) {
      location.assign(mode === "team" ? "/sign-in?erased" : "/");
    }
  }
}

customElements.define("fc-retention", Retention);
customElements.define("fc-data", Data);

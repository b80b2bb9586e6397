/**
 * `<fc-home>`: for a newcomer how to film the first set; for everybody else the day and the last result.
 */

import { html, nothing, repeat } from "/vendor/lit-3.3.3.js";
import { api } from "../../api/http.js";
import { isFinished } from "../../api/sets.js";
import "../../components/backup-form.js";
import "../../components/comment-news.js";
import "../../components/day-summary.js";
import "../../components/header.js";
import { bridgeScene, cameraIcon, uploadIcon } from "../../components/icons.js";
import { retryNotice } from "../../components/notice.js";
import { setRow } from "../../components/set-row.js";
import { SetsPage } from "../../components/sets-page.js";
import { toast } from "../../components/toast.js";
import "../../components/upload-form.js";
import "../../components/upload-queue.js";
import { words } from "../../words/home.js";

const LAST = 5;

class Home extends SetsPage {
  constructor() {
    super({ sort: "created", order: "desc" }, LAST);
  }

  /** With the exercise chosen in the door, as if its button had been used. @param {File[]} files */
  take(files) {
    this.querySelector("fc-upload").add(files);
  }

  async #sample() {
    try {
      await api.post("/sample");
      toast(words.first.sampling);
      this.sets.refresh();
    } catch (error) {
      toast(/** @type {Error} */ (error).message);
    }
  }

  render() {
    const { sets } = this;
    const chosen = new URLSearchParams(location.search).get("exercise") ?? "";
    const shown = sets.analyses.filter(isFinished);
    const privacy = this.state?.mode === "team" ? words.privacyTeam : words.privacy;
    const newcomer = sets.loaded && !shown.length && !sets.pending.length;
    const last = shown.find((set) => set.origin !== "sample");
    return html` ${last
        ? html`<header class="hello again"><h1>${words.again}</h1></header>
            <fc-news></fc-news>
            <fc-day></fc-day>`
        : html`<header class="hello">
            <h1>${words.title}</h1>
            <p class="lead">${words.lead}</p>
          </header>`}
      <div role="status">${retryNotice(sets.trouble, () => sets.refresh())}</div>
      ${last ? this.#last(shown, words.lastResult) : nothing}
      <section class="doors" aria-label=${words.doors}>
        <a class="card door main" href="/record"
          >${cameraIcon()}<strong>${words.record.title}</strong
          ><span>${words.record.message}</span>${bridgeScene()}</a
        >
        <div class="card door" id="upload">
          ${uploadIcon()}
          <h2>${words.upload.title}</h2>
          <p class="quiet">${words.upload.message}</p>
          <fc-upload
            class="stack"
            .uploads=${this.uploads}
            .exercises=${this.exercises}
            .chosen=${chosen}></fc-upload>
        </div>
      </section>
      <fc-queue
        .pending=${sets.pending}
        .uploads=${this.uploads}
        .exercises=${this.exercises}
        .actions=${this.actions}></fc-queue>
      ${newcomer ? this.#first() : nothing} ${last ? nothing : this.#last(shown, words.last)}
      <section class="notes" aria-label=${privacy.title}>
        ${newcomer
          ? nothing
          : html`<div>
              <h2>${words.film.title}</h2>
              <p>${words.film.message}</p>
              <p><a href="/exercises">${words.film.link}</a></p>
            </div>`}
        <div>
          <h2>${privacy.title}</h2>
          <p>${privacy.message}</p>
        </div>
      </section>`;
  }

  /**
   * @param {import("../../../types/api.js").Analysis[]} shown
   * @param {string} title
   */
  #last(shown, title) {
    if (!shown.length) return nothing;
    return html`<section aria-labelledby="last">
      <div class="title-row">
        <h2 id="last">${title}</h2>
        <a href="/library">${words.all}</a>
      </div>
      <ul class="plain rows">
        ${repeat(
          shown.slice(0, LAST),
          (set) => set.id,
          (set) => setRow(set, set.origin === "sample" ? this.actions : undefined),
        )}
      </ul>
    </section>`;
  }

  #first() {
    const texts = words.first;
    return html`<section class="first" aria-labelledby="first">
        <img src="/img/film/glute_bridge-side.svg" alt=${texts.drawing} width="480" height="472" />
        <div class="stack">
          <h2 id="first">${texts.title}</h2>
          <ol class="steps plain">
            ${texts.steps.map(
              ([head, text], at) =>
                html`<li>
                  <span class="step" aria-hidden="true">${at + 1}</span>
                  <p><strong>${head}</strong> ${text}</p>
                </li>`,
            )}
          </ol>
          <div class="buttons">
            ${this.state?.sample
              ? html`<button class="button" type="button" @click=${() => this.#sample()}>
                  ${texts.sample}
                </button>`
              : nothing} <a href="/exercises">${texts.guide}</a>
          </div>
        </div>
      </section>
      ${this.state?.mode === "team" && this.state.me?.role !== "coach"
        ? nothing
        : html`<section class="stack" aria-labelledby="back">
            <h2 id="back">${texts.back}</h2>
            <fc-backup class="stack"></fc-backup>
          </section>`}`;
  }
}

customElements.define("fc-home", Home);

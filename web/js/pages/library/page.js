/** `<fc-library>`: every set, found by what it is and what was wrong in it. */

import { html, nothing, repeat } from "/vendor/lit-3.3.3.js";
import { clientId, clientName } from "../../api/client-scope.js";
import { isFinished } from "../../api/sets.js";
import "../../components/comment-news.js";
import "../../components/header.js";
import { retryNotice } from "../../components/notice.js";
import { setRow } from "../../components/set-row.js";
import { SetsPage } from "../../components/sets-page.js";
import { shortcuts } from "../../components/shortcuts.js";
import "../../components/upload-form.js";
import "../../components/upload-queue.js";
import { focusLink, keys } from "../../lib/keyboard.js";
import { words } from "../../words/library.js";
import { words as uploadWords } from "../../words/upload.js";
import { libraryFilters } from "./filter-fields.js";
import { fromAddress, narrows, toAddress } from "./filters.js";

/** @typedef {import("../../../types/api.js").Analysis} Analysis */

class Library extends SetsPage {
  static properties = { filtering: { state: true } };

  constructor() {
    const filter = fromAddress(location.search);
    super(filter);
    this.filter = filter;
    this.filtering = ["exercise", "fault", "state"].some((key) => this.filter[key]);
    this.erase = this.actions.remove;
    this.actions.remove = (/** @type {Analysis} */ set) => this.#remove(set);
    this.others = clientId() !== ""; // a coach looks, and changes nothing
    this.name = "";
    clientName().then((name) => {
      this.name = name;
      this.requestUpdate();
    });
    addEventListener("popstate", () => {
      this.filter = fromAddress(location.search);
      this.sets.look(this.filter);
      this.requestUpdate();
    });
    shortcuts.add(words.keys.group, words.keys.list);
    keys({
      j: () => this.#step(1),
      k: () => this.#step(-1),
      ArrowDown: () => this.#inList() && this.#step(1),
      ArrowUp: () => this.#inList() && this.#step(-1),
      r: () => !this.others && this.#withRow((set) => this.actions.rename(set)),
      Delete: () => !this.others && this.#withRow((set) => this.actions.remove(set)),
      u: () => !this.others && this.#upload(),
      "/": () => this.querySelector("#search")?.focus(),
    });
  }

  // --- keys

  get #rows() {
    return [...this.querySelectorAll(".set-open")];
  }

  #inList() {
    return document.activeElement?.closest(".set") !== null;
  }

  /** @param {1 | -1} by */
  #step(by) {
    focusLink(this.#rows, ".set", by);
  }

  /** @param {(set: Analysis) => void} act @returns {boolean} whether a row has the focus */
  #withRow(act) {
    const id = document.activeElement?.closest(".set")?.dataset.id;
    const set = this.sets.analyses.find((one) => one.id === id);
    if (!set) return false;
    act(set);
    return true;
  }

  /** The focus goes to the row that takes its place. @param {Analysis} set */
  async #remove(set) {
    const at = this.#rows.findIndex((link) => link.closest(".set").dataset.id === set.id);
    const done = this.erase(set);
    await this.updateComplete;
    (this.#rows[Math.min(at, this.#rows.length - 1)] ?? this.querySelector("h1")).focus();
    await done;
  }

  // --- what is looked for

  /** @param {Record<string, string>} change */
  look(change, { quietly = false } = {}) {
    this.filter = { ...this.filter, ...change };
    const address = toAddress(this.filter);
    if (quietly) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
    this.sets.look(fromAddress(location.search));
    this.requestUpdate();
  }

  /** Search once nothing has been typed for a moment. @param {string} q */
  search(q) {
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.look({ q }, { quietly: true }), 200);
  }

  #upload() {
    this.querySelector("dialog.upload").showModal();
  }

  #closeUpload() {
    this.querySelector("dialog.upload").close();
  }

  // --- drawing

  render() {
    const { sets } = this;
    const shown = this.filter.state ? sets.analyses : sets.analyses.filter(isFinished);
    const none = sets.loaded && !shown.length && !sets.more;
    const bare = none && !narrows(this.filter) && !sets.pending.length && !this.uploads.list.length;
    return html` <div class="title-row">
        <h1 tabindex="-1">${this.name ? words.titleOf(this.name) : words.title}</h1>
        ${this.others
          ? nothing
          : html`<div class="buttons">
              <button class="button" type="button" @click=${() => this.#upload()}>${words.upload}</button>
              <a class="button main" href="/record">${words.record}</a>
            </div>`}
      </div>
      <div role="status">${retryNotice(sets.trouble, () => sets.refresh())}</div>
      ${this.others ? nothing : html`<fc-news></fc-news>`}
      ${this.others
        ? nothing
        : html`<fc-queue
            .pending=${sets.pending}
            .uploads=${this.uploads}
            .exercises=${this.exercises}
            .actions=${this.actions}></fc-queue>`}
      ${bare ? this.#empty() : sets.trouble && !sets.loaded ? nothing : this.#list(shown, none)}
      ${this.others
        ? nothing
        : html`<dialog
            class="upload"
            aria-labelledby="upload-title"
            @click=${(/** @type {Event} */ event) =>
              event.target === event.currentTarget && this.#closeUpload()}>
            <div class="dialog-head">
              <h2 id="upload-title">${uploadWords.title}</h2>
              <button class="button bare small" type="button" @click=${() => this.#closeUpload()}>
                ${words.close}
              </button>
            </div>
            <fc-upload
              class="stack"
              .uploads=${this.uploads}
              .exercises=${this.exercises}
              @chosen=${() => this.#closeUpload()}></fc-upload>
          </dialog>`}`;
  }

  #empty() {
    if (this.others) return html`<p class="count">${words.none}</p>`;
    return html`<section class="empty" aria-labelledby="empty-title">
      <img src="/img/film/glute_bridge-side.svg" alt="" width="480" height="472" />
      <div class="stack">
        <h2 id="empty-title">${words.empty.title}</h2>
        <p>${words.empty.message}</p>
        <p><a href="/exercises">${words.empty.guide}</a></p>
      </div>
    </section>`;
  }

  /** @param {Analysis[]} shown @param {boolean} none whether no set is found at all */
  #list(shown, none) {
    const { sets } = this;
    const found = Math.max(shown.length, sets.total - (sets.analyses.length - shown.length));
    return html`<section class="sets" aria-label=${words.list}>
      ${libraryFilters(this, sets)}
      <p class="small quiet count" role="status">
        ${!sets.loaded ? words.loading : narrows(this.filter) ? words.found(found) : words.count(found)}
      </p>
      ${sets.loaded
        ? html`<ul class="plain rows">
            ${repeat(
              shown,
              (set) => set.id,
              (set) => setRow(set, this.others ? undefined : this.actions),
            )}
          </ul>`
        : html`<ul class="plain rows waiting" aria-hidden="true">
            <li class="card"></li>
            <li class="card"></li>
            <li class="card"></li>
          </ul>`}
      ${none && narrows(this.filter)
        ? html`<p>
            ${words.nothingFound}
            <button
              class="button bare small"
              type="button"
              @click=${() => this.look({ exercise: "", fault: "", state: "", q: "" })}>
              ${words.filters.clear}
            </button>
          </p>`
        : nothing}
      ${sets.more
        ? html`<button class="button more" type="button" @click=${() => sets.showMore()}>
            ${words.more}
          </button>`
        : nothing}
    </section>`;
  }
}

customElements.define("fc-library", Library);

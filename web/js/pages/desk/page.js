/** `<fc-desk>`: clients with who needs attention first; sets across all of them. */

/** @import { Analysis, Desk as ClientPage, ReviewQueue, SetPage } from "../../../types/api.js" */

import { LitElement, html, nothing } from "/vendor/lit-3.3.3.js";
import { api, messageOf } from "../../api/http.js";
import { dismiss, reviewQueue } from "../../api/review-queue.js";
import "../../components/header.js";
import { setName } from "../../components/set-row.js";
import { shortcuts } from "../../components/shortcuts.js";
import { succeeds, toast } from "../../components/toast.js";
import { dayOf, utcOffset } from "../../lib/dates.js";
import { focusLink, keys } from "../../lib/keyboard.js";
import { desk as words } from "../../words/desk.js";
import { queue as queueWords } from "../../words/review-queue.js";
import { fromAddress, toAddress } from "./filters.js";
import { deskFilters } from "./filter-fields.js";
import { inviteDialog } from "./invite-dialog.js";
import { clientList, setList } from "./list.js";
import { queueList } from "./queue-list.js";

const PAGE = 50;

class Desk extends LitElement {
  static properties = {
    data: { state: true },
    queue: { state: true },
    trouble: { state: true },
    filtering: { state: true },
    loading: { state: true },
  };

  constructor() {
    super();
    const asked = fromAddress(location.search);
    this.view = asked.view;
    this.filter = asked.filter;
    /** @type {ClientPage | SetPage | null} of the view */
    this.data = null;
    /** @type {ReviewQueue | null} */
    this.queue = null;
    /** @type {unknown} what the last request failed with */
    this.trouble = null;
    this.loading = true;
    this.pages = 1;
    this.filtering = ["attention", "exercise", "fault", "tag", "reviewed"].some((key) => this.filter[key]);
    this.turn = 0;
    shortcuts.add(words.keys.group, words.keys.list);
    keys({
      j: () => this.#step(1),
      k: () => this.#step(-1),
      "/": () => this.querySelector("#search")?.focus(),
    });
    this.back = () => {
      Object.assign(this, fromAddress(location.search));
      this.#load();
    };
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener("popstate", this.back);
    this.#load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener("popstate", this.back);
  }

  /** @param {1 | -1} by */
  #step(by) {
    focusLink([...this.querySelectorAll(".client h2 a, .set-open")], ".client, .set, .waiting", by);
  }

  async #load() {
    const turn = ++this.turn;
    this.loading = true;
    this.#loadQueue();
    if (this.view === "queue") return;
    const query = new URLSearchParams({ ...this.filter, limit: String(PAGE * this.pages) });
    if (this.view === "clients") {
      query.set("day", dayOf());
      query.set("tz", String(utcOffset()));
    }
    try {
      const data = await api.get(`/desk${this.view === "sets" ? "/sets" : ""}?${query}`);
      if (turn !== this.turn) return;
      Object.assign(this, { data, trouble: null, loading: false });
    } catch (error) {
      if (turn === this.turn) Object.assign(this, { trouble: error, loading: false });
    }
  }

  /** The queue is asked for in every view, which all say how much waits. */
  async #loadQueue() {
    try {
      this.queue = await reviewQueue();
      if (this.view === "queue") this.trouble = null;
    } catch (error) {
      if (this.view === "queue") this.trouble = error;
    }
  }

  /** @param {Analysis} set */
  async #dismiss(set) {
    const dismissed = await succeeds(async () => {
      await dismiss(set.id, true);
      await this.#loadQueue();
    });
    if (!dismissed) return;
    toast(queueWords.dismissed(setName(set)), {
      undo: () => dismiss(set.id, false).then(() => this.#loadQueue()),
    });
  }

  /** @param {Record<string, string>} change @param {{quietly?: boolean}} [how] */
  look(change, { quietly = false } = {}) {
    this.filter = { ...this.filter, ...change };
    this.pages = 1;
    const address = toAddress(this.view, this.filter);
    if (quietly) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
    this.#load();
  }

  /** @param {Event} event @param {import("./filters.js").View} view */
  #see(event, view) {
    event.preventDefault();
    if (view === this.view) return;
    Object.assign(this, { view, data: null, pages: 1 });
    this.filter = {
      ...(this.filter.exercise ? { exercise: this.filter.exercise } : {}),
      ...(this.filter.fault ? { fault: this.filter.fault } : {}),
    };
    history.pushState(null, "", toAddress(view, this.filter));
    this.#load();
  }

  /** Search once nothing has been typed for a moment. @param {string} q */
  search(q) {
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.look({ q }, { quietly: true }), 200);
  }

  // --- drawing

  render() {
    const { data, trouble } = this;
    const nobody = data && "everybody" in data && !data.everybody;
    return html` <div class="title-row">
        <h1 tabindex="-1">${words.title}</h1>
        <div class="buttons">
          ${this.queue?.total
            ? html`<a
                class="button main"
                href="/review/${encodeURIComponent(this.queue.sets[0].set.id)}?queue"
                >${queueWords.start(this.queue.total)}</a
              >`
            : nothing}
          <button class="button" type="button" @click=${() => inviteDialog()}>${words.invite}</button>
        </div>
      </div>
      ${trouble ? html`<div class="notice bad" role="alert"><p>${messageOf(trouble)}</p></div>` : nothing}
      ${nobody
        ? this.#empty()
        : trouble && !data
          ? nothing
          : this.view === "queue"
            ? html`${this.#views()}${queueList(this.queue, (set) => this.#dismiss(set))}`
            : html`${this.#views()}${deskFilters(this, data)}${this.#list()}`}`;
  }

  #empty() {
    return html`<section class="nobody">
      <h2>${words.empty.title}</h2>
      <p>${words.empty.message}</p>
      <p>
        <button class="button main" type="button" @click=${() => inviteDialog()}>${words.invite}</button>
      </p>
    </section>`;
  }

  #views() {
    const tab = (/** @type {import("./filters.js").View} */ view, /** @type {string} */ text) =>
      html`<a
        href=${toAddress(view, {})}
        aria-current=${this.view === view ? "page" : nothing}
        @click=${(/** @type {Event} */ event) => this.#see(event, view)}
        >${text}</a
      >`;
    const queueTab = this.queue?.total
      ? words.counted(queueWords.title, this.queue.total)
      : queueWords.title;
    return html`<nav class="views" aria-label=${words.views.label}>
      ${tab("queue", queueTab)}${tab("clients", words.views.clients)}${tab("sets", words.views.sets)}
    </nav>`;
  }

  showMore() {
    this.pages += 1;
    this.#load();
  }

  #list() {
    const { data } = this;
    if (!data) return html`<p class="small quiet count" role="status">${words.loading}</p>`;
    return "clients" in data ? clientList(this, data) : setList(this, data);
  }
}

customElements.define("fc-desk", Desk);

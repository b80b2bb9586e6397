/** `<fc-limits>`: what each rep is judged by, and where it is another limit for this person. */

import { html, LitElement, nothing } from "/vendor/lit-3.3.3.js";
import { clientName, forClient } from "../../api/client-scope.js";
import { exercises } from "../../api/exercises.js";
import { api, ApiError, messageOf } from "../../api/http.js";
import "../../components/header.js";
import { retryNotice } from "../../components/notice.js";
import { toast } from "../../components/toast.js";
import { shortDayOf } from "../../lib/dates.js";
import { polling } from "../../lib/polling.js";
import { words } from "../../words/limits.js";
import { askLimit } from "./dialog.js";

/** @import { LimitOut } from "../../../types/api.js" */

/** @param {LimitOut} limit */
const key = (limit) => `${limit.exercise}/${limit.cue}`;

class Limits extends LitElement {
  static properties = {
    data: { state: true },
    titles: { state: true },
    trouble: { state: true },
    name: { state: true },
  };

  constructor() {
    super();
    /** @type {LimitOut[] | null} */
    this.data = null;
    /** @type {Map<string, string>} of the exercises */
    this.titles = new Map();
    /** @type {ApiError | null} */
    this.trouble = null;
    this.name = "";
    this.shown = false;
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    clientName().then((name) => {
      this.name = name;
    });
    this.poll = polling(() => this.#ask());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.poll?.stop();
  }

  async #ask() {
    try {
      const [data, all] = await Promise.all([api.get(forClient("/limits")), exercises()]);
      this.data = data.limits;
      this.titles = new Map(all.map(({ id, title }) => [id, title]));
      this.trouble = null;
    } catch (error) {
      if (error instanceof ApiError) this.trouble = error;
      throw error;
    }
    return false;
  }

  updated() {
    // The exercise named in the address was not there yet when the browser looked for it.
    if (!this.data || this.shown) return;
    this.shown = true;
    const named = this.querySelector(`details[id="${CSS.escape(location.hash.slice(1))}"]`);
    if (named) {
      named.open = true;
      named.scrollIntoView();
    }
  }

  // --- changing ----------------------------------------------------------------------------------

  /**
   * @param {LimitOut} limit
   * @param {import("./dialog.js").NewLimit | null} to null: the exercise's own
   */
  async #put(limit, to) {
    const path = forClient(
      `/limits/${encodeURIComponent(limit.exercise)}/${encodeURIComponent(limit.cue)}`,
    );
    try {
      await (to ? api.put(path, to) : api.delete(path));
      return true;
    } catch (error) {
      toast(messageOf(error));
      return false;
    } finally {
      this.poll?.now();
    }
  }

  /** @param {LimitOut} limit */
  async #change(limit) {
    const wanted = await askLimit(limit, this.titles.get(limit.exercise) ?? limit.exercise);
    this.querySelector(`[data-limit="${CSS.escape(key(limit))}"] button`)?.focus();
    if (!wanted) return;
    const before = limit.since ? { low: limit.low, high: limit.high, note: limit.note } : null;
    if (!(await this.#put(limit, wanted === "default" ? null : wanted))) return;
    toast(wanted === "default" ? words.reset(limit.title) : words.saved(limit.title), {
      undo: async () => {
        if (await this.#put(limit, before)) toast(words.undone(limit.title));
      },
    });
  }

  // --- drawing -----------------------------------------------------------------------------------

  render() {
    const { data, trouble, name } = this;
    return html`<header>
        <h1 tabindex="-1">${name ? words.titleOf(name) : words.title}</h1>
        <p class="lead quiet">${words.lead}</p>
      </header>
      <div role="status">${retryNotice(trouble, () => this.poll?.now())}</div>
      ${data
        ? this.#all(data)
        : trouble
          ? nothing
          : html`<p class="quiet" role="status">${words.loading}</p>`}`;
  }

  /** @param {LimitOut[]} all */
  #all(all) {
    const changed = all.filter((limit) => limit.since || limit.prescribed);
    const groups = grouped(all);
    return html` <section aria-labelledby="changed">
        <h2 id="changed">${words.changed}</h2>
        ${changed.length
          ? html`<ul class="plain limits">
                ${changed.map((limit) => this.#row(limit, true))}
              </ul>
              <p class="small quiet">${words.later}</p>`
          : html`<p class="quiet">${words.none}</p>`}
      </section>
      <section aria-labelledby="all">
        <h2 id="all">${words.all}</h2>
        ${[...groups].map(
          ([exercise, limits]) =>
            html`<details id=${exercise}>
              <summary>
                <strong>${this.titles.get(exercise) ?? exercise}</strong>
                <span class="small quiet"
                  >${words.count(limits.length, limits.filter((l) => l.since).length)}</span
                >
              </summary>
              <ul class="plain limits">
                ${limits.map((limit) => this.#row(limit))}
              </ul>
            </details>`,
        )}
      </section>`;
  }

  /** @param {LimitOut} limit @param {boolean} [alone] outside its exercise's list */
  #row(limit, alone = false) {
    const exercise = this.titles.get(limit.exercise) ?? limit.exercise;
    const other = limit.since || limit.prescribed;
    return html`<li data-limit=${alone ? nothing : key(limit)} class=${other ? "other" : ""}>
      <div>
        <p>
          ${alone ? html`<span class="quiet">${exercise}:</span> ` : nothing}<strong>${limit.title}</strong>
        </p>
        <p>
          ${limit.text}${other
            ? html` <span class="quiet small">${words.own(limit.default_text)}</span>`
            : nothing}
        </p>
        ${limit.prescribed ? html`<p class="small quiet">${words.prescribed}</p>` : nothing}
        ${limit.since
          ? html`<p class="small note">
              <q>${limit.note}</q>
              <span class="quiet">${words.since(shortDayOf(limit.since))}</span>
            </p>`
          : nothing}
      </div>
      <button
        class="button small"
        type="button"
        aria-label=${words.changeLabel(limit.title, exercise)}
        @click=${() => this.#change(limit)}>
        ${words.change}
      </button>
    </li>`;
  }
}

/** @param {LimitOut[]} limits @returns {Map<string, LimitOut[]>} by exercise, in their order */
function grouped(limits) {
  /** @type {Map<string, LimitOut[]>} */
  const found = new Map();
  for (const limit of limits) found.set(limit.exercise, [...(found.get(limit.exercise) ?? []), limit]);
  return found;
}

customElements.define("fc-limits", Limits);

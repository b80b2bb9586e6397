/** `<fc-limits>`: what each rep is judged by, and where it is another limit for this person. */

import { html, LitElement, nothing } from "/vendor/lit-3.3.3.js";
import { clientName, forClient } from "../../api/client-scope.js";
import { exercises } from "../../api/exercises.js";
import { api } from "../../api/http.js";
import "../../components/header.js";
import { mark } from "../../components/icons.js";
import { toast } from "../../components/toast.js";
import { dayOf, shortDay } from "../../lib/dates.js";
import { polling } from "../../lib/polling.js";
import { words } from "../../words/limits.js";
import { words as shared } from "../../words/shared.js";
import { askLimit } from "./dialog.js";

/**
 * @typedef {{exercise: string, cue: string, title: string, sign: string, low: number | null,
 *   high: number | null, default_low: number | null, default_high: number | null, text: string,
 *   default_text: string, note: string, since: string | null, prescribed: boolean}} Limit
 */

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
    this.data = null;
    this.titles = new Map();
    this.trouble = null;
    this.name = "";
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    clientName().then((name) => {
      this.name = name;
    });
    this.asking = polling(() => this.#ask());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.asking.stop();
  }

  async #ask() {
    try {
      const [data, all] = await Promise.all([api.get(forClient("/limits")), exercises()]);
      this.data = data.limits;
      this.titles = new Map(all.map(({ id, title }) => [id, title]));
      this.trouble = null;
    } catch (error) {
      this.trouble = error;
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
   * @param {Limit} limit
   * @param {{low: number | null, high: number | null, note: string} | null} to null: the exercise's own
   */
  async #put(limit, to) {
    const path = forClient(
      `/limits/${encodeURIComponent(limit.exercise)}/${encodeURIComponent(limit.cue)}`,
    );
    try {
      await (to ? api.put(path, to) : api.delete(path));
      return true;
    } catch (error) {
      toast(error.message ?? String(error));
      return false;
    } finally {
      this.asking.now();
    }
  }

  /** @param {Limit} limit */
  async #change(limit) {
    const given = await askLimit(limit, this.titles.get(limit.exercise) ?? limit.exercise);
    this.querySelector(`[data-limit="${CSS.escape(key(limit))}"] button`)?.focus();
    if (!given) return;
    const before = limit.since ? { low: limit.low, high: limit.high, note: limit.note } : null;
    if (!(await this.#put(limit, given.usual ? null : given))) return;
    toast(given.usual ? words.reset(limit.title) : words.saved(limit.title), {
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
      <div role="status">
        ${trouble
          ? html`<div class="notice bad">
              ${mark("fault")}
              <div>
                <strong>${trouble.gone ? words.gone : trouble.message}</strong>
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
    const changed = this.data.filter((limit) => limit.since || limit.prescribed);
    const groups = grouped(this.data);
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

  /** @param {Limit} limit @param {boolean} [alone] outside its exercise's list */
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
              <span class="quiet">${words.since(shortDay(dayOf(new Date(limit.since))))}</span>
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

/** @param {Limit[]} limits @returns {Map<string, Limit[]>} by exercise, in their order */
function grouped(limits) {
  const found = new Map();
  for (const limit of limits) found.set(limit.exercise, [...(found.get(limit.exercise) ?? []), limit]);
  return found;
}

customElements.define("fc-limits", Limits);

/** A page that asks for its data again and again, and says what is wrong while there is no answer. */

import { html, LitElement, nothing } from "/vendor/lit-3.3.3.js";
import { ApiError } from "../api/http.js";
import { polling } from "../lib/polling.js";
import { retryNotice } from "./notice.js";

/** @param {unknown} error @returns {boolean} whether there is nothing to see here, now or in two seconds */
const isDenied = (error) => error instanceof ApiError && [403, 404].includes(error.status);

/** @template Data */
export class PolledPage extends LitElement {
  /** @type {Record<string, object>} */
  static properties = { data: { state: true }, trouble: { state: true } };
  /** @type {ReturnType<typeof polling> | null} */
  #polling = null;
  #turn = 0;

  constructor() {
    super();
    /** @type {Data | null} null before the first answer */
    this.data = null;
    /** @type {unknown} what the last request failed with; null when all is well */
    this.trouble = null;
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#polling = polling(() => this.#poll());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#polling?.stop();
  }

  /**
   * @param {() => boolean} _isCurrent false once something else is asked for
   * @returns {Promise<Data>} what the page shows
   */
  async fetchData(_isCurrent) {
    throw new Error("not implemented");
  }

  /** Ask again, now; an answer to an earlier request, from before a change, is left out. */
  refresh() {
    this.#turn += 1;
    this.#polling?.now();
  }

  async #poll() {
    const turn = ++this.#turn;
    const isCurrent = () => turn === this.#turn;
    try {
      const data = await this.fetchData(isCurrent);
      if (isCurrent()) this.data = data;
      this.trouble = null;
    } catch (error) {
      this.trouble = error;
      if (!isDenied(error)) throw error;
      this.data = null;
    }
    return false;
  }

  /** What went wrong, if anything did. */
  notice() {
    return html`<div role="status">${retryNotice(this.trouble, () => this.refresh())}</div>`;
  }

  /**
   * @param {string} loading said before the first answer
   * @param {(data: Data) => unknown} draw
   */
  content(loading, draw) {
    if (this.data) return draw(this.data);
    return this.trouble ? nothing : html`<p class="quiet" role="status">${loading}</p>`;
  }
}

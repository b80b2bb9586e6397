/** What every section of the account page is: something asked for, shown, changed, asked for again. */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { Attempting, refusal } from "../../components/attempt.js";
import { retryNotice } from "../../components/notice.js";
import { withProof } from "../../components/proof-dialog.js";
import { toast } from "../../components/toast.js";

/**
 * Title, words and content of a section.
 *
 * @template Data
 * @typedef {{title: string, about?: unknown, body: (data: Data) => unknown}} Content
 */

/** @template Data */
export class Section extends Attempting {
  static properties = { data: { state: true }, trouble: { state: true } };

  constructor() {
    super();
    /** @type {Data | null} */
    this.data = null;
    /** @type {unknown} what asking for it failed with */
    this.trouble = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.load();
  }

  /** @returns {Promise<Data>} what is shown */
  async ask() {
    throw new Error("not asked for");
  }

  async load() {
    try {
      this.data = await this.ask();
      this.trouble = null;
    } catch (error) {
      this.trouble = error;
    }
  }

  /**
   * Do what may be refused, with a proof of who asks where it needs one, and ask for the section again.
   *
   * @param {() => Promise<unknown>} act
   * @param {string} [message] once it is done
   * @returns {Promise<boolean>} whether it was done
   */
  change(act, message = "") {
    return this.attempt(async () => {
      await withProof(act);
      if (message) toast(message);
      await this.load();
    });
  }

  /** @returns {Content<Data>} */
  get section() {
    return { title: "", body: () => nothing };
  }

  render() {
    const { title, about, body } = this.section;
    const id = `${this.localName}-title`;
    return html`<section aria-labelledby=${id}>
      <h2 id=${id} tabindex="-1">${title}</h2>
      ${about ? html`<p class="quiet">${about}</p>` : nothing} ${this.data ? body(this.data) : nothing}
      <div role="status">${retryNotice(this.trouble, () => this.load())} ${refusal(this.refused)}</div>
    </section>`;
  }
}

/** @param {string} label @param {string} spoken @param {() => void} act */
export const smallButton = (label, spoken, act) =>
  html`<button class="button small" type="button" aria-label=${spoken} @click=${act}>${label}</button>`;

/** What every section of the account page is: something asked for, shown, changed, asked for again. */

import { html, LitElement, nothing } from "/vendor/lit-3.3.3.js";
import { mark } from "../../components/icons.js";
import { withProof } from "../../components/proof-dialog.js";
import { toast } from "../../components/toast.js";
import { words as shared } from "../../words/shared.js";

export class Section extends LitElement {
  static properties = {
    data: { state: true },
    trouble: { state: true },
    busy: { state: true },
    refused: { state: true },
  };

  constructor() {
    super();
    this.data = null;
    this.trouble = null;
    this.busy = false;
    this.refused = "";
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.load();
  }

  /** @returns {Promise<any>} what is shown; not null */
  async ask() {
    return {};
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
   * Do what may be refused, and say so beside it.
   *
   * @param {() => Promise<any>} act
   * @param {string} [said] once it is done
   * @returns {Promise<any>} null where it was refused
   */
  async tried(act, said = "") {
    if (this.busy) return null;
    this.busy = true;
    this.refused = "";
    try {
      const done = (await withProof(act)) ?? {};
      if (said) toast(said);
      await this.load();
      return done;
    } catch (error) {
      this.refused = error.message ?? String(error);
      return null;
    } finally {
      this.busy = false;
    }
  }

  /**
   * Title, words and content of the section.
   *
   * @returns {{title: string, about?: unknown, body: () => unknown}}
   */
  get section() {
    return { title: "", body: () => nothing };
  }

  render() {
    const { title, about, body } = this.section;
    const id = `${this.localName}-title`;
    return html`<section aria-labelledby=${id}>
      <h2 id=${id} tabindex="-1">${title}</h2>
      ${about ? html`<p class="quiet">${about}</p>` : nothing} ${this.data ? body() : nothing}
      <div role="status">
        ${this.trouble
          ? html`<div class="notice bad">
              ${mark("fault")}
              <div>
                ${this.trouble.message ?? String(this.trouble)}
                <div class="buttons">
                  <button class="button small" type="button" @click=${() => this.load()}>
                    ${shared.tryAgain}
                  </button>
                </div>
              </div>
            </div>`
          : nothing}
        ${this.refused
          ? html`<p class="refused line">${mark("fault")}<span>${this.refused}</span></p>`
          : nothing}
      </div>
    </section>`;
  }
}

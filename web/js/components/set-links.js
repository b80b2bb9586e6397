/** `<fc-set-links>`: links that show a set without an account: those of one set, or all of a person's. */

/** @import { LinkMade, LinkOut } from "../../types/api.js" */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { api, messageOf } from "../api/http.js";
import { shortDayOf } from "../lib/dates.js";
import { words as shared } from "../words/shared.js";
import { Attempting, refusal } from "./attempt.js";
import { handedLink } from "./handed-link.js";
import { toast } from "./toast.js";

const words = shared.links;

class SetLinks extends Attempting {
  static properties = { ...Attempting.properties, set: { attribute: false }, links: { state: true } };

  constructor() {
    super();
    /** The id of the set whose links these are; empty for the links to all sets. */
    this.set = "";
    /** @type {LinkOut[]} */
    this.links = [];
    /** @type {LinkMade | null} the link that was just made */
    this.made = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.load();
  }

  async load() {
    try {
      const query = this.set ? `?${new URLSearchParams({ set_id: this.set })}` : "";
      this.links = (await api.get(`/links${query}`)).links;
    } catch (error) {
      this.refused = messageOf(error);
    }
  }

  /** @param {FormEvent} event */
  async #make(event) {
    event.preventDefault();
    const days = Number(event.target.elements.days.value);
    const made = await this.attempt(async () => {
      this.made = await api.post("/links", { set_id: this.set, days });
      await this.load();
    });
    if (!made) return;
    await this.updateComplete;
    this.querySelector("input")?.focus();
  }

  /** @param {LinkOut} link */
  async #withdraw(link) {
    await this.attempt(async () => {
      await api.delete(`/links/${encodeURIComponent(link.id)}`);
      if (this.made?.id === link.id) this.made = null;
      await this.load();
      toast(words.withdrawn);
    });
  }

  render() {
    return html`${this.set
      ? html`<form class="link-form" @submit=${(/** @type {FormEvent} */ event) => this.#make(event)}>
          <div class="field">
            <label for="link-days">${words.lasts}</label
            ><select id="link-days" name="days">
              ${words.days.map(
                ([days, text]) =>
                  html`<option value=${days} ?selected=${days === words.usual}>${text}</option>`,
              )}
            </select>
          </div>
          <button class="button" ?disabled=${this.busy}>${words.make}</button>
        </form>`
      : nothing}
    ${refusal(this.refused)}
    ${this.made ? handedLink(this.made, { id: "shared-link", title: words.sent }) : nothing}
    ${this.links.length
      ? html`<ul class="plain list links">
          ${this.links.map(
            (link) =>
              html`<li>
                <div>
                  ${this.set
                    ? words.open(shortDayOf(link.until))
                    : html`<a href="/review/${link.set_id}">${link.title}</a>
                        <p class="small quiet">${words.open(shortDayOf(link.until))}</p>`}
                </div>
                <button
                  class="button small"
                  type="button"
                  aria-label=${words.withdrawOf(link.title, shortDayOf(link.until))}
                  @click=${() => this.#withdraw(link)}>
                  ${words.withdraw}
                </button>
              </li>`,
          )}
        </ul>`
      : this.set
        ? nothing
        : html`<p>${words.none}</p>`}`;
  }
}

customElements.define("fc-set-links", SetLinks);

/** `<fc-news>`: what others said of one's sets since one looked; nothing where nobody did. */

import { html, LitElement, nothing } from "/vendor/lit-3.3.3.js";
import { api } from "../api/http.js";
import { clock } from "../lib/formatting.js";
import { news as words } from "../words/review.js";
import { icons } from "./icons.js";

const SHOWN = 3;

class News extends LitElement {
  static properties = { comments: { state: true } };

  constructor() {
    super();
    /** @type {import("../../types/api.js").UnseenComment[]} */
    this.comments = [];
  }

  createRenderRoot() {
    return this;
  }

  async connectedCallback() {
    super.connectedCallback();
    try {
      ({ comments: this.comments } = await api.get("/news"));
    } catch {
      this.comments = []; // the page stands without it
    }
  }

  render() {
    if (!this.comments.length) return nothing;
    const more = this.comments.length - SHOWN;
    return html`<section class="news-list" aria-label=${words.title}>
      <ul class="plain">
        ${this.comments.slice(0, SHOWN).map(
          (c) =>
            html`<li>
              <a
                class="card"
                href="/review/${encodeURIComponent(c.set.id)}#comment-${encodeURIComponent(c.id)}">
                ${icons.comment}<span
                  ><strong>${words.said(c.by?.name, c.set.title, clock(c.time))}</strong>
                  <span class="small">${c.text || (c.voice ? words.spoke : words.drew)}</span></span
                ></a
              >
            </li>`,
        )}
      </ul>
      ${more > 0 ? html`<p class="small quiet">${words.more(more)}</p>` : nothing}
    </section>`;
  }
}

customElements.define("fc-news", News);

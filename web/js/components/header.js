/** The header and the footer of every page. */

import { html, LitElement, nothing } from "/vendor/lit-3.3.3.js";
import { api } from "../api/http.js";
import { serverState } from "../api/server-state.js";
import { words } from "../words/shared.js";
import { icons, logo, personIcon } from "./icons.js";
import { shortcuts } from "./shortcuts.js";

const { today, record, library, progress, exercises } = words.nav;
const PAGES = Object.entries({ today, record, library, progress, exercises }).map(([name, title]) => [
  `/${name}`,
  title,
]);
const DESK = ["/desk", words.nav.desk];
/** @type {Record<string, string[]>} pages that are reached from one of those */
const WITHIN = {
  "/library": ["/review/"],
  "/progress": ["/compare", "/summary"],
  "/desk": ["/clients/"],
  "/account": ["/limits"],
};

/**
 * @param {string} path
 * @returns {boolean} whether the address is that of this entry or of a page within it; a client's pages and
 *   the review queue are within the desk
 */
const isHere = (path) => {
  const query = new URLSearchParams(location.search);
  if (query.has("of") || query.has("queue")) return path === "/desk";
  return (
    location.pathname === path || (WITHIN[path] ?? []).some((start) => location.pathname.startsWith(start))
  );
};

/** Mark the desk as where this page belongs: it shows a client's set, which its address does not say. */
export function markDesk() {
  const header = document.querySelector("fc-header");
  if (header) header.within = "/desk";
}

/** Have it said in our words when the server cannot be reached; a paired phone has one page only. */
function keepOfflinePage() {
  if (document.documentElement.dataset.device === "phone") return;
  navigator.serviceWorker?.register("/service-worker.js").catch(() => {}); // then the browser says it
}

/** `<fc-header bare>`: without the ways to pages that cannot be seen yet. */
class Header extends LitElement {
  static properties = {
    bare: { type: Boolean },
    within: { attribute: false },
    me: { state: true },
    unread: { state: true },
  };

  constructor() {
    super();
    this.bare = false;
    /** The entry that the page belongs to; empty: the address says so. */
    this.within = "";
    /** @type {import("../../types/api.js").Me | null} */
    this.me = null;
    /** @type {import("../../types/api.js").UnseenComment[]} comments on one's own sets, not seen yet */
    this.unread = [];
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.setAttribute("role", "banner");
    keepOfflinePage();
    if (!this.bare) {
      serverState()
        .then(async ({ me }) => {
          this.me = me;
          if (me) ({ comments: this.unread } = await api.get("/news"));
        })
        .catch(() => {}); // the page itself says what is wrong
    }
  }

  /** @param {string} path @returns {"page" | typeof nothing} */
  #current(path) {
    return (this.within ? path === this.within : isHere(path)) ? "page" : nothing;
  }

  /** The way to the oldest unread comment, on every page until it was seen. */
  #news() {
    const first = this.unread.at(-1);
    if (!first) return nothing;
    return html`<a
      class="button bare unread"
      href="/review/${encodeURIComponent(first.set.id)}#comment-${encodeURIComponent(first.id)}"
      aria-label=${words.nav.unread(this.unread.length)}
      title=${words.nav.unread(this.unread.length)}
      >${icons.comment}<span>${this.unread.length}</span></a
    >`;
  }

  render() {
    const pages = this.me?.role === "coach" ? [DESK, ...PAGES] : PAGES;
    return html`<div>
      <a class="logo" href="/" aria-label=${words.nav.home}>${logo()}<span>formcheck</span></a>
      ${this.bare
        ? nothing
        : html`<nav aria-label=${words.nav.label} class=${pages.length > 5 ? "many" : ""}>
              ${pages.map(
                ([path, name]) => html`<a href=${path} aria-current=${this.#current(path)}>${name}</a>`,
              )}
            </nav>
            ${this.#news()}
            <a
              class="button bare icon you"
              href="/account"
              aria-label=${words.nav.you}
              title=${this.me?.name ?? words.nav.you}
              aria-current=${this.#current("/account")}
              >${personIcon()}</a
            >`}
      <button
        class="button bare icon help"
        type="button"
        aria-label=${words.shortcuts.title}
        aria-keyshortcuts="?"
        title=${words.shortcuts.title}
        @click=${() => shortcuts.show()}>
        <span>?</span>
      </button>
    </div>`;
  }
}

class Footer extends LitElement {
  static properties = { mode: { state: true } };

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.setAttribute("role", "contentinfo");
    serverState()
      .then(({ mode }) => {
        this.mode = mode;
      })
      .catch(() => {});
  }

  render() {
    return html`<div>
      <p>${this.mode === "team" ? words.footer.team : words.footer.privacy}</p>
      <p><a href="/docs">${words.footer.api}</a></p>
    </div>`;
  }
}

customElements.define("fc-header", Header);
customElements.define("fc-footer", Footer);

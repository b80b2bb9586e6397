/** The header and the footer of every page. */

import { LitElement, html, nothing } from "/vendor/lit-3.3.3.js";
import { words } from "../words/shell.js";
import { logo } from "./marks.js";
import { shortcuts } from "./shortcuts.js";

const PAGES = ["today", "record", "library", "progress", "exercises"].map((name) => [`/${name}`, words.nav[name]]);
/** Pages that are reached from one of those. */
const WITHIN = { "/library": "/review/", "/progress": "/compare" };

/** @param {string} path @returns {boolean} whether this page belongs to that entry */
const here = (path) => location.pathname === path || (path in WITHIN && location.pathname.startsWith(WITHIN[path]));

class Header extends LitElement {
  createRenderRoot() { return this; }

  connectedCallback() {
    super.connectedCallback();
    this.setAttribute("role", "banner");
  }

  render() {
    return html`<div>
      <a class="logo" href="/" aria-label=${words.nav.home}>${logo()}<span>formcheck</span></a>
      <nav aria-label=${words.nav.label}>
        ${PAGES.map(([path, name]) => html`<a href=${path} aria-current=${here(path) ? "page" : nothing}>${name}</a>`)}
      </nav>
      <button class="button bare icon help" type="button" aria-label=${words.shortcuts.title} aria-keyshortcuts="?"
        title=${words.shortcuts.title} @click=${() => shortcuts.show()}><span>?</span></button>
    </div>`;
  }
}

class Footer extends LitElement {
  createRenderRoot() { return this; }

  connectedCallback() {
    super.connectedCallback();
    this.setAttribute("role", "contentinfo");
  }

  render() {
    return html`<div><p>${words.footer.privacy}</p><p><a href="/docs">${words.footer.api}</a></p></div>`;
  }
}

customElements.define("fc-header", Header);
customElements.define("fc-footer", Footer);

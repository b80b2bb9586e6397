/** `<fc-menu>`: a small button that opens a few more things to do. */

import { html, LitElement, nothing } from "/vendor/lit-3.3.3.js";

class Menu extends LitElement {
  static properties = { label: {}, items: { attribute: false }, open: { state: true } };

  constructor() {
    super();
    this.label = "";
    /** @type {[string, () => void][]} text and what it does */
    this.items = [];
    this.open = false;
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.addEventListener("focusout", (event) => {
      if (!this.contains(/** @type {Node | null} */ (event.relatedTarget))) this.open = false;
    });
    this.addEventListener("keydown", (event) => this.#key(event));
  }

  async #show() {
    this.open = !this.open;
    await this.updateComplete;
    if (this.open) this.querySelector(".menu-list button")?.focus();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (!this.open) return;
    const items = [...this.querySelectorAll(".menu-list button")];
    const at = items.indexOf(document.activeElement);
    /** @type {Record<string, number>} */
    const places = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
    const to = places[event.key];
    if (event.key === "Escape") {
      this.open = false;
      this.querySelector("button").focus();
    } else if (to !== undefined) {
      items.at(to % items.length).focus();
    } else {
      if (event.key !== "Tab") event.stopPropagation();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  render() {
    const choose = (/** @type {() => void} */ act) => () => {
      this.open = false;
      this.querySelector("button").focus();
      act();
    };
    return html`<button
        class="button bare icon"
        type="button"
        aria-label=${this.label}
        aria-expanded=${this.open ? "true" : "false"}
        @click=${() => this.#show()}>
        <svg viewBox="0 0 20 20" aria-hidden="true">
          <g fill="currentColor">
            <circle cx="4" cy="10" r="1.75" />
            <circle cx="10" cy="10" r="1.75" />
            <circle cx="16" cy="10" r="1.75" />
          </g>
        </svg>
      </button>
      ${this.open
        ? html`<ul class="menu-list plain">
            ${this.items.map(
              ([text, act]) => html`<li><button type="button" @click=${choose(act)}>${text}</button></li>`,
            )}
          </ul>`
        : nothing}`;
  }
}

customElements.define("fc-menu", Menu);

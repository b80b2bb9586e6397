/** `<fc-theme>`: light, dark, or as the device has it; kept in this browser. */

import { html, LitElement } from "/vendor/lit-3.3.3.js";
import { words } from "../../words/account.js";

const KEY = "formcheck-theme";

class Theme extends LitElement {
  createRenderRoot() {
    return this;
  }

  /** @param {FieldEvent} event */
  #choose(event) {
    const { value } = event.target;
    try {
      if (value) localStorage.setItem(KEY, value);
      else localStorage.removeItem(KEY);
    } catch {
      return; // this browser keeps nothing
    }
    document.dispatchEvent(new Event("fc-theme"));
  }

  get chosen() {
    try {
      return localStorage.getItem(KEY) ?? "";
    } catch {
      return "";
    }
  }

  render() {
    return html`<section aria-labelledby="theme-title">
      <h2 id="theme-title">${words.theme.title}</h2>
      <fieldset class="themes">
        <legend class="unseen-text">${words.theme.title}</legend>
        ${words.theme.choices.map(
          ([value, text]) =>
            html`<label class="check"
              ><input
                type="radio"
                name="theme"
                value=${value}
                ?checked=${value === this.chosen}
                @change=${(/** @type {FieldEvent} */ event) => this.#choose(event)} />${text}</label
            >`,
        )}
      </fieldset>
    </section>`;
  }
}

customElements.define("fc-theme", Theme);

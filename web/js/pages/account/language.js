/** `<fc-language>`: the language of the pages, as the browser asks for it or as it is chosen here. */

import { html, LitElement, nothing } from "/vendor/lit-3.3.3.js";
import { words } from "../../words/account.js";

/** A cookie, because the server picks the words that a page fetches. */
const COOKIE = "formcheck-language";
const YEAR = 365 * 24 * 3600;

class Language extends LitElement {
  createRenderRoot() {
    return this;
  }

  /** @param {FieldEvent} event */
  #choose(event) {
    const { value } = event.target;
    document.cookie = `${COOKIE}=${value}; path=/; max-age=${value ? YEAR : 0}; samesite=lax`;
    location.reload();
  }

  get chosen() {
    return document.cookie.match(/(?:^|; )formcheck-language=(\w+)/)?.[1] ?? "";
  }

  render() {
    const { title, choices, note } = words.language;
    return html`<section aria-labelledby="language-title">
      <h2 id="language-title">${title}</h2>
      <fieldset class="themes">
        <legend class="unseen-text">${title}</legend>
        ${choices.map(
          ([value, text]) =>
            html`<label class="check" lang=${value || nothing}
              ><input
                type="radio"
                name="language"
                value=${value}
                ?checked=${value === this.chosen}
                @change=${(/** @type {FieldEvent} */ event) => this.#choose(event)} />${text}</label
            >`,
        )}
      </fieldset>
      ${note ? html`<p class="quiet">${note}</p>` : nothing}
    </section>`;
  }
}

customElements.define("fc-language", Language);

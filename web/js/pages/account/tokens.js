/** `<fc-tokens>`: what other programs sign in with. */

/** @import { TokenOut } from "../../../types/api.js" */
/** @import { Content } from "./section.js" */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { api } from "../../api/http.js";
import { shortDayOf } from "../../lib/dates.js";
import { words } from "../../words/account.js";
import { Section, smallButton } from "./section.js";

/** @extends {Section<TokenOut[]>} */
class Tokens extends Section {
  /** Of the token that was just made. */
  secret = "";

  async ask() {
    return (await api.get("/tokens")).tokens;
  }

  /** @returns {Content<TokenOut[]>} */
  get section() {
    const texts = words.tokens;
    /** @type {Record<string, string>} */
    const scopes = texts.scopes;
    return {
      title: texts.title,
      about: html`${texts.about} <a href="/docs">${texts.docs}</a>`,
      body: (data) =>
        html` ${this.secret
            ? html`<div class="notice" role="status">
                <div>
                  <strong>${texts.once}</strong>
                  <p><code class="secret">${this.secret}</code></p>
                </div>
              </div>`
            : nothing}
          ${data.length
            ? html`<ul class="plain list">
                ${data.map(
                  (one) =>
                    html`<li>
                      <div>
                        <strong>${one.name}</strong>
                        <p class="small quiet">
                          ${one.scopes.map((scope) => scopes[scope] ?? scope).join(", ")};
                          ${one.until ? texts.until(shortDayOf(one.until)) : texts.forGood}
                        </p>
                      </div>
                      ${smallButton(words.remove, texts.remove(one.name), () =>
                        this.change(() => api.delete(`/tokens/${one.id}`), texts.removed(one.name)),
                      )}
                    </li>`,
                )}
              </ul>`
            : nothing}
          <details>
            <summary>${texts.add}</summary>
            <form class="stack narrow" @submit=${(/** @type {FormEvent} */ event) => this.#add(event)}>
              <div class="field">
                <label for="token">${texts.name}</label
                ><input id="token" name="name" maxlength="100" autocomplete="off" required />
              </div>
              <fieldset>
                <legend class="small quiet">${texts.may}</legend>
                ${Object.entries(texts.scopes).map(
                  ([scope, text]) =>
                    html`<label class="check">
                      <input
                        type="checkbox"
                        name="scope"
                        value=${scope}
                        ?checked=${scope === "sets:read"} /><span>${text}</span></label
                    >`,
                )}
              </fieldset>
              <div class="field">
                <label for="token-days">${texts.days}</label
                ><input
                  id="token-days"
                  name="days"
                  type="number"
                  min="1"
                  max="3650"
                  step="1"
                  placeholder=${texts.forGood} />
              </div>
              <div class="buttons"><button class="button">${texts.make}</button></div>
            </form>
          </details>`,
    };
  }

  /** @param {FormEvent} event */
  async #add(event) {
    event.preventDefault();
    const form = event.target;
    const scopes = [...form.querySelectorAll("[name=scope]:checked")].map((box) => box.value);
    const days = form.elements.days.value ? form.elements.days.valueAsNumber : null;
    const name = form.elements.name.value.trim();
    const made = await this.change(async () => {
      ({ secret: this.secret } = await api.post("/tokens", { name, scopes, days }));
    });
    if (!made) return;
    form.reset();
    form.closest("details").open = false;
    this.requestUpdate();
  }
}

customElements.define("fc-tokens", Tokens);

/** Name and password. */

/** @import { Me } from "../../../types/api.js" */
/** @import { Content } from "./section.js" */

import { html, live, nothing } from "/vendor/lit-3.3.3.js";
import { api } from "../../api/http.js";
import { forgetState, serverState } from "../../api/server-state.js";
import { words } from "../../words/account.js";
import { Section } from "./section.js";

/** @extends {Section<Me>} what is known of the person who is signed in */
class OwnAccount extends Section {
  async ask() {
    const { me } = await serverState();
    if (!me) throw new Error("signed out");
    return me;
  }
}

class You extends OwnAccount {
  /** @returns {Content<Me>} */
  get section() {
    const texts = words.you;
    return {
      title: texts.title,
      body: (data) =>
        html`<form class="one" @submit=${(/** @type {FormEvent} */ event) => this.#save(event)}>
            <div class="field">
              <label for="name">${texts.name}</label>
              <input
                id="name"
                name="name"
                autocomplete="name"
                maxlength="120"
                required
                .value=${live(data.name)} />
            </div>
            <button class="button">${texts.save}</button>
          </form>
          <p class="small quiet">${texts.login(data.login)} ${texts.roles[data.role]}</p>`,
    };
  }

  /** @param {FormEvent} event */
  #save(event) {
    event.preventDefault();
    const name = event.target.elements.name.value.trim();
    if (name) {
      this.change(async () => {
        await api.put("/me", { name });
        forgetState();
      }, words.you.saved);
    }
  }
}

class Password extends OwnAccount {
  /** @returns {Content<Me>} */
  get section() {
    const texts = words.password;
    /** @type {(id: string, label: string, kind: string, hint?: boolean) => unknown} */
    const field = (id, label, kind, hint) =>
      html`<div class="field">
        <label for=${id}>${label}</label>
        <input
          id=${id}
          name=${id}
          type="password"
          autocomplete=${kind}
          required
          minlength=${kind === "new-password" ? 10 : nothing}
          maxlength="1000"
          aria-describedby=${hint ? "password-hint" : nothing} />
      </div>`;
    return {
      title: texts.title,
      about: texts.about,
      body: (data) =>
        html`<form class="stack narrow" @submit=${(/** @type {FormEvent} */ event) => this.#save(event)}>
          <input
            class="unseen-text"
            name="username"
            autocomplete="username"
            .value=${data.login}
            tabindex="-1"
            aria-hidden="true"
            readonly />
          ${field("old", texts.old, "current-password")} ${field("new", texts.new, "new-password", true)}
          <p class="small quiet" id="password-hint">${texts.hint}</p>
          <div class="buttons"><button class="button" ?disabled=${this.busy}>${texts.save}</button></div>
        </form>`,
    };
  }

  /** @param {FormEvent} event */
  async #save(event) {
    event.preventDefault();
    const form = event.target;
    const passwords = { old: form.elements.old.value, new: form.elements.new.value };
    if (await this.change(() => api.put("/me/password", passwords), words.password.saved)) {
      form.reset();
      document.querySelector("fc-signins")?.load();
    }
  }
}

customElements.define("fc-you", You);
customElements.define("fc-password", Password);

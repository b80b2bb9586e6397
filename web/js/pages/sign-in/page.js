/** `<fc-sign-in>`: with login and password, or with a passkey; then back to where one wanted to go. */

/** @import { Me, State } from "../../../types/api.js" */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { api, messageOf } from "../../api/http.js";
import { passkeysAvailable, signInWithPasskey } from "../../api/passkeys.js";
import { forgetState, serverState } from "../../api/server-state.js";
import { forgetUploads } from "../../api/remembered-uploads.js";
import { accountFields, Attempting, refusal } from "../../components/attempt.js";
import "../../components/header.js";
import { homePage, nextPage } from "../../lib/next-page.js";
import { words } from "../../words/sign-in.js";

const texts = words.signIn;

class SignIn extends Attempting {
  static properties = { state: { state: true } };

  constructor() {
    super();
    /** @type {State | null} */
    this.state = null;
  }

  async connectedCallback() {
    super.connectedCallback();
    try {
      this.state = await serverState();
      if (this.state.mode === "personal") location.replace("/");
      else if (this.state.me) this.#continueAs(this.state.me);
      else forgetUploads();
    } catch (error) {
      this.refused = messageOf(error);
    }
  }

  /** @param {Me} me */
  #continueAs(me) {
    forgetState();
    location.replace(nextPage(location.search, homePage(me), location.origin));
  }

  /** @param {() => Promise<Me>} signIn */
  async #signIn(signIn) {
    if (await this.attempt(async () => this.#continueAs(await signIn()))) return;
    await this.updateComplete;
    this.querySelector("#password")?.select();
  }

  /** @param {FormEvent} event */
  #withPassword(event) {
    event.preventDefault();
    const { login, password } = event.target.elements;
    this.#signIn(() => api.post("/session", { login: login.value, password: password.value }));
  }

  render() {
    if (this.state?.set_up) {
      return html`<div class="gate">
        <header>
          <h1>${texts.empty.title}</h1>
          <p class="lead">${texts.empty.message}</p>
        </header>
      </div>`;
    }
    const erased = new URLSearchParams(location.search).has("erased");
    return html`<div class="gate">
      <h1>${texts.title}</h1>
      ${erased ? html`<p class="notice" role="status">${texts.erased}</p>` : nothing}
      <form class="stack" @submit=${(/** @type {FormEvent} */ event) => this.#withPassword(event)}>
        ${accountFields(texts)}
        <div role="alert">${refusal(this.refused)}</div>
        <div class="buttons">
          <button class="button main" ?disabled=${this.busy}>${texts.act}</button>
        </div>
      </form>
      ${passkeysAvailable()
        ? html`<p class="or">${texts.or}</p>
            <button
              class="button wide"
              type="button"
              ?disabled=${this.busy}
              @click=${() => this.#signIn(() => signInWithPasskey(texts.left))}>
              ${texts.passkey}
            </button>`
        : nothing}
    </div>`;
  }
}

customElements.define("fc-sign-in", SignIn);

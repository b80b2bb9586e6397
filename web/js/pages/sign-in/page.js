/** `<fc-sign-in>`: with login and password, or with a passkey; then back to where one wanted to go. */

import { html, LitElement, nothing } from "/vendor/lit-3.3.3.js";
import { api } from "../../api/http.js";
import { getPasskey, passkeysAvailable } from "../../api/passkeys.js";
import { forgetState, serverState } from "../../api/server-state.js";
import { forgetUploads } from "../../api/uploads.js";
import "../../components/header.js";
import { mark } from "../../components/icons.js";
import { words } from "../../words/sign-in.js";

const signInWords = words.signIn;

/**
 * @param {string} search
 * @param {string} [usual]
 * @returns {string} an address of our own, never another site's
 */
export function nextPage(search, usual = "/") {
  const asked = new URLSearchParams(search).get("next") ?? "";
  const url = URL.canParse(asked, location.origin) ? new URL(asked, location.origin) : null;
  const own =
    url?.origin === location.origin && asked.startsWith("/") && !url.pathname.startsWith("/sign-in");
  // The whole address: a path like //elsewhere alone would be another site's.
  return own ? url.href : usual;
}

/** @param {{role: string}} me @returns {string} where their work begins */
export const homePage = (me) => (me.role === "coach" ? "/desk" : "/today");

class SignIn extends LitElement {
  static properties = { data: { state: true }, refused: { state: true }, busy: { state: true } };

  constructor() {
    super();
    this.data = null;
    this.refused = "";
    this.busy = false;
  }

  createRenderRoot() {
    return this;
  }

  async connectedCallback() {
    super.connectedCallback();
    try {
      this.data = await serverState();
      if (this.data.mode === "personal") location.replace("/");
      else if (this.data.me) this.#on(this.data.me);
      else forgetUploads();
    } catch (error) {
      this.refused = error.message ?? String(error);
    }
  }

  #on(me) {
    forgetState();
    location.replace(nextPage(location.search, homePage(me)));
  }

  async #tried(act) {
    if (this.busy) return;
    this.busy = true;
    this.refused = "";
    try {
      this.#on(await act());
    } catch (error) {
      this.refused = error.message ?? String(error);
      await this.updateComplete;
      this.querySelector("#password")?.select();
    } finally {
      this.busy = false;
    }
  }

  #password(event) {
    event.preventDefault();
    const { login, password } = event.target.elements;
    this.#tried(() => api.post("/session", { login: login.value, password: password.value }));
  }

  #passkey() {
    return this.#tried(async () => {
      const options = await api.post("/session/passkey/begin");
      let credential;
      try {
        credential = await getPasskey(options.publicKey ?? options);
      } catch {
        throw new Error(signInWords.left);
      }
      return api.post("/session/passkey", { credential });
    });
  }

  render() {
    if (this.data?.set_up) {
      return html`<div class="gate">
        <header>
          <h1>${signInWords.empty.title}</h1>
          <p class="lead">${signInWords.empty.message}</p>
        </header>
      </div>`;
    }
    const erased = new URLSearchParams(location.search).has("erased");
    return html`<div class="gate">
      <h1>${signInWords.title}</h1>
      ${erased ? html`<p class="notice" role="status">${signInWords.erased}</p>` : nothing}
      <form class="stack" @submit=${(event) => this.#password(event)}>
        <div class="field">
          <label for="login">${signInWords.login}</label
          ><input
            id="login"
            name="login"
            autocomplete="username"
            autocapitalize="none"
            spellcheck="false"
            maxlength="200"
            required
            autofocus />
        </div>
        <div class="field">
          <label for="password">${signInWords.password}</label
          ><input
            id="password"
            name="password"
            type="password"
            autocomplete="current-password"
            maxlength="1000"
            required />
        </div>
        <div role="alert">
          ${this.refused
            ? html`<p class="refused line">${mark("fault")}<span>${this.refused}</span></p>`
            : nothing}
        </div>
        <div class="buttons">
          <button class="button main" ?disabled=${this.busy}>${signInWords.act}</button>
        </div>
      </form>
      ${passkeysAvailable()
        ? html`<p class="or">${signInWords.or}</p>
            <button
              class="button wide"
              type="button"
              ?disabled=${this.busy}
              @click=${() => this.#passkey()}>
              ${signInWords.passkey}
            </button>`
        : nothing}
    </div>`;
  }
}

customElements.define("fc-sign-in", SignIn);

/** `<fc-sign-in>`: with login and password, or with a passkey; then back to where one wanted to go. */

import { LitElement, html, nothing } from "/vendor/lit-3.3.3.js";
import { get, possible } from "../account/credentials.js";
import { api } from "../api.js";
import { mark } from "../shell/marks.js";
import { changed, state } from "../shell/state.js";
import { words } from "../words/joining.js";

const say = words.signIn;

/** @param {string} search @param {string} [usual] @returns {string} a path of our own, never another site */
export function next(search, usual = "/") {
  const asked = new URLSearchParams(search).get("next") ?? "";
  const url = URL.canParse(asked, location.origin) ? new URL(asked, location.origin) : null;
  const own = url?.origin === location.origin && asked.startsWith("/") && !asked.startsWith("/sign-in");
  return own ? url.pathname + url.search + url.hash : usual;
}

/** @param {{role: string}} me @returns {string} where their work begins */
export const home = (me) => (me.role === "coach" ? "/desk" : "/today");

class SignIn extends LitElement {
  static properties = { told: { state: true }, refused: { state: true }, busy: { state: true } };

  constructor() {
    super();
    Object.assign(this, { told: null, refused: "", busy: false });
  }

  createRenderRoot() { return this; }

  async connectedCallback() {
    super.connectedCallback();
    try {
      this.told = await state();
      if (this.told.mode === "personal") location.replace("/");
      else if (this.told.me) this.#on(this.told.me);
    } catch (error) {
      this.refused = error.message ?? String(error);
    }
  }

  #on(me) {
    changed();
    location.replace(next(location.search, home(me)));
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
        credential = await get(options.publicKey ?? options);
      } catch {
        throw new Error(say.left);
      }
      return api.post("/session/passkey", { credential });
    });
  }

  render() {
    if (this.told?.set_up) {
      return html`<div class="gate"><header><h1>${say.empty.title}</h1><p class="lead">${say.empty.message}</p></header></div>`;
    }
    const erased = new URLSearchParams(location.search).has("erased");
    return html`<div class="gate"><h1>${say.title}</h1>
      ${erased ? html`<p class="notice" role="status">${say.erased}</p>` : nothing}
      <form class="stack" @submit=${(event) => this.#password(event)}>
        <div class="field"><label for="login">${say.login}</label><input id="login" name="login" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="200" required autofocus></div>
        <div class="field"><label for="password">${say.password}</label><input id="password" name="password" type="password" autocomplete="current-password" maxlength="1000" required></div>
        <div role="alert">${this.refused ? html`<p class="refused line">${mark("fault")}<span>${this.refused}</span></p>` : nothing}</div>
        <div class="buttons"><button class="button main" ?disabled=${this.busy}>${say.act}</button></div>
      </form>
      ${possible() ? html`<p class="or">${say.or}</p><button class="button wide" type="button" ?disabled=${this.busy} @click=${() => this.#passkey()}>${say.passkey}</button>` : nothing}
    </div>`;
  }
}

customElements.define("fc-sign-in", SignIn);

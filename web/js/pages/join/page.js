/** `<fc-join>`: by a coach's link to an account, or for a client who has one, to one more coach. */

import { html, LitElement, nothing } from "/vendor/lit-3.3.3.js";
import { api } from "../../api/http.js";
import { forgetState, serverState } from "../../api/server-state.js";
import "../../components/header.js";
import { mark } from "../../components/icons.js";
import { words } from "../../words/sign-in.js";
import { homePage } from "../sign-in/page.js";

const joinWords = words.join;

class Join extends LitElement {
  static properties = {
    data: { state: true },
    me: { state: true },
    trouble: { state: true },
    refused: { state: true },
    busy: { state: true },
  };

  constructor() {
    super();
    this.data = null;
    this.me = null;
    this.trouble = null;
    this.refused = "";
    this.busy = false;
    this.path = `/join/${encodeURIComponent(location.pathname.split("/")[2] ?? "")}`;
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#look();
  }

  async #look() {
    try {
      const [data, { me }] = await Promise.all([api.get(this.path), serverState()]);
      Object.assign(this, { data, me, trouble: null });
    } catch (error) {
      this.trouble = error;
    }
  }

  async #join(given) {
    if (this.busy) return;
    this.busy = true;
    this.refused = "";
    try {
      const me = await api.post(this.path, given);
      forgetState();
      location.assign(homePage(me));
    } catch (error) {
      this.refused = error.message ?? String(error);
    } finally {
      this.busy = false;
    }
  }

  #new(event) {
    event.preventDefault();
    const { name, login, password, consent } = event.target.elements;
    this.#join({
      name: name.value.trim(),
      login: login.value.trim(),
      password: password.value,
      consent: consent?.checked ?? false,
    });
  }

  async #signOut() {
    await api.delete("/session");
    location.reload();
  }

  render() {
    if (this.trouble) {
      return html`<div class="gate">
        <h1>${this.trouble.status === 404 ? joinWords.used : this.trouble.message}</h1>
        ${this.trouble.status === 404 ? html`<p class="lead">${this.trouble.message}</p>` : nothing}
      </div>`;
    }
    if (!this.data) return html`<p class="quiet" role="status">${joinWords.loading}</p>`;
    const { by, role } = this.data;
    if (this.me && (this.me.role !== "client" || role !== "client")) {
      return html`<div class="gate">
        <h1>${by ? joinWords.title(by) : joinWords.first}</h1>
        <p>${joinWords.coachToo}</p>
        <div class="buttons">
          <button class="button main" type="button" @click=${() => this.#signOut()}>
            ${joinWords.signOut}
          </button>
        </div>
      </div>`;
    }
    return this.me ? this.#oneMore(by) : this.#account(by, role);
  }

  #alert() {
    return html`<div role="alert">
      ${this.refused
        ? html`<p class="refused line">${mark("fault")}<span>${this.refused}</span></p>`
        : nothing}
    </div>`;
  }

  #sees(by) {
    return html`<p>${joinWords.sees(by)}</p>
      <ul class="sees">
        ${joinWords.what.map((one) => html`<li>${one}</li>`)}
      </ul>
      <p>${joinWords.may(by)}</p>`;
  }

  #oneMore(by) {
    return html`<div class="gate">
      <h1>${joinWords.addTitle(by)}</h1>
      <div class="stack">${this.#sees(by)}</div>
      ${this.#alert()}
      <div class="buttons">
        <button
          class="button main"
          type="button"
          ?disabled=${this.busy}
          @click=${() => this.#join({ consent: true })}>
          ${joinWords.add}
        </button>
        <a class="button" href="/account">${joinWords.notNow}</a>
      </div>
    </div>`;
  }

  #account(by, role) {
    const lead = !by
      ? joinWords.firstLead
      : role === "coach"
        ? joinWords.coachLead(by)
        : joinWords.lead(by);
    return html`<div class="gate">
      <header>
        <h1>${by ? joinWords.title(by) : joinWords.first}</h1>
        <p class="lead quiet">${lead}</p>
      </header>
      <form class="stack" @submit=${(event) => this.#new(event)}>
        <div class="field">
          <label for="name">${joinWords.name}</label
          ><input
            id="name"
            name="name"
            autocomplete="name"
            maxlength="120"
            required
            .value=${by ? this.data.name : ""} />
        </div>
        <div class="field">
          <label for="login">${joinWords.login}</label
          ><input
            id="login"
            name="login"
            autocomplete="username"
            autocapitalize="none"
            spellcheck="false"
            minlength="3"
            maxlength="120"
            required
            aria-describedby="login-hint" />
          <p class="small quiet" id="login-hint">${joinWords.loginHint}</p>
        </div>
        <div class="field">
          <label for="password">${joinWords.password}</label
          ><input
            id="password"
            name="password"
            type="password"
            autocomplete="new-password"
            minlength="10"
            maxlength="1000"
            required
            aria-describedby="password-hint" />
          <p class="small quiet" id="password-hint">${joinWords.passwordHint}</p>
        </div>
        ${by && role === "client"
          ? html`<div class="notice">
              <div class="stack">
                ${this.#sees(by)}
                <label class="check top"
                  ><input type="checkbox" name="consent" /><span
                    ><strong>${joinWords.consent(by)}</strong></span
                  ></label
                >
                <p class="small quiet">${joinWords.without}</p>
              </div>
            </div>`
          : nothing}
        ${this.#alert()}
        <div class="buttons">
          <button class="button main" ?disabled=${this.busy}>
            ${by ? joinWords.act : joinWords.begin}
          </button>
        </div>
      </form>
    </div>`;
  }
}

customElements.define("fc-join", Join);

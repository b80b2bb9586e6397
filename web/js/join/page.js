/** `<fc-join>`: by a coach's link to an account, or for a client who has one, to one more coach. */

import { LitElement, html, nothing } from "/vendor/lit-3.3.3.js";
import { api } from "../api.js";
import { mark } from "../shell/marks.js";
import { changed, state } from "../shell/state.js";
import { home } from "../sign-in/page.js";
import { words } from "../words/joining.js";

const say = words.join;

class Join extends LitElement {
  static properties = { told: { state: true }, me: { state: true }, trouble: { state: true }, refused: { state: true }, busy: { state: true } };

  constructor() {
    super();
    Object.assign(this, { told: null, me: null, trouble: null, refused: "", busy: false });
    this.path = `/join/${encodeURIComponent(location.pathname.split("/")[2] ?? "")}`;
  }

  createRenderRoot() { return this; }

  connectedCallback() {
    super.connectedCallback();
    this.#look();
  }

  async #look() {
    try {
      const [told, { me }] = await Promise.all([api.get(this.path), state()]);
      Object.assign(this, { told, me, trouble: null });
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
      changed();
      location.assign(home(me));
    } catch (error) {
      this.refused = error.message ?? String(error);
    } finally {
      this.busy = false;
    }
  }

  #new(event) {
    event.preventDefault();
    const { name, login, password, consent } = event.target.elements;
    this.#join({ name: name.value.trim(), login: login.value.trim(), password: password.value, consent: consent?.checked ?? false });
  }

  async #signOut() {
    await api.delete("/session");
    location.reload();
  }

  render() {
    if (this.trouble) {
      return html`<div class="gate"><h1>${this.trouble.status === 404 ? say.used : this.trouble.message}</h1>${this.trouble.status === 404 ? html`<p class="lead">${this.trouble.message}</p>` : nothing}</div>`;
    }
    if (!this.told) return html`<p class="quiet" role="status">${say.loading}</p>`;
    const { by, role } = this.told;
    if (this.me && (this.me.role !== "client" || role !== "client")) {
      return html`<div class="gate"><h1>${by ? say.title(by) : say.first}</h1><p>${say.coachToo}</p>
        <div class="buttons"><button class="button main" type="button" @click=${() => this.#signOut()}>${say.signOut}</button></div></div>`;
    }
    return this.me ? this.#oneMore(by) : this.#account(by, role);
  }

  #alert() { return html`<div role="alert">${this.refused ? html`<p class="refused line">${mark("fault")}<span>${this.refused}</span></p>` : nothing}</div>`; }

  #sees(by) {
    return html`<p>${say.sees(by)}</p><ul class="sees">${say.what.map((one) => html`<li>${one}</li>`)}</ul><p>${say.may(by)}</p>`;
  }

  #oneMore(by) {
    return html`<div class="gate"><h1>${say.addTitle(by)}</h1><div class="stack">${this.#sees(by)}</div>${this.#alert()}
      <div class="buttons"><button class="button main" type="button" ?disabled=${this.busy} @click=${() => this.#join({ consent: true })}>${say.add}</button>
        <a class="button" href="/account">${say.notNow}</a></div></div>`;
  }

  #account(by, role) {
    const lead = !by ? say.firstLead : role === "coach" ? say.coachLead(by) : say.lead(by);
    return html`<div class="gate"><header><h1>${by ? say.title(by) : say.first}</h1><p class="lead quiet">${lead}</p></header>
      <form class="stack" @submit=${(event) => this.#new(event)}>
        <div class="field"><label for="name">${say.name}</label><input id="name" name="name" autocomplete="name" maxlength="120" required .value=${by ? this.told.name : ""}></div>
        <div class="field"><label for="login">${say.login}</label><input id="login" name="login" autocomplete="username" autocapitalize="none" spellcheck="false" minlength="3" maxlength="120" required aria-describedby="login-hint">
          <p class="small quiet" id="login-hint">${say.loginHint}</p></div>
        <div class="field"><label for="password">${say.password}</label><input id="password" name="password" type="password" autocomplete="new-password" minlength="10" maxlength="1000" required aria-describedby="password-hint">
          <p class="small quiet" id="password-hint">${say.passwordHint}</p></div>
        ${by && role === "client" ? html`<div class="notice"><div class="stack">${this.#sees(by)}
          <label class="check top"><input type="checkbox" name="consent"><span><strong>${say.consent(by)}</strong></span></label>
          <p class="small quiet">${say.without}</p></div></div>` : nothing}
        ${this.#alert()}
        <div class="buttons"><button class="button main" ?disabled=${this.busy}>${by ? say.act : say.begin}</button></div>
      </form></div>`;
  }
}

customElements.define("fc-join", Join);

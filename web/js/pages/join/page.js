/** `<fc-join>`: by a coach's link to an account, or for a client who has one, to one more coach. */

/** @import { Invited, JoinRequest, Me } from "../../../types/api.js" */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { api, ApiError, messageOf } from "../../api/http.js";
import { forgetState, serverState } from "../../api/server-state.js";
import { accountFields, Attempting, refusal } from "../../components/attempt.js";
import "../../components/header.js";
import { homePage } from "../../lib/next-page.js";
import { forgetRecordings } from "../../lib/recording-folder.js";
import { words } from "../../words/sign-in.js";

const texts = words.join;

class Join extends Attempting {
  static properties = { invitation: { state: true }, me: { state: true }, trouble: { state: true } };

  constructor() {
    super();
    /** @type {Invited | null} */
    this.invitation = null;
    /** @type {Me | null} */
    this.me = null;
    /** @type {unknown} what asking for the invitation failed with */
    this.trouble = null;
    this.path = `/join/${encodeURIComponent(location.pathname.split("/")[2] ?? "")}`;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#load();
  }

  async #load() {
    try {
      const [invitation, { me }] = await Promise.all([api.get(this.path), serverState()]);
      Object.assign(this, { invitation, me, trouble: null });
    } catch (error) {
      this.trouble = error;
    }
  }

  /** @param {JoinRequest} joining */
  #join(joining) {
    return this.attempt(async () => {
      const me = await api.post(this.path, joining);
      forgetState();
      location.assign(homePage(me));
    });
  }

  /** @param {FormEvent} event */
  #create(event) {
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
    await forgetRecordings();
    location.reload();
  }

  render() {
    if (this.trouble) {
      const used = this.trouble instanceof ApiError && this.trouble.status === 404;
      const message = messageOf(this.trouble);
      return html`<div class="gate">
        <h1>${used ? texts.used : message}</h1>
        ${used ? html`<p class="lead">${message}</p>` : nothing}
      </div>`;
    }
    if (!this.invitation) return html`<p class="quiet" role="status">${texts.loading}</p>`;
    const { by, role } = this.invitation;
    if (!this.me) return this.#account(this.invitation);
    if (by && this.me.role === "client" && role === "client") return this.#share(by);
    return html`<div class="gate">
      <h1>${by ? texts.title(by) : texts.first}</h1>
      <p>${texts.coachToo}</p>
      <div class="buttons">
        <button class="button main" type="button" @click=${() => this.#signOut()}>${texts.signOut}</button>
      </div>
    </div>`;
  }

  /** For a client who has an account: one more coach. @param {string} by */
  #share(by) {
    return html`<div class="gate">
      <h1>${texts.addTitle(by)}</h1>
      <div class="stack">${consequences(by)}</div>
      <div role="alert">${refusal(this.refused)}</div>
      <div class="buttons">
        <button
          class="button main"
          type="button"
          ?disabled=${this.busy}
          @click=${() => this.#join({ consent: true })}>
          ${texts.add}
        </button>
        <a class="button" href="/account">${texts.notNow}</a>
      </div>
    </div>`;
  }

  /** @param {Invited} invitation */
  #account({ by, role, name }) {
    const lead = !by ? texts.firstLead : role === "coach" ? texts.coachLead(by) : texts.lead(by);
    return html`<div class="gate">
      <header>
        <h1>${by ? texts.title(by) : texts.first}</h1>
        <p class="lead quiet">${lead}</p>
      </header>
      <form class="stack" @submit=${(/** @type {FormEvent} */ event) => this.#create(event)}>
        <div class="field">
          <label for="name">${texts.name}</label
          ><input
            id="name"
            name="name"
            autocomplete="name"
            maxlength="120"
            required
            .value=${by ? name : ""} />
        </div>
        ${accountFields(texts, true)}
        ${by && role === "client"
          ? html`<div class="notice">
              <div class="stack">
                ${consequences(by)}
                <label class="check top"
                  ><input type="checkbox" name="consent" /><span
                    ><strong>${texts.consent(by)}</strong></span
                  ></label
                >
                <p class="small quiet">${texts.without}</p>
              </div>
            </div>`
          : nothing}
        <div role="alert">${refusal(this.refused)}</div>
        <div class="buttons">
          <button class="button main" ?disabled=${this.busy}>${by ? texts.act : texts.begin}</button>
        </div>
      </form>
    </div>`;
  }
}

/** What sharing with a coach means. @param {string} by */
const consequences = (by) =>
  html`<p>${texts.sees(by)}</p>
    <ul class="sees">
      ${texts.what.map((one) => html`<li>${one}</li>`)}
    </ul>
    <p>${texts.may(by)}</p>`;

customElements.define("fc-join", Join);

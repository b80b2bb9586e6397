/** `<fc-account>`: the person, their account, who sees what, and their data. */

/** @import { Me, State } from "../../../types/api.js" */

import { html, LitElement, nothing } from "/vendor/lit-3.3.3.js";
import { ApiError, redirectToSignIn } from "../../api/http.js";
import { serverState } from "../../api/server-state.js";
import "../../components/header.js";
import { retryNotice } from "../../components/notice.js";
import { polling } from "../../lib/polling.js";
import { words } from "../../words/account.js";
import { words as shared } from "../../words/shared.js";
import "./data.js";
import "./identity.js";
import "./language.js";
import "./sharing.js";
import { signOut } from "./sign-in-methods.js";
import "./theme.js";
import "./tokens.js";
import "./webhooks.js";

class Account extends LitElement {
  static properties = { data: { state: true }, trouble: { state: true } };

  constructor() {
    super();
    /** @type {State | null} */
    this.data = null;
    /** @type {unknown} what asking for it failed with */
    this.trouble = null;
    this.shown = false;
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.asking = polling(async () => {
      try {
        const data = await serverState();
        if (data.mode === "team" && !data.me) {
          redirectToSignIn(new ApiError(401, "signed_out", ""));
          return false;
        }
        this.data ??= data;
        this.trouble = null;
        this.asking?.stop();
      } catch (error) {
        this.trouble = error;
        throw error;
      }
      return false;
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.asking.stop();
  }

  async updated() {
    // What the address names was not there yet when the browser looked for it.
    const named =
      this.data && location.hash && this.querySelector(`#${CSS.escape(location.hash.slice(1))}`);
    if (!named || this.shown) return;
    this.shown = true;
    await named.updateComplete;
    named.scrollIntoView();
    named.querySelector("h2")?.focus();
  }

  render() {
    const { data, trouble } = this;
    if (!data) {
      return html`<h1>${words.title}</h1>
        <div role="status">${retryNotice(trouble, () => this.asking?.now())}</div>`;
    }
    return data.me
      ? this.#team(data.me)
      : html`<h1>${words.title}</h1>
          <p class="lead quiet">${words.personal}</p>
          <div class="settings">
            ${groups(["data", "looks", "limits"])}
            <div>
              <div id="data">
                <fc-retention></fc-retention><fc-webhooks></fc-webhooks><fc-data></fc-data>
              </div>
              <div id="looks"><fc-theme></fc-theme><fc-language></fc-language></div>
              ${this.#limits()}
            </div>
          </div>`;
  }

  /** @param {Me} me */
  #team(me) {
    return html`<div class="title-row">
        <h1>${words.title}</h1>
        <button class="button" type="button" @click=${() => signOut()}>${words.signins.outHere}</button>
      </div>
      <div class="settings">
        ${groups(["sharing", "you", "looks", "data", "limits", "keys"])}
        <div>
          <div id="sharing">
            ${me.role === "coach" ? html`<fc-inviting id="invite"></fc-inviting>` : nothing}
            <fc-coaches></fc-coaches>${links()}<fc-looks></fc-looks>
          </div>
          <div id="you">${account()}</div>
          <div id="looks"><fc-theme></fc-theme><fc-language></fc-language></div>
          <div id="data">
            <fc-retention></fc-retention>
            ${me.role === "coach" ? html`<fc-webhooks></fc-webhooks>` : nothing}<fc-data></fc-data>
          </div>
          ${this.#limits()}<fc-tokens id="keys"></fc-tokens>
        </div>
      </div>`;
  }

  #limits() {
    return html`<section id="limits" aria-labelledby="limits-title">
      <h2 id="limits-title">${words.limits.title}</h2>
      <p>${words.limits.message}</p>
      <p class="buttons"><a class="button" href="/limits">${words.limits.act}</a></p>
    </section>`;
  }
}

/** The way to each group of settings. @param {("you"|"sharing"|"looks"|"data"|"keys"|"limits")[]} ids */
const groups = (ids) =>
  html`<nav class="groups" aria-label=${words.groups.label}>
    <ul class="plain">
      ${ids.map((id) => html`<li><a href="#${id}">${words.groups[id]}</a></li>`)}
    </ul>
  </nav>`;

const account = () =>
  html`<fc-you></fc-you><fc-passkeys></fc-passkeys><fc-password></fc-password><fc-signins></fc-signins>`;

const links = () =>
  html`<section aria-labelledby="links-title">
    <h2 id="links-title">${shared.links.title}</h2>
    <p class="quiet">${shared.links.about}</p>
    <fc-set-links></fc-set-links>
  </section>`;

customElements.define("fc-account", Account);

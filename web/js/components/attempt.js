/** Doing what may be refused, one thing at a time, and saying so in the page. */

import { html, LitElement, nothing } from "/vendor/lit-3.3.3.js";
import { messageOf } from "../api/http.js";
import { mark } from "./icons.js";

/** @param {string} text why it was refused; nothing is shown for none */
export const refusal = (text) =>
  text ? html`<p class="refused line">${mark("fault")}<span>${text}</span></p>` : nothing;

/** A part of a page that does such things: `busy` while it does, `refused` with what was said. */
export class Attempting extends LitElement {
  /** @type {Record<string, object>} */
  static properties = { busy: { state: true }, refused: { state: true } };

  constructor() {
    super();
    this.busy = false;
    this.refused = "";
  }

  createRenderRoot() {
    return this;
  }

  /**
   * @param {() => Promise<unknown>} act not begun while something else is being done
   * @returns {Promise<boolean>} whether it was done
   */
  async attempt(act) {
    if (this.busy) return false;
    this.busy = true;
    this.refused = "";
    try {
      await act();
      return true;
    } catch (error) {
      this.refused = messageOf(error);
      return false;
    } finally {
      this.busy = false;
    }
  }
}

/**
 * The fields of an account, as password managers know them.
 *
 * @param {{login: string, password: string, loginHint?: string, passwordHint?: string}} texts
 * @param {boolean} [fresh] whether the account is being made
 */
export const accountFields = (texts, fresh = false) =>
  html`<div class="field">
      <label for="login">${texts.login}</label
      ><input
        id="login"
        name="login"
        autocomplete="username"
        autocapitalize="none"
        spellcheck="false"
        minlength=${fresh ? 3 : nothing}
        maxlength=${fresh ? 120 : 200}
        required
        ?autofocus=${!fresh}
        aria-describedby=${fresh ? "login-hint" : nothing} />
      ${texts.loginHint ? html`<p class="small quiet" id="login-hint">${texts.loginHint}</p>` : nothing}
    </div>
    <div class="field">
      <label for="password">${texts.password}</label
      ><input
        id="password"
        name="password"
        type="password"
        autocomplete=${fresh ? "new-password" : "current-password"}
        minlength=${fresh ? 10 : nothing}
        maxlength="1000"
        required
        aria-describedby=${fresh ? "password-hint" : nothing} />
      ${texts.passwordHint
        ? html`<p class="small quiet" id="password-hint">${texts.passwordHint}</p>`
        : nothing}
    </div>`;

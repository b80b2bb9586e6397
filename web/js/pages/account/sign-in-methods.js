/** Passkeys, browsers that are signed in, and API tokens. */

/** @import { PasskeyOut, SessionOut, TokenOut } from "../../../types/api.js" */
/** @import { Content } from "./section.js" */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { api } from "../../api/http.js";
import { createPasskey, passkeysAvailable } from "../../api/passkeys.js";
import { forgetState } from "../../api/server-state.js";
import { dayOf, shortDay } from "../../lib/dates.js";
import { dateAndTime } from "../../lib/formatting.js";
import { forgetRecordings } from "../../lib/recording-folder.js";
import { words } from "../../words/account.js";
import { Section } from "./section.js";

/** @param {string} iso */
const dayText = (iso) => shortDay(dayOf(new Date(iso)));

/** @param {string} label @param {string} spoken @param {() => void} act */
const smallButton = (label, spoken, act) =>
  html`<button class="button small" type="button" aria-label=${spoken} @click=${act}>${label}</button>`;

/** @extends {Section<PasskeyOut[]>} */
class Passkeys extends Section {
  async ask() {
    return (await api.get("/passkeys")).passkeys;
  }

  /** @returns {Content<PasskeyOut[]>} */
  get section() {
    const texts = words.passkeys;
    return {
      title: texts.title,
      about: texts.about,
      body: (data) =>
        html` ${data.length
          ? html`<ul class="plain list">
              ${data.map(
                (one) =>
                  html`<li>
                    <div>
                      <strong>${one.name}</strong>
                      <p class="small quiet">
                        ${texts.made(dayText(one.created))}${one.used
                          ? `, ${texts.used(dateAndTime(one.used))}`
                          : nothing}
                      </p>
                    </div>
                    ${smallButton(words.remove, texts.remove(one.name), () =>
                      this.change(() => api.delete(`/passkeys/${one.id}`), texts.removed(one.name)),
                    )}
                  </li>`,
              )}
            </ul>`
          : nothing}
        ${passkeysAvailable()
          ? html`<form class="one" @submit=${(/** @type {FormEvent} */ event) => this.#add(event)}>
              <div class="field">
                <label for="passkey">${texts.name}</label>
                <input
                  id="passkey"
                  name="name"
                  maxlength="100"
                  autocomplete="off"
                  required
                  placeholder=${texts.example} />
              </div>
              <button class="button" ?disabled=${this.busy}>${texts.add}</button>
            </form>`
          : html`<p class="small">${texts.impossible}</p>`}`,
    };
  }

  /** @param {FormEvent} event */
  async #add(event) {
    event.preventDefault();
    const form = event.target;
    const name = form.elements.name.value.trim();
    const done = await this.change(async () => {
      const options = await api.post("/passkeys/begin");
      let credential;
      try {
        credential = await createPasskey(options.publicKey ?? options);
      } catch (error) {
        const there = error instanceof DOMException && error.name === "InvalidStateError";
        throw new Error(there ? words.passkeys.there : words.passkeys.left);
      }
      return api.post("/passkeys", { name, credential });
    }, words.passkeys.added(name));
    if (done) form.reset();
  }
}

/** @extends {Section<SessionOut[]>} */
class SignIns extends Section {
  async ask() {
    return (await api.get("/sessions")).sessions;
  }

  /** @returns {Content<SessionOut[]>} */
  get section() {
    const texts = words.signins;
    const others = this.data?.filter((one) => !one.this) ?? [];
    return {
      title: texts.title,
      body: (data) =>
        html`<ul class="plain list">
            ${data.map(
              (one) =>
                html`<li>
                  <div>
                    <strong>${one.browser || texts.unknown}</strong>
                    <p class="small quiet">${one.this ? texts.here : texts.seen(dateAndTime(one.seen))}</p>
                  </div>
                  ${one.this
                    ? nothing
                    : smallButton(texts.out, texts.outOf(one.browser || texts.unknown), () =>
                        this.change(() => api.delete(`/sessions/${one.id}`), texts.done),
                      )}
                </li>`,
            )}
          </ul>
          <div class="buttons">
            <button class="button" type="button" @click=${() => signOut()}>${texts.outHere}</button>
            ${others.length
              ? html`<button
                  class="button bare"
                  type="button"
                  @click=${() =>
                    this.change(async () => {
                      await api.delete("/sessions");
                      toSignIn();
                    })}>
                  ${texts.everywhere}
                </button>`
              : nothing}
          </div>`,
    };
  }
}

/** Sign out in this browser. */
export async function signOut() {
  await api.delete("/session");
  await forgetRecordings(); // they are not for whoever sits down here next
  toSignIn();
}

function toSignIn() {
  forgetState();
  location.assign("/sign-in");
}

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
                          ${one.until ? texts.until(dayText(one.until)) : texts.forGood}
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

customElements.define("fc-passkeys", Passkeys);
customElements.define("fc-signins", SignIns);
customElements.define("fc-tokens", Tokens);

/** Passkeys, browsers that are signed in, and API tokens. */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { api } from "../../api/http.js";
import { createPasskey, passkeysAvailable } from "../../api/passkeys.js";
import { forgetState } from "../../api/server-state.js";
import { dayOf, shortDay } from "../../lib/dates.js";
import { dateAndTime } from "../../lib/formatting.js";
import { words } from "../../words/account.js";
import { Section } from "./section.js";

const dayText = (iso) => shortDay(dayOf(new Date(iso)));

/** @param {string} label @param {string} spoken @param {() => void} act */
const smallButton = (label, spoken, act) =>
  html`<button class="button small" type="button" aria-label=${spoken} @click=${act}>${label}</button>`;

class Passkeys extends Section {
  async ask() {
    return (await api.get("/passkeys")).passkeys;
  }

  get section() {
    const say = words.passkeys;
    return {
      title: say.title,
      about: say.about,
      body: () =>
        html` ${this.told.length
          ? html`<ul class="plain list">
              ${this.told.map(
                (one) =>
                  html`<li>
                    <div>
                      <strong>${one.name}</strong>
                      <p class="small quiet">
                        ${say.made(dayText(one.created))}${one.used
                          ? `, ${say.used(dateAndTime(one.used))}`
                          : nothing}
                      </p>
                    </div>
                    ${smallButton(words.remove, say.remove(one.name), () =>
                      this.tried(() => api.delete(`/passkeys/${one.id}`), say.removed(one.name)),
                    )}
                  </li>`,
              )}
            </ul>`
          : nothing}
        ${passkeysAvailable()
          ? html`<form class="one" @submit=${(event) => this.#add(event)}>
              <div class="field">
                <label for="passkey">${say.name}</label>
                <input
                  id="passkey"
                  name="name"
                  maxlength="100"
                  autocomplete="off"
                  required
                  placeholder=${say.example} />
              </div>
              <button class="button" ?disabled=${this.busy}>${say.add}</button>
            </form>`
          : html`<p class="small">${say.impossible}</p>`}`,
    };
  }

  async #add(event) {
    event.preventDefault();
    const form = event.target;
    const name = form.elements.name.value.trim();
    const done = await this.tried(async () => {
      const options = await api.post("/passkeys/begin");
      let credential;
      try {
        credential = await createPasskey(options.publicKey ?? options);
      } catch (error) {
        throw new Error(error.name === "InvalidStateError" ? words.passkeys.there : words.passkeys.left);
      }
      return api.post("/passkeys", { name, credential });
    }, words.passkeys.added(name));
    if (done) form.reset();
  }
}

class SignIns extends Section {
  async ask() {
    return (await api.get("/sessions")).sessions;
  }

  get section() {
    const say = words.signins;
    const others = this.told?.filter((one) => !one.this) ?? [];
    return {
      title: say.title,
      body: () =>
        html`<ul class="plain list">
            ${this.told.map(
              (one) =>
                html`<li>
                  <div>
                    <strong>${one.browser || say.unknown}</strong>
                    <p class="small quiet">${one.this ? say.here : say.seen(dateAndTime(one.seen))}</p>
                  </div>
                  ${one.this
                    ? nothing
                    : smallButton(say.out, say.outOf(one.browser || say.unknown), () =>
                        this.tried(() => api.delete(`/sessions/${one.id}`), say.done),
                      )}
                </li>`,
            )}
          </ul>
          <div class="buttons">
            <button class="button" type="button" @click=${() => signOut()}>${say.outHere}</button>
            ${others.length
              ? html`<button
                  class="button bare"
                  type="button"
                  @click=${() =>
                    this.tried(async () => {
                      await api.delete("/sessions");
                      toSignIn();
                    })}>
                  ${say.everywhere}
                </button>`
              : nothing}
          </div>`,
    };
  }
}

/** Sign out in this browser. */
export async function signOut() {
  await api.delete("/session");
  toSignIn();
}

function toSignIn() {
  forgetState();
  location.assign("/sign-in");
}

class Tokens extends Section {
  async ask() {
    return (await api.get("/tokens")).tokens;
  }

  get section() {
    const say = words.tokens;
    return {
      title: say.title,
      about: html`${say.about} <a href="/docs">${say.docs}</a>`,
      body: () =>
        html` ${this.secret
            ? html`<div class="notice" role="status">
                <div>
                  <strong>${say.once}</strong>
                  <p><code class="secret">${this.secret}</code></p>
                </div>
              </div>`
            : nothing}
          ${this.told.length
            ? html`<ul class="plain list">
                ${this.told.map(
                  (one) =>
                    html`<li>
                      <div>
                        <strong>${one.name}</strong>
                        <p class="small quiet">
                          ${one.scopes.map((scope) => say.scopes[scope] ?? scope).join(", ")};
                          ${one.until ? say.until(dayText(one.until)) : say.forGood}
                        </p>
                      </div>
                      ${smallButton(words.remove, say.remove(one.name), () =>
                        this.tried(() => api.delete(`/tokens/${one.id}`), say.removed(one.name)),
                      )}
                    </li>`,
                )}
              </ul>`
            : nothing}
          <details>
            <summary>${say.add}</summary>
            <form class="stack narrow" @submit=${(event) => this.#add(event)}>
              <div class="field">
                <label for="token">${say.name}</label
                ><input id="token" name="name" maxlength="100" autocomplete="off" required />
              </div>
              <fieldset>
                <legend class="small quiet">${say.may}</legend>
                ${Object.entries(say.scopes).map(
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
                <label for="token-days">${say.days}</label
                ><input
                  id="token-days"
                  name="days"
                  type="number"
                  min="1"
                  max="3650"
                  step="1"
                  placeholder=${say.forGood} />
              </div>
              <div class="buttons"><button class="button">${say.make}</button></div>
            </form>
          </details>`,
    };
  }

  async #add(event) {
    event.preventDefault();
    const form = event.target;
    const scopes = [...form.querySelectorAll("[name=scope]:checked")].map((box) => box.value);
    const days = form.elements.days.value ? form.elements.days.valueAsNumber : null;
    const made = await this.tried(() =>
      api.post("/tokens", { name: form.elements.name.value.trim(), scopes, days }),
    );
    if (!made) return;
    this.secret = made.secret;
    form.reset();
    form.closest("details").open = false;
    this.requestUpdate();
  }
}

customElements.define("fc-passkeys", Passkeys);
customElements.define("fc-signins", SignIns);
customElements.define("fc-tokens", Tokens);

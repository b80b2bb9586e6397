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
    const texts = words.passkeys;
    return {
      title: texts.title,
      about: texts.about,
      body: () =>
        html` ${this.data.length
          ? html`<ul class="plain list">
              ${this.data.map(
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
                      this.tried(() => api.delete(`/passkeys/${one.id}`), texts.removed(one.name)),
                    )}
                  </li>`,
              )}
            </ul>`
          : nothing}
        ${passkeysAvailable()
          ? html`<form class="one" @submit=${(event) => this.#add(event)}>
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
    const texts = words.signins;
    const others = this.data?.filter((one) => !one.this) ?? [];
    return {
      title: texts.title,
      body: () =>
        html`<ul class="plain list">
            ${this.data.map(
              (one) =>
                html`<li>
                  <div>
                    <strong>${one.browser || texts.unknown}</strong>
                    <p class="small quiet">${one.this ? texts.here : texts.seen(dateAndTime(one.seen))}</p>
                  </div>
                  ${one.this
                    ? nothing
                    : smallButton(texts.out, texts.outOf(one.browser || texts.unknown), () =>
                        this.tried(() => api.delete(`/sessions/${one.id}`), texts.done),
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
                    this.tried(async () => {
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
    const texts = words.tokens;
    return {
      title: texts.title,
      about: html`${texts.about} <a href="/docs">${texts.docs}</a>`,
      body: () =>
        html` ${this.secret
            ? html`<div class="notice" role="status">
                <div>
                  <strong>${texts.once}</strong>
                  <p><code class="secret">${this.secret}</code></p>
                </div>
              </div>`
            : nothing}
          ${this.data.length
            ? html`<ul class="plain list">
                ${this.data.map(
                  (one) =>
                    html`<li>
                      <div>
                        <strong>${one.name}</strong>
                        <p class="small quiet">
                          ${one.scopes.map((scope) => texts.scopes[scope] ?? scope).join(", ")};
                          ${one.until ? texts.until(dayText(one.until)) : texts.forGood}
                        </p>
                      </div>
                      ${smallButton(words.remove, texts.remove(one.name), () =>
                        this.tried(() => api.delete(`/tokens/${one.id}`), texts.removed(one.name)),
                      )}
                    </li>`,
                )}
              </ul>`
            : nothing}
          <details>
            <summary>${texts.add}</summary>
            <form class="stack narrow" @submit=${(event) => this.#add(event)}>
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

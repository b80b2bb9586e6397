/** Passkeys, browsers that are signed in, and signing out. */

/** @import { PasskeyOut, SessionOut } from "../../../types/api.js" */
/** @import { Content } from "./section.js" */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { api } from "../../api/http.js";
import { createPasskey, passkeysAvailable } from "../../api/passkeys.js";
import { forgetState } from "../../api/server-state.js";
import { shortDayOf } from "../../lib/dates.js";
import { dateAndTime } from "../../lib/formatting.js";
import { forgetRecordings } from "../../lib/recording-folder.js";
import { words } from "../../words/account.js";
import { Section, smallButton } from "./section.js";

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
                        ${texts.made(shortDayOf(one.created))}${one.used
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

customElements.define("fc-passkeys", Passkeys);
customElements.define("fc-signins", SignIns);

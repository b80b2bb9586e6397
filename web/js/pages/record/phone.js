/** `<fc-phone>`: pairing a phone as the camera, and the computer as its second screen. */

/** @import { PhoneOut } from "../../../types/api.js" */
/** @import { Exercise } from "../../api/types.js" */
/** @import { Filmed } from "./phone-screen.js" */

import { html, LitElement, nothing } from "/vendor/lit-3.3.3.js";
import { api } from "../../api/http.js";
import { serverState } from "../../api/server-state.js";
import { polling } from "../../lib/polling.js";
import { words as recordWords } from "../../words/record.js";
import { readPreferences } from "./device.js";
import { PhoneScreen } from "./phone-screen.js";
import { isRunning } from "./session.js";
import { resultStep } from "./result-step.js";
import { setStep } from "./set-step.js";
import { SetSound, Voice } from "./sound.js";

const words = recordWords.phone;

class Phone extends LitElement {
  static properties = {
    exercises: { attribute: false },
    phone: { state: true },
    error: { state: true },
    shown: { state: true },
  };

  constructor() {
    super();
    /** @type {Exercise[]} */
    this.exercises = [];
    /** @type {PhoneOut | null} */
    this.phone = null;
    this.error = "";
    /** @type {Filmed | null} */
    this.shown = null;
    /** @type {ReturnType<typeof polling> | null} */
    this.poll = null;
    /** @type {PhoneScreen | null} */
    this.screen = null;
    this.voice = new Voice();
    this.voice.set(readPreferences());
    /** @type {SetSound | null} of the set that is shown */
    this.sound = null;
  }

  createRenderRoot() {
    return this;
  }

  async connectedCallback() {
    super.connectedCallback();
    const { mode } = await serverState().catch(() => ({ mode: "team" }));
    if (mode === "personal" && this.isConnected) this.#took(await api.get("/phone").catch(() => null));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stop();
  }

  /** @param {PhoneOut | null} phone */
  #took(phone) {
    this.phone = phone;
    if (!phone || phone.state === "off") {
      this.#stop();
      return;
    }
    this.poll ??= polling(async () => {
      this.#took(await api.get("/phone"));
      return true;
    });
    this.screen ??= new PhoneScreen({
      shown: (shown) => this.#show(shown),
      frame: (frame) => this.querySelector("fc-picture")?.show(frame),
    });
  }

  #stop() {
    this.poll?.stop();
    this.screen?.close();
    this.poll = this.screen = null;
    if (isRunning(this.shown?.answer?.phase)) this.#show(null);
  }

  /** The one that the phone films. */
  get #exercise() {
    return this.exercises.find(({ id }) => id === this.shown?.exercise);
  }

  /** @param {Filmed | null} shown */
  #show(shown) {
    // A result stays until the next set.
    if (shown && !shown.answer && this.shown?.answer?.phase === "ended") return;
    this.shown = shown;
    const answer = shown?.answer;
    this.sound = answer ? (this.sound ?? new SetSound(this.voice, this.#exercise)) : null;
    if (answer) this.sound?.hear(answer);
    document.documentElement.classList.toggle("at-work", isRunning(answer?.phase));
  }

  /** @param {() => Promise<PhoneOut>} request */
  async #ask(request) {
    this.error = "";
    try {
      this.#took(await request());
    } catch (error) {
      this.error = error instanceof Error ? error.message : String(error);
    }
  }

  #pair = () => this.#ask(() => api.post("/phone", {}));
  #end = () => this.#ask(() => api.delete("/phone"));

  render() {
    if (!this.phone) return nothing;
    const { state } = this.phone;
    return html`<section class="phone" data-state=${state}>
        <h2>${words.title}</h2>
        ${this.error ? html`<p class="notice bad" role="alert">${this.error}</p>` : nothing}
        ${{ off: this.#off, waiting: this.#waiting, paired: this.#paired }[state].call(this)}
      </section>
      ${this.#set()}`;
  }

  #off() {
    return html`<p>${words.why}</p>
      <p class="buttons">
        <button class="button" type="button" @click=${this.#pair}>${words.pair}</button>
        <a class="button bare" href="/#upload">${words.upload}</a>
      </p>`;
  }

  #waiting() {
    const { qr, address, code, seconds_left: left, fingerprint } = /** @type {PhoneOut} */ (this.phone);
    return html`<div class="pairing">
      <img src=${qr} alt=${words.qr} width="220" height="220" />
      <div>
        <ol>
          ${words.steps.map((step) => html`<li>${step}</li>`)}
        </ol>
        <dl class="facts">
          <div>
            <dt>${words.address}</dt>
            <dd><code>${address}</code></dd>
          </div>
          <div>
            <dt>${words.code}</dt>
            <dd><code>${code}</code> <span class="quiet">${words.lasts(left)}</span></dd>
          </div>
        </dl>
        <details>
          <summary>${words.warning}</summary>
          <p>${words.warningWhy}</p>
          <ul>
            ${words.taps.map((tap) => html`<li>${tap}</li>`)}
          </ul>
          <p>${words.fingerprint}</p>
          <p class="small"><code>${fingerprint}</code></p>
        </details>
        <details>
          <summary>${words.noPage}</summary>
          <ul>
            ${words.noPageWhy.map((why) => html`<li>${why}</li>`)}
          </ul>
          <p><a href="/#upload">${words.upload}</a></p>
        </details>
        <p class="buttons">
          <button class="button" type="button" @click=${this.#pair}>${words.again}</button>
          <button class="button" type="button" @click=${this.#end}>${words.cancel}</button>
        </p>
      </div>
    </div>`;
  }

  #paired() {
    return html`<p role="status">${words.paired}</p>
      ${this.shown?.answer && !isRunning(this.shown.answer.phase) && this.shown.answer.phase !== "ended"
        ? html`<p class="lead">${this.shown.answer.message || words.settingUp}</p>`
        : nothing}
      <p class="buttons">
        <button class="button" type="button" @click=${this.#end}>${words.end}</button>
      </p>`;
  }

  /** What the phone films, while it does; then what came of it. */
  #set() {
    const { answer } = this.shown ?? {};
    const exercise = this.#exercise;
    if (!answer || !exercise) return nothing;
    if (answer.phase === "ended") {
      return resultStep(answer, { state: "none" }, { again: () => (this.shown = null) });
    }
    if (!isRunning(answer.phase)) return nothing;
    const parts = { controls: nothing, trouble: nothing };
    return html`<div class="frame" data-step="set">
      <fc-picture .marks=${answer.cue?.landmarks ?? []} skeleton></fc-picture>
      ${setStep(answer, exercise, parts, { stop: () => this.screen?.ask("end") })}
    </div>`;
  }
}

customElements.define("fc-phone", Phone);

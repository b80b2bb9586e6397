/** `<fc-webhooks>`: addresses that are told when a set is judged or reviewed, and what they answered. */

/** @import { DeliveryOut, Webhooks as Listed, WebhookOut } from "../../../types/api.js" */
/** @import { Content } from "./section.js" */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { api } from "../../api/http.js";
import { dateAndTime } from "../../lib/formatting.js";
import { polling } from "../../lib/polling.js";
import { words } from "../../words/account.js";
import { Section } from "./section.js";

const texts = words.webhooks;

/** Whether a message waits to be sent for the first time. @param {WebhookOut} hook */
const waits = (hook) => hook.deliveries.some((one) => one.outcome === "waiting");

/** How a message went. @param {DeliveryOut} one */
function answered(one) {
  /** @type {Record<string, string>} */
  const outcomes = texts.outcomes;
  const said = one.status === null ? outcomes[one.outcome] : texts.answered(one.status);
  return one.next_try && one.outcome !== "waiting"
    ? `${said} ${texts.again(dateAndTime(one.next_try))}`
    : said;
}

/** @extends {Section<Listed>} */
class Webhooks extends Section {
  /** @type {{url: string, secret: string} | null} the webhook that was just made */
  made = null;

  /** @type {ReturnType<typeof polling> | null} asks again while a message waits, for its answer */
  watch = null;

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#unwatch();
  }

  #watch() {
    this.watch ??= polling(async () => {
      await this.load();
      const waiting = Boolean(this.data?.webhooks.some(waits));
      if (!waiting) this.#unwatch();
      return waiting;
    });
  }

  #unwatch() {
    this.watch?.stop();
    this.watch = null;
  }

  ask() {
    return api.get("/webhooks");
  }

  /** @returns {Content<Listed>} */
  get section() {
    return {
      title: texts.title,
      about: texts.about,
      body: (data) =>
        html`<p>${data.outside ? texts.outside : texts.home}</p>
          ${this.made
            ? html`<div class="notice" role="status">
                <div>
                  <strong>${texts.once}</strong>
                  <p class="small quiet">${texts.secretFor(this.made.url)}</p>
                  <p><code class="secret">${this.made.secret}</code></p>
                </div>
              </div>`
            : nothing}
          ${data.webhooks.map((hook) => this.#hook(hook))}
          <details>
            <summary>${texts.add}</summary>
            <form class="stack narrow" @submit=${(/** @type {FormEvent} */ event) => this.#add(event)}>
              <div class="field">
                <label for="webhook">${texts.address}</label
                ><input
                  id="webhook"
                  name="url"
                  type="url"
                  maxlength="500"
                  autocomplete="off"
                  placeholder=${texts.example}
                  aria-describedby="webhook-hint"
                  required />
              </div>
              <p class="small quiet" id="webhook-hint">${texts.hint}</p>
              <div class="buttons">
                <button class="button" ?disabled=${this.busy}>${texts.make}</button>
              </div>
            </form>
          </details>`,
    };
  }

  /** @param {WebhookOut} hook */
  #hook(hook) {
    return html`<div class="webhook">
      <p><strong>${hook.url}</strong></p>
      ${hook.deliveries.length
        ? html`<details>
            <summary>${texts.last(answered(hook.deliveries[0]))}</summary>
            <ul class="plain list looks">
              ${hook.deliveries.map(
                (one) =>
                  html`<li>
                    <div>
                      ${texts.events[one.event]}
                      <p class="small quiet">${answered(one)}</p>
                    </div>
                    <span class="small quiet">${dateAndTime(one.tried ?? one.created)}</span>
                  </li>`,
              )}
            </ul>
          </details>`
        : html`<p class="small quiet">${texts.none}</p>`}
      <div class="buttons">
        <button
          class="button small"
          type="button"
          aria-label=${texts.testOf(hook.url)}
          ?disabled=${this.busy}
          @click=${() => this.#test(hook)}>
          ${texts.test}
        </button>
        <button
          class="button small"
          type="button"
          aria-label=${texts.remove(hook.url)}
          ?disabled=${this.busy}
          @click=${() => this.#remove(hook)}>
          ${words.remove}
        </button>
      </div>
    </div>`;
  }

  /** @param {FormEvent} event */
  async #add(event) {
    event.preventDefault();
    const form = event.target;
    const url = form.elements.url.value.trim();
    const made = await this.change(async () => {
      this.made = await api.post("/webhooks", { url });
    });
    if (!made) return;
    form.reset();
    form.closest("details").open = false;
    this.requestUpdate();
  }

  /** @param {WebhookOut} hook */
  async #test(hook) {
    if (await this.change(() => api.post(`/webhooks/${hook.id}/test`))) this.#watch();
  }

  /** @param {WebhookOut} hook */
  async #remove(hook) {
    if (this.made?.url === hook.url) this.made = null;
    await this.change(() => api.delete(`/webhooks/${hook.id}`), texts.removed);
  }
}

customElements.define("fc-webhooks", Webhooks);

/** `<fc-break-reminder>`: says when it is time to get up, here and, where allowed, as a notification. */

import { html, LitElement, nothing } from "/vendor/lit-3.3.3.js";
import { words } from "../../words/today.js";

const texts = words.checkin.reminder;
const KEPT = "formcheck.breaks";
const MINUTE = 60_000;

/** Minutes between reminders that can be chosen; 0 is never. */
const EVERY = [0, 30, 45, 60];

/** @returns {number} the minutes chosen before, 0 for none */
function chosenBefore() {
  const kept = Number(localStorage.getItem(KEPT));
  return EVERY.includes(kept) ? kept : 0;
}

/** @returns {boolean} whether this browser shows notifications to whoever allows them */
const canNotify = () => "Notification" in window;

/**
 * Tick a break with one button, and be reminded of the next. Nothing leaves the page: the notification is the
 * browser's own.
 *
 * @fires taken when a break was ticked
 */
class BreakReminder extends LitElement {
  static properties = { every: { state: true }, due: { state: true }, allowed: { state: true } };

  constructor() {
    super();
    this.every = chosenBefore();
    this.due = false;
    this.allowed = canNotify() ? Notification.permission : "denied";
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    /** @type {Notification | null} */
    this.note = null;
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#wait();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.timer);
    this.note?.close();
  }

  /** Begin to wait anew. */
  #wait() {
    clearTimeout(this.timer);
    this.due = false;
    this.note?.close();
    this.note = null;
    if (this.every) this.timer = setTimeout(() => this.#remind(), this.every * MINUTE);
  }

  #remind() {
    this.due = true;
    if (this.allowed !== "granted") return;
    try {
      this.note = new Notification(texts.due, { body: texts.what, tag: KEPT });
    } catch {
      this.note = null; // phones show them only to pages with a service worker: the page says it itself
    }
  }

  /** @param {number} every */
  async #choose(every) {
    this.every = every;
    localStorage.setItem(KEPT, String(every));
    this.#wait();
    if (every && canNotify() && Notification.permission === "default") {
      this.allowed = await Notification.requestPermission();
    }
  }

  #taken() {
    this.#wait();
    this.dispatchEvent(new CustomEvent("taken"));
  }

  render() {
    return html`<div class="breaks">
      <div role="status">
        ${this.due
          ? html`<p class="notice due">
              <span><strong>${texts.due}</strong> ${texts.what}</span>
            </p>`
          : nothing}
      </div>
      <button class="button" type="button" @click=${() => this.#taken()}>${texts.taken}</button>
      <div class="field">
        <label for="break-every">${texts.label}</label>
        <select
          id="break-every"
          @change=${(/** @type {FieldEvent<HTMLSelectElement>} */ event) =>
            this.#choose(Number(event.target.value))}>
          ${EVERY.map(
            (minutes) =>
              html`<option value=${minutes} ?selected=${minutes === this.every}>
                ${minutes ? texts.every(minutes) : texts.never}
              </option>`,
          )}
        </select>
      </div>
      ${this.every
        ? html`<p class="small quiet">${this.allowed === "granted" ? texts.both : texts.hereOnly}</p>`
        : nothing}
    </div>`;
  }
}

customElements.define("fc-break-reminder", BreakReminder);

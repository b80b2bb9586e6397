/** `<fc-checkin>`: how the day is, saved as it is entered; and its summary for a coach. */

/** @import { CheckInOut } from "../../../types/api.js" */

import { html, LitElement, live, nothing } from "/vendor/lit-3.3.3.js";
import { api, ApiError, messageOf } from "../../api/http.js";
import { words as shared } from "../../words/shared.js";
import { words } from "../../words/today.js";
import "./break-reminder.js";

// --- Summary for a coach

const checkinWords = words.checkin;

/** @typedef {"back" | "hip" | "knee"} Region */
/** @typedef {Omit<CheckInOut, "day">} Given what was entered; null: nothing */

/** @type {Region[]} */
const REGIONS = ["back", "hip", "knee"];
/** @type {Given} */
const EMPTY = { back: null, hip: null, knee: null, sitting: null, breaks: null };

/** @param {CheckInOut | null} checkIn */
export function checkInSummary(checkIn) {
  const { sitting, breaks, ...pains } = givenIn(checkIn);
  const given = [
    ...REGIONS.map((region) => ({
      name: checkinWords.regions[region],
      value: pains[region],
      as: checkinWords.heard.pain,
    })),
    { name: checkinWords.sitting, value: sitting, as: String },
    { name: checkinWords.breaks, value: breaks, as: String },
  ].filter(({ value }) => value !== null);
  return html`<section class="heard" aria-labelledby="heard-title">
    <h2 id="heard-title">${checkinWords.heard.title}</h2>
    ${given.length
      ? html`<dl class="facts">
          ${given.map(
            ({ name, value, as }) =>
              html`<div>
                <dt>${name}</dt>
                <dd>${as(value)}</dd>
              </div>`,
          )}
        </dl>`
      : html`<p class="quiet">${checkinWords.heard.none}</p>`}
  </section>`;
}

// --- <fc-checkin>

/** Milliseconds before it is sent: arrow keys pass through the numbers between. */
const PAUSE = 400;

/**
 * @fires saved when the server has it
 */
class CheckIn extends LitElement {
  static properties = {
    day: {},
    data: { attribute: false },
    given: { state: true },
    saying: { state: true },
    trouble: { state: true },
    invalid: { state: true },
  };

  constructor() {
    super();
    this.day = "";
    /** @type {CheckInOut | null} as the server has it */
    this.data = null;
    this.given = EMPTY;
    this.saying = "";
    this.invalid = false;
    /** @type {unknown} what saving it failed with */
    this.trouble = null;
    this.changed = false;
    this.sending = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  createRenderRoot() {
    return this;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    if (this.changed) this.#send();
  }

  /** @param {Map<string, unknown>} was */
  willUpdate(was) {
    const newDay = was.has("day") && was.get("day") && was.get("day") !== this.day;
    if (newDay) {
      this.changed = false;
      this.saying = "";
    }
    // What is being changed here is newer than what the server last said.
    if ((was.has("data") || newDay) && !this.changed && !this.sending) {
      this.given = givenIn(this.data);
    }
  }

  /** @param {keyof Given} name @param {number | null} value */
  #set(name, value) {
    this.given = { ...this.given, [name]: value };
    this.changed = true;
    this.invalid = false;
    this.trouble = null;
    this.saying = checkinWords.saving;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#send(), PAUSE);
  }

  async #send() {
    clearTimeout(this.timer);
    if (this.sending) return;
    this.sending = true;
    this.changed = false;
    const given = this.given;
    try {
      if (Object.values(given).every((v) => v === null)) await this.#forget();
      else await api.put(`/checkins/${this.day}`, given);
      this.saying = checkinWords.saved;
      this.trouble = null;
    } catch (error) {
      this.trouble = error;
      this.saying = "";
    }
    this.sending = false;
    if (this.changed) this.#send();
    else if (!this.trouble) this.dispatchEvent(new CustomEvent("saved"));
  }

  async #forget() {
    try {
      await api.delete(`/checkins/${this.day}`);
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 404) throw error; // 404: there was none
    }
  }

  /** @param {"sitting" | "breaks"} name @param {FieldEvent} event */
  #number(name, event) {
    const { validity, value } = event.target;
    if (!validity.valid) {
      clearTimeout(this.timer);
      this.invalid = true;
      return;
    }
    this.#set(name, value === "" ? null : Number(value));
  }

  render() {
    return html`<section class="checkin" aria-labelledby="checkin-title">
      <h2 id="checkin-title">${checkinWords.title}</h2>
      <p class="small quiet">${checkinWords.lead}</p>
      ${REGIONS.map((region) => this.#scale(region))}
      <div class="pair">
        ${this.#field("sitting", checkinWords.sitting, 24, 0.5)}${this.#field(
          "breaks",
          checkinWords.breaks,
          200,
          1,
        )}
      </div>
      <fc-break-reminder
        @taken=${() => this.#set("breaks", (this.given.breaks ?? 0) + 1)}></fc-break-reminder>
      <p class="small quiet saying" role="status">${this.#status()}</p>
    </section>`;
  }

  #status() {
    if (this.invalid) return checkinWords.range;
    if (!this.trouble) return this.saying;
    return html`${checkinWords.failed(messageOf(this.trouble))}
      <button class="button bare small" type="button" @click=${() => this.#send()}>
        ${shared.tryAgain}
      </button>`;
  }

  /** @param {Region} region */
  #scale(region) {
    const name = checkinWords.regions[region];
    const now = this.given[region];
    return html`<fieldset class="pain">
      <legend>${name}</legend>
      <div class="scale">
        ${Array.from(
          { length: 11 },
          (_, n) =>
            html`<label
              ><input
                type="radio"
                name="pain-${region}"
                value=${n}
                .checked=${live(now === n)}
                @change=${() => this.#set(region, n)} /><span>${n}</span></label
            >`,
        )}
      </div>
      <div class="ends small quiet">
        <span aria-hidden="true">${checkinWords.none}</span>
        ${now === null
          ? nothing
          : html`<button
              class="link"
              type="button"
              aria-label=${checkinWords.unsetLabel(name)}
              @click=${() => this.#unset(region)}>
              ${checkinWords.unset}
            </button>`}
        <span aria-hidden="true">${checkinWords.worst}</span>
      </div>
    </fieldset>`;
  }

  /** @param {Region} region */
  async #unset(region) {
    this.#set(region, null);
    await this.updateComplete;
    this.querySelector(`[name="pain-${region}"]`).focus();
  }

  /** @param {"sitting" | "breaks"} name @param {string} label @param {number} most @param {number} step */
  #field(name, label, most, step) {
    const value = this.given[name];
    return html`<div class="field">
      <label for="checkin-${name}">${label}</label>
      <input
        id="checkin-${name}"
        type="number"
        inputmode=${step < 1 ? "decimal" : "numeric"}
        min="0"
        max=${most}
        step=${step < 1 ? "any" : step}
        .value=${live(value === null ? "" : String(value))}
        @input=${(/** @type {FieldEvent} */ event) => this.#number(name, event)} />
    </div>`;
  }
}

/** @param {CheckInOut | null} checkIn @returns {Given} */
function givenIn(checkIn) {
  const { back, hip, knee, sitting, breaks } = checkIn ?? EMPTY;
  return { back, hip, knee, sitting, breaks };
}

customElements.define("fc-checkin", CheckIn);

/** `<fc-checkin>`: how the day is, saved as it is entered; and its summary for a coach. */

import { html, LitElement, live, nothing } from "/vendor/lit-3.3.3.js";
import { api } from "../../api/http.js";
import { words as shared } from "../../words/shared.js";
import { words } from "../../words/today.js";
import "./break-reminder.js";

// --- Summary for a coach

const checkinWords = words.checkin;

/**
 * @param {{back: number | null, hip: number | null, knee: number | null, sitting: number | null, breaks:
 *   number | null} | null} data
 */
export function checkInSummary(data) {
  const pains = Object.entries(checkinWords.regions).map(([region, name]) => [
    name,
    data?.[region] ?? null,
    checkinWords.heard.pain,
  ]);
  const rest = [
    [checkinWords.sitting, data?.sitting ?? null, String],
    [checkinWords.breaks, data?.breaks ?? null, String],
  ];
  const given = [...pains, ...rest].filter(([, value]) => value !== null);
  return html`<section class="heard" aria-labelledby="heard-title">
    <h2 id="heard-title">${checkinWords.heard.title}</h2>
    ${given.length
      ? html`<dl class="facts">
          ${given.map(
            ([name, value, as]) =>
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

const EMPTY = { back: null, hip: null, knee: null, sitting: null, breaks: null };
const PAUSE = 400;
/** Milliseconds before it is sent: arrow keys pass through the numbers between. */

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
  };

  constructor() {
    super();
    this.day = "";
    this.data = null;
    this.given = EMPTY;
    this.saying = "";
    this.trouble = null;
    this.changed = false;
    this.sending = false;
  }

  createRenderRoot() {
    return this;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    if (this.changed) this.#send();
  }

  willUpdate(was) {
    const newDay = was.has("day") && was.get("day") && was.get("day") !== this.day;
    if (newDay) {
      this.changed = false;
      this.saying = "";
    }
    // What is being changed here is newer than what the server last said.
    if ((was.has("data") || newDay) && !this.changed && !this.sending) {
      this.given = { ...EMPTY, ...checkInOf(this.data) };
    }
  }

  #set(name, value) {
    this.given = { ...this.given, [name]: value };
    this.changed = true;
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
      if (error.status !== 404) throw error; // there was none
    }
  }

  #number(name, event) {
    const { validity, value } = event.target;
    if (validity.badInput || !validity.valid) {
      clearTimeout(this.timer);
      this.trouble = { message: checkinWords.range, mine: true };
      return;
    }
    this.#set(name, value === "" ? null : Number(value));
  }

  render() {
    return html`<section class="checkin" aria-labelledby="checkin-title">
      <h2 id="checkin-title">${checkinWords.title}</h2>
      <p class="small quiet">${checkinWords.lead}</p>
      ${["back", "hip", "knee"].map((region) => this.#scale(region))}
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
      <p class="small quiet saying" role="status">
        ${this.trouble
          ? this.trouble.mine
            ? this.trouble.message
            : checkinWords.failed(this.trouble.message)
          : this.saying}
        ${this.trouble && !this.trouble.mine
          ? html`<button class="button bare small" type="button" @click=${() => this.#send()}>
              ${shared.tryAgain}
            </button>`
          : nothing}
      </p>
    </section>`;
  }

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

  async #unset(region) {
    this.#set(region, null);
    await this.updateComplete;
    this.querySelector(`[name="pain-${region}"]`).focus();
  }

  #field(name, label, most, step) {
    return html`<div class="field">
      <label for="checkin-${name}">${label}</label>
      <input
        id="checkin-${name}"
        type="number"
        inputmode=${step < 1 ? "decimal" : "numeric"}
        min="0"
        max=${most}
        step=${step < 1 ? "any" : step}
        .value=${live(this.given[name] === null ? "" : String(this.given[name]))}
        @input=${(event) => this.#number(name, event)} />
    </div>`;
  }
}

const checkInOf = (data) => Object.fromEntries(Object.keys(EMPTY).map((key) => [key, data?.[key] ?? null]));

customElements.define("fc-checkin", CheckIn);

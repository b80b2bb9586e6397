/** `<fc-recovery>`: how long recovery takes, as an honest range, and the answers it rests on. */

import { html, LitElement, nothing } from "/vendor/lit-3.3.3.js";
import { clientId, forClient } from "../api/client-scope.js";
import { api, messageOf } from "../api/http.js";
import { dayOf, utcOffset } from "../lib/dates.js";
import { words } from "../words/recovery.js";
import { ask, numberField } from "./ask-dialog.js";
import { mark } from "./icons.js";
import { toast } from "./toast.js";

/** @import { NewStart, StartOut, TimelineOut, TimelinePage, WeeksOut } from "../../types/api.js" */

/**
 * @param {StartOut | null} start
 * @returns {Promise<NewStart | null>}
 */
function askStart(start) {
  const texts = words.form;
  /** @type {(name: string, label: string, all: Record<string, string>, chosen?: string) => unknown} */
  const choice = (name, label, all, chosen) =>
    html`<div class="field">
      <label for="asking-${name}">${label}</label>
      <select id="asking-${name}" name=${name} required>
        <option value="" ?selected=${!chosen}></option>
        ${Object.entries(all).map(
          ([value, text]) => html`<option value=${value} ?selected=${value === chosen}>${text}</option>`,
        )}
      </select>
    </div>`;
  const tick = (/** @type {"disc" | "nerve" | "cleared"} */ name) =>
    html`<label class="check"
      ><input type="checkbox" name=${name} ?checked=${start?.[name] ?? false} /> ${texts[name]}</label
    >`;
  return ask(
    texts.title,
    html`${choice("lasted", texts.lasted, texts.lastedAll, start?.lasted)}
      ${choice("severity", texts.severity, texts.severityAll, start?.severity)}
      ${numberField("sitting", texts.sitting, start?.sitting ?? "", 24, {
        least: 0,
        step: "any",
        needed: false,
      })}
      <fieldset class="else">
        <legend class="small quiet">${texts.else}</legend>
        ${tick("disc")}${tick("nerve")}${tick("cleared")}
      </fieldset>`,
    ({ elements: { lasted, severity, sitting, disc, nerve, cleared } }) => ({
      lasted: lasted.value,
      severity: severity.value,
      sitting: Number.isNaN(sitting.valueAsNumber) ? null : sitting.valueAsNumber,
      disc: disc.checked,
      nerve: nerve.checked,
      cleared: cleared.checked,
    }),
    texts,
  );
}

class Recovery extends LitElement {
  static properties = {
    /** What the page knows of the day: when it changes, the range is asked for again. */
    of: { attribute: false },
    data: { state: true },
  };

  constructor() {
    super();
    this.of = null;
    /** @type {TimelinePage | null} */
    this.data = null;
  }

  createRenderRoot() {
    return this;
  }

  get #path() {
    return forClient(`/timeline?day=${dayOf()}&tz=${utcOffset()}`);
  }

  /** @param {Map<string, unknown>} was */
  willUpdate(was) {
    if (was.has("of")) this.#load();
  }

  async #load() {
    try {
      this.data = await api.get(this.#path);
    } catch {
      this.data = null; // the page stands without it
    }
  }

  /** @param {() => Promise<any>} act @returns {Promise<boolean>} whether it was done */
  async #tried(act) {
    try {
      const answer = await act();
      this.data = answer ?? { start: null, timeline: null };
      return true;
    } catch (error) {
      toast(messageOf(error));
      return false;
    }
  }

  async #change() {
    const before = this.data?.start ?? null;
    const said = await askStart(before);
    if (!said || !(await this.#tried(() => api.put(this.#path, said)))) return;
    toast(words.saved, {
      undo: async () => {
        const back = () => (before ? api.put(this.#path, before) : api.delete(this.#path));
        if (await this.#tried(back)) toast(words.undone);
      },
    });
    await this.updateComplete;
    this.querySelector("button")?.focus();
  }

  async #remove() {
    const before = this.data?.start;
    if (!before || !(await this.#tried(() => api.delete(this.#path)))) return;
    toast(words.removed, {
      undo: async () => {
        if (await this.#tried(() => api.put(this.#path, before))) toast(words.restored);
      },
    });
    await this.updateComplete;
    this.querySelector("button")?.focus();
  }

  render() {
    const { data } = this;
    if (!data) return nothing;
    return html`<section class="recovery" aria-labelledby="recovery-title">
      <h2 id="recovery-title">${words.title}</h2>
      ${data.start && data.timeline ? this.#range(data.start, data.timeline) : this.#unasked()}
    </section>`;
  }

  #unasked() {
    return clientId()
      ? html`<p class="quiet">${words.none}</p>`
      : html`<p>${words.ask}</p>
          <p class="buttons">
            <button class="button" type="button" @click=${() => this.#change()}>${words.act}</button>
          </p>`;
  }

  /** @param {StartOut} start @param {TimelineOut} found */
  #range(start, found) {
    const { first, full, no_range: why, holding_back: back } = found;
    /** @type {(name: string, how: string, text: unknown) => unknown} */
    const row = (name, how, text) =>
      html`<div>
        <dt>${name}${how ? html` <span class="small">(${how})</span>` : nothing}</dt>
        <dd>${text}</dd>
      </div>`;
    return html`${why
        ? html`<div class="notice bad">
            ${mark("fault")}
            <p>${words.noRange[why]}</p>
          </div>`
        : nothing}
      <dl class="facts">
        ${first
          ? row(words.first, words.firstHow, [
              range(first, found.first_as_planned),
              found.less_pain ? html`. ${words.lessPain}` : nothing,
            ])
          : nothing}
        ${full ? row(words.full, words.fullHow, range(full, found.full_as_planned)) : nothing}
        ${found.weeks ? row(words.counted, "", words.countedOf(found.counted, found.weeks)) : nothing}
        ${back.length
          ? back.map((one, i) =>
              row(i ? words.backAlso : words.back, "", words.factors[one.factor](one.value)),
            )
          : why
            ? nothing
            : row(words.back, "", words.nothingBack)}
      </dl>
      ${found.skipped ? html`<p>${words.skipped(found.skipped)}</p>` : nothing}
      <p class="small quiet">${words.about}</p>
      <p class="small">
        <span class="quiet">${words.told}:</span> ${answers(start)}
        ${clientId()
          ? nothing
          : html`<button class="button bare small" type="button" @click=${() => this.#change()}>
                ${words.change}
              </button>
              <button class="button bare small" type="button" @click=${() => this.#remove()}>
                ${words.remove}
              </button>`}
      </p>`;
  }
}

/** @param {WeeksOut} now at the pace of late @param {WeeksOut | null} planned */
function range(now, planned) {
  const text = words.span(now);
  const asPlanned = planned && words.span({ ...planned, open: now.open });
  return html`<strong>${text}</strong>${asPlanned && asPlanned !== text
      ? html` <span class="small">${words.asPlanned(words.span(planned))}</span>`
      : nothing}`;
}

/** @param {StartOut} start @returns {string} "months, moderate, 8 h of sitting" */
function answers({ lasted, severity, sitting, disc, nerve, cleared }) {
  const texts = words.form;
  return [
    texts.lastedAll[lasted],
    texts.severityAll[severity],
    sitting === null ? "" : texts.hours(sitting),
    disc ? texts.disc.toLowerCase() : "",
    nerve ? texts.nerve.toLowerCase() : "",
    cleared ? texts.cleared.toLowerCase() : "",
  ]
    .filter(Boolean)
    .join(", ");
}

customElements.define("fc-recovery", Recovery);

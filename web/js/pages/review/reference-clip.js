/** `<fc-reference-clip>`: a good set of the same person beside this one, as its coach chose. */

/** @import { Reference } from "../../../types/api.js" */
/** @import { SetDetail } from "../../api/types.js" */

import { html, LitElement, nothing } from "/vendor/lit-3.3.3.js";
import { api } from "../../api/http.js";
import { setDate } from "../../lib/formatting.js";
import { referenceClip as words } from "../../words/review.js";

class ReferenceClip extends LitElement {
  static properties = {
    said: { attribute: false },
    chosen: { attribute: false },
    choosing: { attribute: false },
    offered: { state: true },
    clip: { state: true },
  };

  constructor() {
    super();
    /** @type {import("./coach-review.js").CoachReview | null} */
    this.said = null;
    /** @type {Reference | null} */
    this.chosen = null;
    /** Whether the set is being reviewed: then another can be chosen. */
    this.choosing = false;
    /** @type {Reference[] | null} null: not asked for yet */
    this.offered = null;
    /** @type {{url: string, start: number, end: number, rep: number} | null} seconds of the file */
    this.clip = null;
  }

  createRenderRoot() {
    return this;
  }

  /** @param {Map<string, any>} changed */
  willUpdate(changed) {
    if (changed.has("chosen") && changed.get("chosen")?.id !== this.chosen?.id) this.#load();
  }

  /** Find the first clean rep of the chosen set. */
  async #load() {
    this.clip = null;
    const { chosen } = this;
    if (!chosen) return;
    try {
      /** @type {SetDetail} */
      const { video, report } = await api.get(`/analyses/${encodeURIComponent(chosen.id)}`);
      const rep = report?.reps.find((one) => one.verdict === "ok");
      if (this.chosen?.id !== chosen.id || !video || !rep) return;
      const { url, start } = video;
      this.clip = { url, start: rep.start - start, end: rep.end - start, rep: rep.number };
    } catch {
      this.clip = null; // the result stands without it
    }
  }

  async #offer() {
    const { said } = this;
    await said?.tell(async () => {
      ({ sets: this.offered } = await api.get(`${said.path}/references`));
    });
    await this.updateComplete;
    this.querySelector("select")?.focus();
  }

  /** @param {string | null} id */
  async #choose(id) {
    const path = `${this.said?.path}/references`;
    const ask = () => (id ? api.put(`${path}/${encodeURIComponent(id)}`) : api.delete(path));
    if (await this.said?.tell(ask)) this.offered = null;
  }

  /** Begin again at the end of the rep. @param {FieldEvent<HTMLVideoElement>} event */
  #loop({ target: video }) {
    if (this.clip && video.currentTime >= this.clip.end) video.currentTime = this.clip.start;
  }

  /** @param {FieldEvent<HTMLVideoElement>} event */
  #begin({ target: video }) {
    if (this.clip) video.currentTime = this.clip.start;
  }

  render() {
    if (!this.chosen) return this.choosing ? this.#offers() : nothing;
    const { chosen, clip } = this;
    return html`<figure class="reference">
      ${clip
        ? html`<video
            src=${clip.url}
            controls
            muted
            playsinline
            preload="metadata"
            aria-label=${words.label}
            @loadedmetadata=${this.#begin}
            @timeupdate=${this.#loop}></video>`
        : nothing}
      <figcaption class="small">
        <a href="/review/${encodeURIComponent(chosen.id)}"
          >${words.caption(chosen.sample ? "" : setDate(chosen), clip?.rep)}</a
        >
        ${this.choosing
          ? html`<button class="button bare small" type="button" @click=${() => this.#choose(null)}>
              ${words.remove}
            </button>`
          : nothing}
      </figcaption>
    </figure>`;
  }

  #offers() {
    if (!this.offered) {
      return html`<button class="button bare small" type="button" @click=${() => this.#offer()}>
        ${words.offer}
      </button>`;
    }
    if (!this.offered.length) return html`<p class="small quiet">${words.none}</p>`;
    return html`<label class="small" for="reference">${words.choose}</label>
      <select
        id="reference"
        @change=${(/** @type {FieldEvent<HTMLSelectElement>} */ event) =>
          event.target.value && this.#choose(event.target.value)}>
        <option value="">${words.nothing}</option>
        ${this.offered.map(
          (one) =>
            html`<option value=${one.id}>
              ${words.set(one.sample ? words.sample : setDate(one), one.good, one.total)}
            </option>`,
        )}
      </select>`;
  }
}

customElements.define("fc-reference-clip", ReferenceClip);

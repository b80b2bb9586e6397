/** `<fc-upload>`: choose videos, or film one, and say which exercise it is, or leave that open. */

import { html, LitElement, nothing } from "/vendor/lit-3.3.3.js";
import { fileSize } from "../lib/formatting.js";
import { words } from "../words/upload.js";

let count = 0;

class Chooser extends LitElement {
  static properties = {
    uploads: { attribute: false },
    exercises: { attribute: false },
    chosen: {},
    keepSound: { state: true },
    mirrored: { state: true },
  };

  constructor() {
    super();
    /** @type {import("../api/uploads.js").Uploads | null} */
    this.uploads = null;
    /** @type {import("../../types/api.js").ExerciseOut[]} */
    this.exercises = [];
    this.chosen = "";
    this.keepSound = false;
    this.mirrored = false;
    this.number = ++count;
  }

  createRenderRoot() {
    return this;
  }

  /** Fires "chosen" after files were added. @param {File[]} files */
  add(files) {
    if (!files.length || !this.uploads) return;
    const { keepSound, mirrored } = this;
    this.uploads.add(files, { exercise: this.chosen || null, keepSound, mirrored });
    this.dispatchEvent(new CustomEvent("chosen"));
  }

  render() {
    const { max_bytes: bytes, max_seconds: seconds = 0 } = this.uploads?.limits ?? {};
    const take = (/** @type {FieldEvent} */ event) => {
      this.add([...(event.target.files ?? [])]);
      event.target.value = "";
    };
    return html` <div class="buttons">
        <button class="button choose" type="button" @click=${() => this.querySelector(".files").click()}>
          ${words.choose}
        </button>
        <button class="button phone" type="button" @click=${() => this.querySelector(".camera").click()}>
          ${words.film}
        </button>
        <span class="quiet small mouse">${words.drop}</span>
      </div>
      <input
        class="files"
        type="file"
        accept="video/*"
        multiple
        hidden
        aria-label=${words.choose}
        @change=${take} />
      <input
        class="camera"
        type="file"
        accept="video/*"
        capture="environment"
        hidden
        aria-label=${words.film}
        @change=${take} />
      <div class="field">
        <label for="exercise-${this.number}">${words.exercise}</label>
        <select
          id="exercise-${this.number}"
          .value=${this.chosen}
          @change=${(/** @type {FieldEvent} */ event) => {
            this.chosen = event.target.value;
          }}>
          <option value="">${words.recognise}</option>
          ${this.exercises.map(
            ({ id, title }) => html`<option value=${id} ?selected=${id === this.chosen}>${title}</option>`,
          )}
        </select>
      </div>
      <label class="check">
        <input
          type="checkbox"
          .checked=${this.keepSound}
          @change=${(/** @type {FieldEvent} */ event) => {
            this.keepSound = event.target.checked;
          }} />
        ${words.keepSound}
      </label>
      <label class="check">
        <input
          type="checkbox"
          .checked=${this.mirrored}
          @change=${(/** @type {FieldEvent} */ event) => {
            this.mirrored = event.target.checked;
          }} />
        ${words.mirrored}
      </label>
      <p class="quiet small">${words.removed}</p>
      ${bytes
        ? html`<p class="quiet small">${words.limits(fileSize(bytes), Math.round(seconds / 60))}</p>`
        : nothing}`;
  }
}

customElements.define("fc-upload", Chooser);

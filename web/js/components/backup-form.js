/** `<fc-backup>`: bring a backup back, where there is nothing yet. */

import { html, LitElement, nothing } from "/vendor/lit-3.3.3.js";
import { api, messageOf, sendBytes } from "../api/http.js";
import { forgetState } from "../api/server-state.js";
import { fileSize } from "../lib/formatting.js";
import { words } from "../words/account.js";
import { mark } from "./icons.js";
import { withProof } from "./proof-dialog.js";

const texts = words.data.back;

class Backup extends LitElement {
  static properties = { progress: { state: true }, refused: { state: true } };

  constructor() {
    super();
    this.progress = "";
    this.refused = "";
  }

  createRenderRoot() {
    return this;
  }

  /** Asked first whether it may come back at all: it may be large. @param {File} file */
  async bringBack(file) {
    this.refused = "";
    this.progress = texts.sending(fileSize(0), fileSize(file.size));
    try {
      await withProof(() => api.get("/restore"));
      const done = await sendBytes("POST", "/restore", file, (sent) => {
        this.progress =
          sent < file.size ? texts.sending(fileSize(sent), fileSize(file.size)) : texts.working;
      });
      forgetState();
      // In a team everybody signs in again, as they did when the backup was written.
      location.assign(done.join ?? "/library");
    } catch (error) {
      this.refused = messageOf(error);
    }
    this.progress = "";
  }

  render() {
    const take = (/** @type {FieldEvent} */ event) => {
      const [file] = event.target.files ?? [];
      event.target.value = "";
      if (file) this.bringBack(file);
    };
    return html`<p>${texts.message}</p>
      <p class="buttons">
        <button
          class="button"
          type="button"
          ?disabled=${Boolean(this.progress)}
          @click=${() => this.querySelector("input").click()}>
          ${texts.act}
        </button>
      </p>
      <input type="file" accept=".tar" hidden aria-label=${texts.act} @change=${take} />
      <div role="status">${this.progress ? html`<p class="quiet">${this.progress}</p>` : nothing}</div>
      <div role="alert">
        ${this.refused
          ? html`<div class="notice bad">
              ${mark("fault")}
              <div>${this.refused}</div>
            </div>`
          : nothing}
      </div>`;
  }
}

customElements.define("fc-backup", Backup);

/** `<fc-client-notes>`: what a coach keeps about a client for themselves, and the groups they are in. */

/** @import { ClientNote } from "../../../types/api.js" */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { api, messageOf } from "../../api/http.js";
import { Attempting, refusal } from "../../components/attempt.js";
import { toast } from "../../components/toast.js";
import { words as clientWords } from "../../words/client.js";

const words = clientWords.notes;

class ClientNotes extends Attempting {
  static properties = { ...Attempting.properties, client: { attribute: false }, kept: { state: true } };

  constructor() {
    super();
    this.client = "";
    /** @type {ClientNote | null} */
    this.kept = null;
  }

  get #path() {
    return `/desk/notes/${encodeURIComponent(this.client)}`;
  }

  async connectedCallback() {
    super.connectedCallback();
    try {
      this.kept = await api.get(this.#path);
    } catch (error) {
      this.refused = messageOf(error);
    }
  }

  /** @param {FormEvent} event */
  async #save(event) {
    event.preventDefault();
    const { note, tags } = event.target.elements;
    const wanted = {
      note: note.value,
      tags: tags.value
        .split(",")
        .map((/** @type {string} */ tag) => tag.trim())
        .filter(Boolean),
    };
    await this.attempt(async () => {
      this.kept = await api.put(this.#path, wanted);
      toast(words.saved);
    });
  }

  render() {
    const { kept } = this;
    return html`<section aria-labelledby="notes-title">
      <h2 id="notes-title">${words.title}</h2>
      <p class="quiet">${words.about}</p>
      ${kept
        ? html`<form class="stack notes" @submit=${(/** @type {FormEvent} */ event) => this.#save(event)}>
            <div class="field">
              <label for="note">${words.note}</label
              ><textarea id="note" name="note" rows="4" maxlength="4000" .value=${kept.note}></textarea>
            </div>
            <div class="field">
              <label for="tags">${words.tags}</label
              ><input
                id="tags"
                name="tags"
                maxlength="500"
                autocomplete="off"
                placeholder=${words.example}
                .value=${kept.tags.join(", ")} />
            </div>
            <p><button class="button" ?disabled=${this.busy}>${words.save}</button></p>
          </form>`
        : nothing}
      ${refusal(this.refused)}
    </section>`;
  }
}

customElements.define("fc-client-notes", ClientNotes);

/** The two questions this page asks: another name, another exercise. */

/** @import { Analysis, ExerciseOut } from "../../../types/api.js" */

import { createRef, html, LitElement, live, nothing, ref } from "/vendor/lit-3.3.3.js";
import { actions as words } from "../../words/review.js";

/**
 * @fires renamed `{title}`
 * @fires again `{exercise, mirrored}` its id, or null to recognise it; whether the picture is mirrored
 */
export class Dialogs extends LitElement {
  static properties = { set: { attribute: false }, exercises: { attribute: false }, open: { state: true } };

  constructor() {
    super();
    /** @type {Pick<Analysis, "title" | "exercise" | "mirrored"> | null} */
    this.set = null;
    /** @type {Pick<ExerciseOut, "id" | "title">[]} */
    this.exercises = [];
    /** @type {"rename" | "again" | null} */
    this.open = null;
    this.dialog = createRef();
  }

  createRenderRoot() {
    return this;
  }

  rename() {
    this.show("rename");
  }
  choose() {
    this.show("again");
  }

  /** @param {"rename" | "again"} which */
  async show(which) {
    this.open = which;
    await this.updateComplete;
    this.dialog.value.showModal();
  }

  close() {
    this.dialog.value?.close();
  }

  /** @param {FormEvent} event */
  submitted(event) {
    event.preventDefault();
    const { elements } = event.target;
    const value = elements.value.value.trim();
    this.close();
    if (this.open === "again") {
      this.tell("again", { exercise: value || null, mirrored: elements.mirrored.checked });
    } else if (value && value !== this.set?.title) this.tell("renamed", { title: value });
  }

  /** @param {string} name @param {object} detail */
  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  render() {
    if (!this.open) return nothing;
    const again = this.open === "again";
    return html`<dialog ${ref(this.dialog)} aria-labelledby="ask-title">
      <form @submit=${this.submitted}>
        <div class="dialog-head"><h2 id="ask-title">${again ? words.again : words.rename}</h2></div>
        <label for="ask">${again ? words.exercise : words.renameField}</label>
        ${again
          ? html`<select id="ask" name="value">
                <option value="">${words.recognise}</option>
                ${this.exercises.map(
                  (e) =>
                    html`<option value=${e.id} ?selected=${e.id === this.set?.exercise?.id}>
                      ${e.title}
                    </option>`,
                )}
              </select>
              <label class="check"
                ><input type="checkbox" name="mirrored" .checked=${live(this.set?.mirrored === true)} />
                ${words.mirrored}</label
              >
              <p class="small quiet">${words.judgeNote}</p>`
          : html`<input
              id="ask"
              name="value"
              maxlength="200"
              required
              autocomplete="off"
              .value=${live(this.set?.title ?? "")} />`}
        <div class="buttons">
          <button class="button main" type="submit">${again ? words.judge : words.save}</button>
          <button class="button bare" type="button" @click=${() => this.close()}>${words.cancel}</button>
        </div>
      </form>
    </dialog>`;
  }
}

customElements.define("fc-review-dialogs", Dialogs);

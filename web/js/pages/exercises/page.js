/** `<fc-exercises>`: how each exercise is done and filmed. */

/** @import { Exercise, Place, Titled } from "../../api/types.js" */

import { html, LitElement, nothing } from "/vendor/lit-3.3.3.js";
import { exercises } from "../../api/exercises.js";
import { ApiError } from "../../api/http.js";
import { exerciseFigure } from "../../components/exercise-figure.js";
import "../../components/header.js";
import { retryNotice } from "../../components/notice.js";
import { prescriptionText } from "../../lib/formatting.js";
import { polling } from "../../lib/polling.js";
import { words } from "../../words/exercises.js";

/** @param {string} title @param {Titled} [cues] */
const cueList = (title, cues) =>
  cues?.length
    ? html`<div>
        <dt>${title}</dt>
        <dd>${cues.map((cue) => cue.title.toLowerCase()).join(", ")}</dd>
      </div>`
    : nothing;

/**
 * What one place of the camera is, and what it shows.
 *
 * @param {Place} one
 * @param {{lazy?: boolean}} [options]
 */
const place = (one, { lazy = true } = {}) =>
  html`<div class="place">
    <img
      src=${one.drawing}
      alt=${one.described}
      width="480"
      height="472"
      loading=${lazy ? "lazy" : "eager"} />
    <dl class="facts">
      <div>
        <dt>${words.camera}</dt>
        <dd>${one.text}</dd>
      </div>
      ${cueList(words.shows, one.shows)} ${cueList(words.roughly, one.roughly)}
      ${cueList(words.stickers, one.with_markers)} ${cueList(words.hidden, one.not_shown)}
    </dl>
  </div>`;

class Exercises extends LitElement {
  constructor() {
    super();
    /** @type {Exercise[] | null} */
    this.all = null;
    /** @type {ApiError | null} */
    this.trouble = null;
    this.shown = false;
    this.asking = polling(async () => {
      try {
        this.all = await exercises();
        this.trouble = null;
        this.asking?.stop();
      } catch (error) {
        if (error instanceof ApiError) this.trouble = error;
        throw error;
      } finally {
        this.requestUpdate();
      }
      return false;
    });
  }

  createRenderRoot() {
    return this;
  }

  /** For the notice that the server is gone. */
  refresh() {
    this.asking.now();
  }

  updated() {
    // The sections were not there when the browser looked for the address's #part.
    if (!this.all || this.shown) return;
    this.shown = true;
    if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }

  render() {
    return html`<header>
        <h1>${words.title}</h1>
        <p class="lead quiet">${words.lead}</p>
      </header>
      <div role="status">${retryNotice(this.trouble, () => this.refresh())}</div>
      ${this.all
        ? html`<nav class="contents" aria-label=${words.all}>
              <ul class="plain">
                ${this.all.map(
                  ({ id, title }) =>
                    html`<li>
                      <a href="#${id}">${exerciseFigure(id)}<span>${title}</span></a>
                    </li>`,
                )}
              </ul>
            </nav>
            ${this.all.map((one, at) => this.#exercise(one, at === 0))}`
        : this.trouble
          ? nothing
          : html`<p class="quiet" role="status">${words.loading}</p>`}`;
  }

  /** @param {Exercise} exercise @param {boolean} first on the page */
  #exercise({ id, title, start, steps, wear, prescription, places }, first) {
    const [best, ...others] = places;
    return html`<section class="exercise moves" id=${id} aria-labelledby="${id}-title">
      <div class="title-row">
        <div class="name">
          ${exerciseFigure(id)}
          <div>
            <h2 id="${id}-title">${title}</h2>
            <p class="quiet">${prescriptionText(prescription)}</p>
          </div>
        </div>
        <div class="buttons">
          <a class="button" href="/?exercise=${id}#upload" aria-label=${words.uploadLabel(title)}
            >${words.upload}</a
          >
          <a class="button main" href="/record?exercise=${id}" aria-label=${words.recordLabel(title)}
            >${words.record}</a
          >
        </div>
      </div>
      <dl class="facts">
        <div>
          <dt>${words.start}</dt>
          <dd>${start}</dd>
        </div>
        <div>
          <dt>${words.how}</dt>
          <dd>${steps}</dd>
        </div>
        <div>
          <dt>${words.wear}</dt>
          <dd>${wear}</dd>
        </div>
      </dl>
      ${place(best, { lazy: !first })}
      ${others.length
        ? html`<details>
            <summary>${words.others(others.length)}</summary>
            ${others.map((one) => place(one))}
          </details>`
        : nothing}
    </section>`;
  }
}

customElements.define("fc-exercises", Exercises);

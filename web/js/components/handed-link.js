/** A link to hand on: to copy, to send with what the device has, and to scan. */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { words as shared } from "../words/shared.js";
import { toast } from "./toast.js";

const words = shared.handing;

/** @param {string} url @param {HTMLInputElement | null} field that shows it */
async function copy(url, field) {
  try {
    await navigator.clipboard.writeText(url);
    toast(words.copied);
  } catch {
    field?.focus(); // selected, so that it can be copied by hand
  }
}

/** @param {string} url @param {string} title */
async function send(url, title) {
  try {
    await navigator.share({ title, url });
  } catch {
    // Left without sending, or not allowed here: the link is still there to be copied.
  }
}

/**
 * @param {{url: string, qr?: string}} link
 * @param {{id: string, title: string}} options the field's id; what is said with the link
 */
export const handedLink = ({ url, qr }, { id, title }) =>
  html`<div class="handed">
    <div class="field">
      <label for=${id}>${words.link}</label
      ><input
        id=${id}
        readonly
        .value=${url}
        @focus=${(/** @type {FieldEvent} */ event) => event.target.select()} />
    </div>
    <div class="buttons">
      <button
        class="button"
        type="button"
        @click=${() => copy(url, /** @type {HTMLInputElement | null} */ (document.getElementById(id)))}>
        ${words.copy}
      </button>
      ${"share" in navigator
        ? html`<button class="button" type="button" @click=${() => send(url, title)}>${words.send}</button>`
        : nothing}
    </div>
    ${qr ? html`<img class="qr" src=${qr} alt=${words.qr} width="180" height="180" />` : nothing}
  </div>`;

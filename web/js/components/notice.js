/** What went wrong, with a way to try again. */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { ApiError, messageOf } from "../api/http.js";
import { words } from "../words/shared.js";
import { mark } from "./icons.js";

/** @param {() => void} retry */
const retryButton = (retry) =>
  html`<div class="buttons">
    <button class="button small" type="button" @click=${retry}>${words.tryAgain}</button>
  </div>`;

/**
 * @param {unknown} title
 * @param {unknown} [message]
 * @param {(() => void) | null} [retry] without it nothing is offered
 */
export const badNotice = (title, message = nothing, retry = null) =>
  html`<div class="notice bad">
    ${mark("fault")}
    <div>
      <strong>${title}</strong>
      ${message === nothing ? nothing : html`<p>${message}</p>`} ${retry ? retryButton(retry) : nothing}
    </div>
  </div>`;

/**
 * @param {unknown} trouble what a request failed with; nothing is shown for none
 * @param {() => void} retry
 */
export function retryNotice(trouble, retry) {
  if (!trouble) return nothing;
  return trouble instanceof ApiError && trouble.gone
    ? badNotice(words.gone.title, words.gone.message, retry)
    : badNotice(messageOf(trouble), nothing, retry);
}

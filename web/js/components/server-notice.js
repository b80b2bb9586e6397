/** The server does not answer: said once, at the top, until it does. */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { words } from "../words/library.js";
import { words as shared } from "../words/shared.js";
import { mark } from "./icons.js";

/**
 * @param {{trouble: import("../api/http.js").ApiError | null, refresh: () => void}} sets what is asked again
 */
export function serverNotice(sets) {
  const { trouble } = sets;
  return html`<div role="status">
    ${trouble
      ? html`<div class="notice bad">
          ${mark("fault")}
          <div>
            <strong>${trouble.gone ? words.gone.title : trouble.message}</strong>
            ${trouble.gone ? html`<p>${words.gone.message}</p>` : nothing}
            <div class="buttons">
              <button class="button small" type="button" @click=${() => sets.refresh()}>
                ${shared.tryAgain}
              </button>
            </div>
          </div>
        </div>`
      : nothing}
  </div>`;
}

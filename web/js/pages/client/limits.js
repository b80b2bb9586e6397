/** The limits of a client that are not the exercises' own. */

/** @import { LimitOut } from "../../../types/api.js" */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { words } from "../../words/client.js";

const texts = words.limits;

/**
 * @param {LimitOut[]} limits
 * @param {Map<string, string>} titles of the exercises
 * @param {string} address where they are changed
 */
export const limitSection = (limits, titles, address) =>
  html`<section aria-labelledby="limits-title">
    <div class="title-row">
      <h2 id="limits-title">${texts.title}</h2>
      <a href=${address}>${texts.act}</a>
    </div>
    ${limits.length
      ? html`<ul class="plain list">
          ${limits.map(
            ({ exercise, title, text, note }) =>
              html`<li>
                <div>
                  <span class="quiet">${titles.get(exercise) ?? exercise}:</span>
                  <strong>${title}</strong>, ${text}
                  ${note ? html`<p class="small"><q>${note}</q></p>` : nothing}
                </div>
              </li>`,
          )}
        </ul>`
      : html`<p class="quiet">${texts.none}</p>`}
  </section>`;

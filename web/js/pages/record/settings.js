/** What the person may set while the camera is set up. */

/** @typedef {import("./session.js").LiveSession} LiveSession */
/** @typedef {import("./device.js").Preferences} Preferences */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { words as recordWords } from "../../words/record.js";
import { Recorder } from "./recorder.js";

const words = recordWords.settings;

/**
 * @param {LiveSession} session
 * @param {{id: string, name: string}[]} cameras
 * @param {unknown} controls
 * @param {{device: (id: string) => void, mirrored: (yes: boolean) => void}} act
 */
export const settings = (session, cameras, controls, act) =>
  html`<details class="settings">
    <summary>${words.title}</summary>
    ${cameras.length > 1
      ? html`<label
          >${words.device}<select
            @change=${(/** @type {FieldEvent<HTMLSelectElement>} */ event) =>
              act.device(event.target.value)}>
            ${cameras.map(
              ({ id, name }) =>
                html`<option value=${id} ?selected=${id === session.camera.device}>${name}</option>`,
            )}
          </select></label
        >`
      : nothing}
    <label class="check"
      ><input
        type="checkbox"
        .checked=${session.mirrored}
        ?disabled=${!session.stream}
        aria-describedby="mirrored-how"
        @change=${(/** @type {FieldEvent} */ event) => act.mirrored(event.target.checked)} />
      ${words.mirrored}</label
    >
    <p class="small quiet" id="mirrored-how">${words.mirroredHow}</p>
    ${Recorder.possible
      ? html`<label class="check"
            ><input
              type="checkbox"
              .checked=${session.filming}
              aria-describedby="film-how"
              @change=${(/** @type {FieldEvent} */ event) => session.film(event.target.checked)} />
            ${words.film}</label
          >
          <p class="small quiet" id="film-how">${words.filmHow}</p>`
      : nothing}
    ${controls}
  </details>`;

/** What the person may set while the camera is set up. */

/** @typedef {import("./session.js").LiveSession} LiveSession */
/** @typedef {import("./device.js").Preferences} Preferences */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { words as recordWords } from "../../words/record.js";
import { Recorder } from "./recorder.js";
import { Voice, voices } from "./sound.js";

const words = recordWords.settings;

const COUNTDOWNS = [3, 5, 10, 20];
const SETS = [1, 2, 3, 4, 5];
const RESTS = [30, 45, 60, 90, 120, 180];

/**
 * @param {string} label
 * @param {[string | number, string][]} options value and text
 * @param {string | number} value
 * @param {(value: string) => void} choose
 */
const choice = (label, options, value, choose) =>
  html`<label
    >${label}<select
      @change=${(/** @type {FieldEvent<HTMLSelectElement>} */ event) => choose(event.target.value)}>
      ${options.map(
        ([one, text]) => html`<option value=${one} ?selected=${one === value}>${text}</option>`,
      )}
    </select></label
  >`;

/**
 * @param {LiveSession} session
 * @param {Preferences} prefs
 * @param {{cameras: {id: string, name: string}[], controls: unknown}} parts
 * @param {{prefer: (changed: Partial<Preferences>) => void, device: (id: string) => void,
 *   mirrored: (yes: boolean) => void}} act
 */
export const settings = (session, prefs, { cameras, controls }, act) => {
  /** @param {number} n @returns {[number, string]} */
  const seconds = (n) => [n, words.seconds(n)];
  /** @type {[string, string][]} */
  const spoken = voices().map(({ name }) => [name, name]);
  return html`<details class="settings">
    <summary>${words.title}</summary>
    ${choice(
      words.sets,
      SETS.map((n) => [n, String(n)]),
      prefs.sets,
      (n) => act.prefer({ sets: Number(n) }),
    )}
    ${prefs.sets > 1
      ? choice(words.rest, RESTS.map(seconds), prefs.rest, (n) => act.prefer({ rest: Number(n) }))
      : nothing}
    ${choice(words.countdown, COUNTDOWNS.map(seconds), prefs.countdown, (n) =>
      act.prefer({ countdown: Number(n) }),
    )}
    <label
      >${words.volume}<input
        type="range"
        min="0"
        max="1"
        step="0.1"
        .value=${String(prefs.volume)}
        @change=${(/** @type {FieldEvent} */ event) => act.prefer({ volume: Number(event.target.value) })}
    /></label>
    ${spoken.length > 1
      ? choice(words.voice, [["", words.usualVoice], ...spoken], prefs.voiceName, (voiceName) =>
          act.prefer({ voiceName }),
        )
      : nothing}
    ${cameras.length > 1
      ? choice(
          words.device,
          cameras.map(({ id, name }) => [id, name]),
          session.camera.device,
          act.device,
        )
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
};

/**
 * What is shown and heard, in every step.
 *
 * @param {Preferences} prefs
 * @param {(what: "mirror" | "skeleton" | "voice") => void} flip
 */
export const switches = (prefs, flip) => {
  const one = (/** @type {"mirror" | "skeleton" | "voice"} */ what) =>
    html`<button class="button small" type="button" aria-pressed=${prefs[what]} @click=${() => flip(what)}>
      ${recordWords.controls[what]}
    </button>`;
  return html`<div class="buttons switches" role="group" aria-label=${recordWords.controls.label}>
    ${one("mirror")}${one("skeleton")}${Voice.possible ? one("voice") : nothing}
  </div>`;
};

/** The buttons and the seek bar under a player. */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { clock } from "../lib/formatting.js";
import { player as words } from "../words/review.js";
import { icons } from "./icons.js";

/** How fast a set is played: 1 is as it was filmed. */
export const RATES = [1, 0.75, 0.5, 0.25];

/** @param {number} rate @returns {number} the next slower one; from the slowest back to normal */
export const slowerThan = (rate) => RATES[(RATES.indexOf(rate) + 1) % RATES.length];

/** @typedef {import("./player.js").Player} Player */

/** @param {Player} player @returns {unknown} where the set is, to be dragged */
export function seekBar(player) {
  const [first, last] = player.ends;
  return html`<div class="seek">
    <span class="time">${clock(player.time)}</span>
    <input
      type="range"
      min=${first}
      max=${last}
      step="any"
      aria-label=${words.seek}
      aria-valuetext=${clock(player.time)}
      ?disabled=${!player.ready}
      .value=${String(player.time)}
      @input=${(/** @type {FieldEvent} */ e) => player.seek(Number(e.target.value))} />
    <span class="time">${clock(last)}</span>
  </div>`;
}

/** @param {Player} player */
export function controls(player) {
  /** @param {string} name @param {unknown} icon @param {() => void} act @param {string} key */
  const button = (name, icon, act, key, pressed = nothing, kind = "") =>
    html`<button
      class="button icon bare ${kind}"
      type="button"
      ?disabled=${!player.ready}
      aria-label=${name}
      title=${key ? `${name} (${key})` : name}
      aria-pressed=${pressed}
      @click=${act}>
      ${icon}
    </button>`;
  return html`<div class="controls" role="group" aria-label=${words.controls}>
    ${button(
      player.playing ? words.pause : words.play,
      player.playing ? icons.pause : icons.play,
      () => player.toggle(),
      words.space,
    )}
    ${button(words.back, icons.back, () => player.step(-1), "←")}
    ${button(words.forth, icons.forth, () => player.step(1), "→")}
    ${player.faulty
      ? html`<span class="pair">
          ${button(words.previousFault, icons.previousFault, () => player.jump(-1), "p")}
          ${button(words.nextFault, icons.nextFault, () => player.jump(1), "n")}</span
        >`
      : nothing}
    <span class="pair last">
      <button
        class="button bare speed"
        type="button"
        ?disabled=${!player.ready}
        title="${words.speed} (s)"
        @click=${() => player.slower()}>
        <span class="unseen-text">${words.speed}</span> ${
          /** @type {Record<number, string>} */ (words.rates)[player.rate]
        }
      </button>
      ${button(
        player.looping ? words.loops(player.looping.number) : words.loop,
        icons.loop,
        () => player.dispatchEvent(new CustomEvent("loop")),
        "l",
        String(Boolean(player.looping)),
      )}
      ${player.pictured
        ? button(words.overlay, icons.figure, () => player.switchOverlay(), "o", String(player.overlaid))
        : nothing}
      ${button(words.zoom, icons.zoom, () => player.zoom.step(), "+", nothing, "zoom")}
      ${document.fullscreenEnabled
        ? button(words.fullScreen, icons.fullScreen, () => player.switchFullScreen(), "f")
        : nothing}
    </span>
  </div>`;
}

/** The two sets beside each other, and the buttons below: what `<fc-pair>` draws. */

/** @import { Rep } from "../../api/types.js" */
/** @typedef {import("../../components/player.js").Player} Player */
/** @typedef {import("./pair.js").Pair} Pair */
/** @typedef {import("./requests.js").PlayableSet} PlayableSet */

import { html, nothing, ref } from "/vendor/lit-3.3.3.js";
import { icons } from "../../components/icons.js";
import { setDate } from "../../lib/formatting.js";
import { words as compareWords } from "../../words/compare.js";
import { phaseAt } from "./stepper.js";

const words = compareWords.pair;

/**
 * One of both sets.
 *
 * @param {Pair} pair
 * @param {PlayableSet} set
 * @param {{name: string, rep: Rep | undefined, player: {value?: Player}}} options
 */
export const stage = (pair, set, { name, rep, player }) =>
  html`<figure class="seen">
    <figcaption>
      <strong>${name}</strong>
      <a class="small" href="/review/${set.id}"
        >${setDate(set)}<span class="unseen-text">: ${words.open}</span></a
      >
    </figcaption>
    <fc-seen
      ${ref(player)}
      .video=${set.video}
      .frames=${set.frames}
      .poses=${set.poses}
      .report=${set.report}
      .overlaid=${pair.skeletons}
      .label=${rep ? words.figure(name, rep.number) : name}
      @moved=${(/** @type {Event} */ event) => pair.moved(player.value, event.detail)}
      @pressed=${() => pair.toggle()}></fc-seen>
  </figure>`;

/**
 * @param {Pair} pair
 * @param {Rep} rep
 * @returns {string} the phase it is in; an exercise names its own in its own words
 */
function phaseName({ time, phases }, rep) {
  const phase = phaseAt(time, rep);
  const own = {
    up: phases?.lift,
    top: phases?.top,
    down: phases?.lower,
    before: undefined,
    after: undefined,
  };
  return own[phase] ?? words.phases[phase];
}

/** @type {(name: string, icon: unknown, act: () => void, key: string, pressed?: boolean) => unknown} */
const button = (name, icon, act, key, pressed) =>
  html`<button
    class="button icon bare"
    type="button"
    aria-label=${name}
    title="${name} (${key})"
    aria-pressed=${pressed === undefined ? nothing : String(pressed)}
    @click=${act}>
    ${icon}
  </button>`;

/** What moves both. @param {Pair} pair @param {[Rep, Rep]} reps */
export function controls(pair, [a, b]) {
  const place = words.at(a.number, b.number, phaseName(pair, a));
  return html`<input
      class="place"
      type="range"
      aria-label=${words.slider}
      min=${a.start.toFixed(3)}
      max=${a.end.toFixed(3)}
      step="0.01"
      aria-valuetext=${place}
      .value=${String(Math.min(Math.max(pair.time, a.start), a.end))}
      @input=${(/** @type {FieldEvent} */ event) => {
        pair.pause();
        pair.seek(event.target.valueAsNumber);
      }} />
    <div class="controls" role="group" aria-label=${words.controls}>
      ${pair.playing
        ? button(words.pause, icons.pause, () => pair.toggle(), "space")
        : button(words.play, icons.play, () => pair.toggle(), "space")}
      ${button(words.back, icons.back, () => pair.step(-1), "←")}
      ${button(words.forth, icons.forth, () => pair.step(1), "→")}
      <span class="time">${place}</span>
      ${pair.list.length > 1 ? pairButtons(pair) : nothing}
      <button
        class="button bare speed"
        type="button"
        title="${words.speed} (s)"
        @click=${() => pair.slower()}>
        <span class="unseen-text">${words.speed}</span> ${words.rates[pair.rate]}
      </button>
      ${pair.fixed ? nothing : button(words.loop, icons.loop, () => pair.loop(), "l", pair.looping)}
      ${button(words.overlay, icons.figure, () => pair.switchSkeletons(), "o", pair.skeletons)}
      <button
        class="button small lay"
        type="button"
        aria-pressed=${String(pair.superimposing)}
        title="${words.lay} (y)"
        @click=${() => pair.switchSuperimposed()}>
        ${words.lay}
      </button>
    </div>`;
}

/** To the reps before, and to the next ones. @param {Pair} pair */
const pairButtons = (pair) =>
  html`<span class="pair-of">
    ${[
      { name: words.previous, key: "k", to: pair.at - 1, icon: icons.left },
      { name: words.next, key: "j", to: pair.at + 1, icon: icons.right },
    ].map(
      ({ name, key, to, icon }) =>
        html`<button
          class="button bare small"
          type="button"
          title="${name} (${key})"
          aria-label=${name}
          ?disabled=${!pair.list[to]}
          @click=${() => pair.go(to)}>
          ${icon}
        </button>`,
    )}
  </span>`;

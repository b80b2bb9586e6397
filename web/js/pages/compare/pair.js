/** `<fc-pair>`: two sets side by side, kept in step by the phase of the repetition. */

/** @import { Rep } from "../../api/types.js" */
/** @typedef {import("../../components/player.js").Player} Player */
/** @typedef {import("./requests.js").PlayableSet} PlayableSet */

import { createRef, html, LitElement, nothing } from "/vendor/lit-3.3.3.js";
import "../../components/silent-player.js";
import { exercises } from "../../api/exercises.js";
import { shortcuts } from "../../components/shortcuts.js";
import { keys } from "../../lib/keyboard.js";
import { words as compareWords } from "../../words/compare.js";
import { follow } from "./follow.js";
import { controls, stage } from "./pair-view.js";
import { matchingRate, matchingTime, pairReps } from "./stepper.js";
import "./superimposed.js";

/** @typedef {1 | 0.5 | 0.25} Rate */

const words = compareWords.pair;
/** @type {Rate[]} */
const RATES = [1, 0.5, 0.25];
/** Seconds before the end of a repetition from which playing begins it anew. */
const AT_END = 0.05;

export class Pair extends LitElement {
  static properties = {
    first: { attribute: false },
    second: { attribute: false },
    fixed: { attribute: false },
    at: { state: true },
    playing: { state: true },
    rate: { state: true },
    looping: { state: true },
    skeletons: { state: true },
    superimposing: { state: true },
    phases: { state: true },
    time: { state: true },
  };

  constructor() {
    super();
    /** @type {PlayableSet | null} */
    this.first = null;
    /** @type {PlayableSet | null} */
    this.second = null;
    /** @type {[Rep, Rep] | null} the reps that were chosen; null: all, in pairs */
    this.fixed = null;
    /** @type {[Rep, Rep][]} */
    this.list = [];
    this.at = 0;
    this.time = 0; // of the first set, seconds
    this.playing = false;
    /** @type {Rate} */
    this.rate = 1;
    this.looping = false;
    this.skeletons = true;
    this.superimposing = false;
    this.begun = false;
    /** @type {{value?: Player}} */
    this.firstPlayer = createRef();
    /** @type {{value?: Player}} */
    this.secondPlayer = createRef();
    /** @type {Record<string, string> | undefined} what the phases of this exercise are called */
    this.phases = undefined;
    this.removeKeys = () => {};
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    shortcuts.add(compareWords.keys.group, compareWords.keys.list);
    this.#namePhases().catch(() => {}); // the plain words do as well
    const isButton = (/** @type {Event} */ { target }) =>
      target instanceof Element && target.closest("button, a, summary, select, [role=button]") !== null;
    const slides = (/** @type {Event} */ { target }) =>
      target instanceof Element && target.matches("[type=range], .scroll");
    /** @type {(act: (event: KeyboardEvent) => boolean | void) => (event: KeyboardEvent) => boolean | void} */
    const paired = (act) => (event) => (this.list.length ? act(event) : false);
    this.removeKeys = keys({
      " ": paired((event) => (isButton(event) ? false : this.toggle())),
      ArrowLeft: paired((event) => (slides(event) ? false : this.step(-1))),
      ArrowRight: paired((event) => (slides(event) ? false : this.step(1))),
      j: paired(() => this.go(this.at + 1)),
      k: paired(() => this.go(this.at - 1)),
      l: paired(() => this.loop()),
      s: paired(() => this.slower()),
      o: () => this.switchSkeletons(),
      y: paired(() => this.switchSuperimposed()),
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.removeKeys();
  }

  async #namePhases() {
    const known = await exercises();
    this.phases = known.find(({ id }) => id === this.first?.exercise?.id)?.phases;
  }

  get pair() {
    return this.list[this.at] ?? null;
  }
  get leader() {
    return this.firstPlayer.value?.transport ?? null;
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (["first", "second", "fixed"].some((name) => changed.has(name))) {
      this.list = this.fixed
        ? [this.fixed]
        : pairReps(this.first?.report?.reps ?? [], this.second?.report?.reps ?? []);
      this.at = 0;
      this.begun = false;
    }
  }

  updated() {
    if (!this.begun && this.pair) {
      this.begun = true;
      this.pause();
      this.seek(this.pair[0].top_start);
    }
  }

  // --- moving ------------------------------------------------------------------------------------

  /** Both to one place of the pair. @param {number} time of the first */
  seek(time) {
    if (!this.pair) return;
    this.time = time;
    this.firstPlayer.value?.seek(time);
    this.secondPlayer.value?.seek(matchingTime(time, this.pair[0], this.pair[1]));
  }

  /**
   * A player shows another frame: the second follows the first.
   *
   * @param {Player | undefined} player
   * @param {{time: number, playing: boolean}} shown
   */
  moved(player, { time, playing }) {
    if (player !== this.firstPlayer.value) return;
    const switched = playing !== this.playing;
    this.time = time;
    this.playing = playing;
    if (!this.pair) return;
    if (playing && time >= this.pair[0].end) {
      const next = this.list[this.at + 1];
      if (this.fixed || this.looping) {
        this.seek(this.pair[0].start);
        return;
      }
      if (next && time >= next[0].start) this.at += 1;
    }
    this.#follow(switched);
  }

  /** @param {boolean} switched whether playing began or stopped just now */
  #follow(switched) {
    const { pair, time, playing } = this;
    if (!pair || !this.secondPlayer.value) return;
    follow(this.secondPlayer.value, {
      time: matchingTime(time, pair[0], pair[1]),
      rate: this.rate * matchingRate(time, pair[0], pair[1]),
      playing,
      switched,
    });
  }

  toggle() {
    if (this.playing) this.pause();
    else this.play();
  }

  play() {
    const { leader, pair } = this;
    if (!leader || !pair) return;
    if (this.fixed || this.looping) {
      if (this.time >= pair[0].end - AT_END) this.seek(pair[0].start);
    } else if (this.time >= this.list[this.list.length - 1][0].end) {
      this.at = 0;
      this.seek(this.list[0][0].start);
    }
    leader.setRate(this.rate);
    leader.play();
  }

  pause() {
    this.leader?.pause();
    this.secondPlayer.value?.transport?.pause();
  }

  /** @param {number} frames */
  step(frames) {
    this.leader?.step(frames);
  }

  /** @param {number} at which pair */
  go(at) {
    if (!this.list[at]) return;
    this.at = at;
    this.seek(this.list[at][0].top_start);
  }

  slower() {
    this.rate = RATES[(RATES.indexOf(this.rate) + 1) % RATES.length];
    this.leader?.setRate(this.rate);
    if (this.playing) this.#follow(false);
  }

  loop() {
    this.looping = !this.looping;
  }

  switchSkeletons() {
    this.skeletons = !this.skeletons;
  }

  switchSuperimposed() {
    this.superimposing = !this.superimposing;
  }

  // --- drawing -----------------------------------------------------------------------------------

  render() {
    const { first, second, pair } = this;
    if (!first || !second) return nothing;
    return html`<section class="pair" aria-label=${words.region}>
      <div class="stages">
        ${stage(this, first, { name: words.before, rep: pair?.[0], player: this.firstPlayer })}
        ${stage(this, second, { name: words.after, rep: pair?.[1], player: this.secondPlayer })}
        ${this.superimposing
          ? html`<fc-superimposed
              .first=${first}
              .second=${second}
              .reps=${pair}
              .time=${this.time}
              @pressed=${() => this.toggle()}></fc-superimposed>`
          : nothing}
      </div>
      ${pair
        ? controls(this, pair)
        : html`<p class="quiet under">
            ${first.report?.reps.length && second.report?.reps.length ? words.unpaired : words.noReps}
          </p>`}
    </section>`;
  }
}

customElements.define("fc-pair", Pair);

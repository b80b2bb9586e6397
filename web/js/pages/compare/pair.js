/** `<fc-pair>`: two sets side by side, kept in step by the phase of the repetition. */

import { createRef, html, LitElement, nothing } from "/vendor/lit-3.3.3.js";
import "../../components/silent-player.js";
import { exercises } from "../../api/exercises.js";
import { shortcuts } from "../../components/shortcuts.js";
import { keys } from "../../lib/keyboard.js";
import { words as all } from "../../words/compare.js";
import { drawOverlay, fitOverlay } from "./overlay.js";
import { controls, laidOver, stage } from "./pair-view.js";
import { matchingRate, matchingTime, pairReps } from "./stepper.js";

const words = all.pair;
const RATES = [1, 0.5, 0.25];
const DRIFT = 0.15;
/** Seconds that the second may be away from its place while both play. */
const SLOWEST = 0.07;
/** Browsers do not play slower than 1/16. */

class Pair extends LitElement {
  static properties = {
    before: { attribute: false },
    after: { attribute: false },
    fixed: { attribute: false },
    at: { state: true },
    playing: { state: true },
    rate: { state: true },
    looping: { state: true },
    overlaid: { state: true },
    lying: { state: true },
    phases: { state: true },
    time: { state: true },
  };

  constructor() {
    super();
    this.before = null;
    this.after = null;
    this.fixed = null;
    this.at = 0;
    this.playing = false;
    this.rate = 1;
    this.looping = false;
    this.overlaid = true;
    this.lying = false;
    this.time = 0;
    this.first = createRef();
    this.second = createRef();
    this.canvas = createRef();
    this.list = [];
    /** @type {Record<string, string> | undefined} what the phases of this exercise are called */
    this.phases = undefined;
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.sizes = new ResizeObserver(() => this.paint());
    shortcuts.add(all.keys.group, all.keys.list);
    const named = (/** @type {{id: string}} */ one) => one.id === this.before?.exercise?.id;
    exercises().then(
      (known) => {
        this.phases = known.find(named)?.phases;
      },
      () => {}, // the plain words do as well
    );
    const own = (event) => event.target.closest?.("button, a, summary, select, [role=button]");
    const slides = (event) => event.target.matches?.("[type=range], .scroll");
    const ready = (act) => (event) => (this.list.length ? act(event) : false);
    this.silence = keys({
      " ": ready((event) => (own(event) ? false : this.toggle())),
      ArrowLeft: ready((event) => (slides(event) ? false : this.step(-1))),
      ArrowRight: ready((event) => (slides(event) ? false : this.step(1))),
      j: ready(() => this.go(this.at + 1)),
      k: ready(() => this.go(this.at - 1)),
      l: ready(() => this.loop()),
      s: ready(() => this.slower()),
      o: () => {
        this.overlaid = !this.overlaid;
      },
      y: ready(() => {
        this.lying = !this.lying;
      }),
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.silence();
    this.sizes.disconnect();
  }

  get pair() {
    return this.list[this.at] ?? null;
  }
  get leader() {
    return this.first.value?.transport ?? null;
  }
  get follower() {
    return this.second.value?.transport ?? null;
  }

  willUpdate(changed) {
    if (changed.has("before") || changed.has("after") || changed.has("fixed")) {
      this.list = this.fixed ? [this.fixed] : pairReps(this.before.report.reps, this.after.report.reps);
      this.at = 0;
      this.began = false;
    }
    if (["before", "after", "fixed", "at"].some((name) => changed.has(name))) this.both = this.lay();
  }

  updated() {
    if (this.canvas.value) this.sizes.observe(this.canvas.value);
    if (!this.began && this.pair) {
      this.began = true;
      this.pause();
      this.seek(this.pair[0].top_start);
    }
    this.paint();
  }

  // --- moving ------------------------------------------------------------------------------------

  /** Both to one place of the pair. @param {number} time of the first */
  seek(time) {
    if (!this.pair) return;
    this.time = time;
    this.first.value.seek(time);
    this.second.value.seek(matchingTime(time, this.pair[0], this.pair[1]));
  }

  /** The first shows another frame: the second follows. */
  moved({ time, playing }) {
    const began = playing !== this.playing;
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
    this.follow(began);
    this.paint();
  }

  follow(began) {
    const { follower } = this;
    if (!follower) return;
    const want = matchingTime(this.time, this.pair[0], this.pair[1]);
    if (!this.playing) {
      if (began) follower.pause();
      this.second.value.seek(want);
      return;
    }
    const rate = this.rate * matchingRate(this.time, this.pair[0], this.pair[1]);
    const away = Math.abs(follower.time - want);
    if (rate < SLOWEST) {
      if (follower.playing) follower.pause();
      if (away > 0.04) this.second.value.seek(want);
      return;
    }
    if (Math.abs(follower.rate - rate) > 0.01) follower.setRate(Math.min(rate, 8));
    if (!follower.playing) follower.play();
    if (away > DRIFT && follower.aim === null) this.second.value.seek(want);
  }

  toggle() {
    if (this.playing) this.pause();
    else this.play();
  }

  play() {
    const { leader } = this;
    if (!leader) return;
    const last = this.list.at(-1)?.[0];
    if (this.fixed || this.looping ? this.time >= this.pair[0].end - 0.05 : last && this.time >= last.end) {
      if (!this.fixed && !this.looping) this.at = 0;
      this.seek(this.pair[0].start);
    }
    leader.setRate(this.rate);
    leader.play();
  }

  pause() {
    this.leader?.pause();
    this.follower?.pause();
  }

  step(frames) {
    this.leader?.step(frames);
  }

  go(at) {
    if (!this.list[at]) return;
    this.at = at;
    this.seek(this.list[at][0].top_start);
  }

  slower() {
    this.rate = RATES[(RATES.indexOf(this.rate) + 1) % RATES.length];
    this.leader?.setRate(this.rate);
    if (this.playing) this.follow(false);
  }

  loop() {
    this.looping = !this.looping;
  }

  // --- drawing -----------------------------------------------------------------------------------

  lay() {
    const [a, b] = this.pair ?? [];
    if (!a || !this.before.poses || !this.after.poses) return null;
    return fitOverlay({ poses: this.before.poses, rep: a }, { poses: this.after.poses, rep: b });
  }

  paint() {
    const canvas = this.canvas.value;
    if (!canvas || !this.both || !this.pair) return;
    const size = { width: canvas.clientWidth, height: canvas.clientHeight };
    const sharp = Math.min(devicePixelRatio || 1, 3);
    const [w, h] = [Math.round(size.width * sharp), Math.round(size.height * sharp)];
    if (canvas.width !== w || canvas.height !== h) Object.assign(canvas, { width: w, height: h });
    const context = canvas.getContext("2d");
    context.setTransform(sharp, 0, 0, sharp, 0, 0);
    context.clearRect(0, 0, size.width, size.height);
    const near = (set, rep) => (rep.side !== "both" ? rep.side : (set.report.view?.near ?? null));
    const times = [this.time, matchingTime(this.time, this.pair[0], this.pair[1])];
    drawOverlay(
      context,
      size,
      this.both,
      [this.before, this.after].map((set, i) => ({
        poses: set.poses,
        time: times[i],
        near: near(set, this.pair[i]),
      })),
    );
  }

  render() {
    const pair = this.pair;
    return html`<section class="pair" aria-label=${words.region}>
      <div class="stages">
        ${stage(this, "before", this.first, (e) => this.moved(e.detail))}
        ${stage(this, "after", this.second, () => this.paint())} ${this.lying ? laidOver(this) : nothing}
      </div>
      ${pair
        ? controls(this)
        : html`<p class="quiet under">
            ${this.before.report.reps.length && this.after.report.reps.length
              ? words.unpaired
              : words.noReps}
          </p>`}
    </section>`;
  }
}

customElements.define("fc-pair", Pair);

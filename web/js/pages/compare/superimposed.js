/** `<fc-superimposed>`: the skeletons of two reps in one picture. */

/** @import { Rep } from "../../api/types.js" */
/** @typedef {import("./requests.js").PlayableSet} PlayableSet */

import { createRef, html, LitElement, ref } from "/vendor/lit-3.3.3.js";
import { nearSide } from "../../lib/report.js";
import { words as compareWords } from "../../words/compare.js";
import { matchingTime } from "./stepper.js";
import { drawSuperimposed, superimpose } from "./superimpose.js";

const words = compareWords.pair;
/** The shape of the picture, width by height, at the narrowest and at the widest. */
const [NARROWEST, WIDEST] = [1.2, 2.4];

/** @fires pressed when somebody touches the picture */
class SuperimposedSkeletons extends LitElement {
  static properties = {
    first: { attribute: false },
    second: { attribute: false },
    reps: { attribute: false },
    time: { attribute: false },
  };

  constructor() {
    super();
    /** @type {PlayableSet | null} */
    this.first = null;
    /** @type {PlayableSet | null} */
    this.second = null;
    /** @type {[Rep, Rep] | null} one of each set */
    this.reps = null;
    this.time = 0; // of the first set, seconds
    /** @type {import("./superimpose.js").Superimposed | null} */
    this.superimposed = null;
    /** @type {{value?: HTMLCanvasElement}} */
    this.canvas = createRef();
    this.sizes = new ResizeObserver(() => this.#paint());
  }

  createRenderRoot() {
    return this;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.sizes.disconnect();
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    const { first, second, reps } = this;
    if (!["first", "second", "reps"].some((name) => changed.has(name))) return;
    this.superimposed =
      reps && first?.poses && second?.poses
        ? superimpose({ poses: first.poses, rep: reps[0] }, { poses: second.poses, rep: reps[1] })
        : null;
  }

  updated() {
    if (this.canvas.value) this.sizes.observe(this.canvas.value);
    this.#paint();
  }

  #paint() {
    const { first, second, reps, superimposed } = this;
    const canvas = this.canvas.value;
    if (!canvas || !superimposed || !reps || !first?.poses || !second?.poses) return;
    const time = matchingTime(this.time, reps[0], reps[1]);
    drawSuperimposed(canvas, superimposed, [
      { poses: first.poses, time: this.time, near: nearSide(first.report, reps[0]) },
      { poses: second.poses, time, near: nearSide(second.report, reps[1]) },
    ]);
  }

  render() {
    if (!this.superimposed) return html`<p class="quiet">${words.noPoses}</p>`;
    const { box, mirrored } = this.superimposed;
    const shape = Math.min(Math.max(box.width / box.height, NARROWEST), WIDEST);
    return html`<figure class="laid">
      <div
        class="stage bare"
        ${ref((element) => element?.style.setProperty("--shape", String(shape)))}
        @click=${() => this.dispatchEvent(new CustomEvent("pressed"))}>
        <canvas ${ref(this.canvas)} role="img" aria-label=${words.laid}></canvas>
      </div>
      <figcaption class="small">
        <ul class="plain strokes">
          <li>
            <svg viewBox="0 0 32 8" aria-hidden="true"><path class="dashed" d="M0 4H32" /></svg
            >${words.before}
          </li>
          <li>
            <svg viewBox="0 0 32 8" aria-hidden="true"><path class="whole" d="M0 4H32" /></svg
            >${words.after}
          </li>
        </ul>
        <p class="quiet">${words.laidAbout} ${mirrored ? words.mirrored : ""}</p>
      </figcaption>
    </figure>`;
  }
}

customElements.define("fc-superimposed", SuperimposedSkeletons);

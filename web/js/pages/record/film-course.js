/**
 * The course of a set that is filmed without the server and without poses, by this device's clock: where
 * the connection is gone, or no model runs. Its answers are those of the server.
 */

/** @import { LiveAnswer } from "../../api/types.js" */

/** Milliseconds between two answers. */
const EVERY = 200;

/** Seconds counted down at least: the person is at the device, and has to get down. */
const LEAST = 10;

/** Seconds of the longest set. */
const LONGEST = 1200;

/** Fires "answer" {detail: LiveAnswer}. */
export class FilmCourse extends EventTarget {
  #begun = performance.now();
  #countdown = 0;
  #timer = setInterval(() => this.#tell(), EVERY);

  /** @param {number} countdown seconds */
  start(countdown) {
    this.#countdown = Math.max(countdown, LEAST);
    this.#tell();
  }

  /** Go on with a set that has lasted for a while. @param {number} seconds */
  resume(seconds) {
    this.#begun -= 1000 * seconds;
    this.#tell();
  }

  end() {
    clearInterval(this.#timer);
    this.#answer({ phase: "ended", report: null, id: null, code: "filmed", message: "" });
  }

  close() {
    clearInterval(this.#timer);
  }

  #tell() {
    const passed = (performance.now() - this.#begun) / 1000;
    const left = this.#countdown - passed;
    if (left > 0) this.#answer({ phase: "countdown", countdown: Math.ceil(left) });
    else if (-left < LONGEST) this.#answer({ phase: "set", time: -left });
    else this.end();
  }

  /** @param {Partial<LiveAnswer>} answer */
  #answer(answer) {
    const detail = { filming: true, cue: null, side: null, lost: false, ...answer };
    this.dispatchEvent(new CustomEvent("answer", { detail }));
  }
}

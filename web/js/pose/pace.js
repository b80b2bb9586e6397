/** How many poses come a second, and whether that is too few. */

/** Poses a second below which times and holds become inexact. */
export const SLOW = 8;

/** Milliseconds over which they are counted, and for which they must have come to be judged. */
const [OVER, ENOUGH] = [3000, 2500];

export class Pace {
  /** @type {number[]} milliseconds at which the last poses came */
  #came = [];
  /** Whether it is judged for the first time. */
  #fresh = true;
  rate = 0;
  slow = false;

  /**
   * Another pose has come.
   *
   * @param {number} now milliseconds
   * @returns {boolean} whether `slow` has changed, or is known for the first time
   */
  came(now) {
    this.#came.push(now);
    while (now - this.#came[0] > OVER) this.#came.shift();
    const since = now - this.#came[0];
    if (since < ENOUGH) return false;
    this.rate = (1000 * (this.#came.length - 1)) / since;
    const slow = this.rate < (this.slow ? SLOW + 1 : SLOW);
    const changed = this.#fresh || slow !== this.slow;
    this.#fresh = false;
    this.slow = slow;
    return changed;
  }

  /** What comes from now on has nothing to do with what came. */
  reset() {
    this.#came = [];
    this.#fresh = true;
  }
}

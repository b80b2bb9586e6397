/** Moving through a set: to a moment, a repetition, a fault; and looping a moment in slow motion. */

/** @import { FindingView, RepFindingView } from "../../api/types.js" */
/** @typedef {import("../../components/player.js").Player} Player */
/** @typedef {import("./page.js").ReviewPage} ReviewPage */

import { repAt } from "../../lib/report.js";

/** How slowly a moment is looped. */
const SLOW = 0.5;

/** @returns {boolean} whether the reader wants pages to stand still */
const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Moves the player and the timeline of a result page. */
export class Navigation {
  /** @param {ReviewPage} page */
  constructor(page) {
    this.page = page;
  }

  get player() {
    return this.page.player.value;
  }
  get view() {
    return this.page.report?.display;
  }
  get reps() {
    return this.page.report?.reps ?? [];
  }

  /** Open at the moment that the one sentence speaks of, in motion where the reader does not mind. */
  async begin() {
    const { page } = this;
    await page.updateComplete;
    if (this.view?.moment) this.play(this.view.moment);
    else if (this.reps.length) this.showRep(this.reps[0].number);
    else {
      const { times = [], image = [] } = page.poses ?? {};
      this.seek(times.find((_, i) => image[i]) ?? 0);
    }
  }

  /** @param {number} time */
  seek(time) {
    this.player?.seek(time);
  }

  /** Choose the curve and the drawing of a cue. @param {string} cue */
  watch(cue) {
    const { page } = this;
    page.cue = cue;
    const own = page.curves.findIndex((c) => c.cue === cue);
    // A hold or a slow way down has no curve of its own: the movement shows how long it took.
    const movement = page.curves.findIndex((c) => c.cue === null);
    page.chosen = Math.max(own >= 0 ? own : movement, 0);
  }

  /** Stop at a moment. @param {{cue: string, time: number | null}} finding */
  show({ cue, time }) {
    this.watch(cue);
    this.player?.pause();
    if (time !== null) this.seek(time);
  }

  /** Loop a moment in slow motion. @param {RepFindingView} finding */
  play(finding) {
    if (still() || !finding.clip || !this.player) {
      this.show(finding);
      return;
    }
    this.watch(finding.cue);
    const [start, end] = finding.clip;
    this.player.playLoop({ number: finding.rep, start, end }, SLOW);
  }

  /**
   * Loop what a line or a card speaks of.
   *
   * @param {{cue: string, rep: number | null, time: number | null}} shown
   */
  showMoment({ cue, rep, time }) {
    const all = (this.view?.cards ?? []).flatMap((card) => [...card.faults, ...card.lines]);
    const finding = all.find((f) => f.rep === rep && f.cue === cue);
    if (finding && finding.time !== null) this.play(finding);
    else this.show({ cue, time });
  }

  /** @param {number} number of the repetition */
  showRep(number) {
    const card = this.view?.cards.find((c) => c.rep === number);
    if (card?.shown_by) this.show({ cue: card.shown_by, time: card.time });
    else if (card) this.seek(card.time);
  }

  /** The fault that is nearest. @param {{time: number, cue: string | null}} where */
  showFault({ time, cue }) {
    const near = this.#faults
      .filter((f) => !cue || f.cue === cue)
      .sort((a, b) => Math.abs(a.time - time) - Math.abs(b.time - time))[0];
    if (near) this.show(near);
    else this.seek(time);
  }

  get #faults() {
    return (this.view?.faults ?? []).flatMap(({ cue, time }) => (time === null ? [] : [{ cue, time }]));
  }

  /** To the next fault or the one before; those of one moment one after the other. @param {1 | -1} way */
  jump(way) {
    const { cue, time } = this.page;
    const all = this.#faults;
    if (!all.length) return;
    const here = all.findIndex((f) => f.cue === cue && Math.abs(f.time - time) < 0.1);
    let to = here + way;
    if (here < 0) {
      const after = all.findIndex((f) => f.time > time);
      to = way > 0 ? after : (after < 0 ? all.length : after) - 1;
    }
    const next = all[to];
    if (next) this.show(next);
  }

  /** @param {1 | -1} way */
  jumpRep(way) {
    const { reps } = this;
    const { time } = this.page;
    const here = reps.findIndex((r) => r.start <= time && time <= r.end);
    const after = reps.findIndex((r) => r.start > time);
    const next = reps[here >= 0 ? here + way : way > 0 ? after : (after < 0 ? reps.length : after) - 1];
    if (next) this.showRep(next.number);
  }

  loop() {
    const { player, reps } = this;
    const { report, time } = this.page;
    if (!report) return;
    const rep = repAt(report, time) ?? reps.find((r) => r.start > time) ?? reps[reps.length - 1];
    if (player && rep) player.loop(player.looping ? null : rep);
  }
}

/** Moving through a set: to a moment, a repetition, a fault; and looping a moment in slow motion. */

import { repAt } from "../../lib/report.js";

/** How slowly a moment is looped. */
const SLOW = 0.5;

/** @returns {boolean} whether the reader wants pages to stand still */
const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Moves the player and the timeline of a result page. */
export class Navigation {
  /** @param {any} page the result page */
  constructor(page) {
    this.page = page;
  }

  get player() {
    return this.page.player.value;
  }
  get report() {
    return this.page.report;
  }

  /** Open at the moment that the one sentence speaks of, in motion where the reader does not mind. */
  async begin() {
    const { page } = this;
    const { reps, display } = this.report;
    await page.updateComplete;
    if (display.moment) this.play(display.moment);
    else if (reps.length) this.showRep(reps[0].number);
    else this.seek(page.poses?.times.find((_, i) => page.poses.image[i]) ?? 0);
  }

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

  /** Stop at a moment. @param {{cue: string, time: number}} finding */
  show({ cue, time }) {
    this.watch(cue);
    this.player?.pause();
    this.seek(time);
  }

  /** Loop a moment in slow motion. @param {import("../../api/types.js").FindingView} finding */
  play(finding) {
    if (still() || !finding.clip || !this.player) {
      this.show(finding);
      return;
    }
    this.watch(finding.cue);
    const [start, end] = finding.clip;
    this.player.playLoop({ number: finding.rep, start, end }, SLOW);
  }

  /** Loop what a line or a card speaks of. @param {{cue: string, rep: number, time: number}} shown */
  showMoment({ cue, rep, time }) {
    const { cards } = this.report.display;
    const all = cards.flatMap((card) => [...card.faults, ...card.lines]);
    const finding = all.find((f) => f.rep === rep && f.cue === cue);
    if (finding && finding.time !== null) this.play(finding);
    else this.show({ cue, time });
  }

  /** @param {number} number of the repetition */
  showRep(number) {
    const card = this.report.display.cards.find((c) => c.rep === number);
    if (card?.shown_by) this.show({ cue: card.shown_by, time: card.time });
    else if (card) this.seek(card.time);
  }

  showFault({ time, cue }) {
    const near = this.report.display.faults
      .filter((f) => (cue ? f.cue === cue : true))
      .sort((a, b) => Math.abs(a.time - time) - Math.abs(b.time - time))[0];
    if (near) this.show(near);
    else this.seek(time);
  }

  /** To the next fault or the one before; those of one moment one after the other. */
  jump(way) {
    const { cue, time } = this.page;
    const all = this.report.display.faults;
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

  jumpRep(way) {
    const { time } = this.page;
    const { reps } = this.report;
    const here = reps.findIndex((r) => r.start <= time && time <= r.end);
    const after = reps.findIndex((r) => r.start > time);
    const next = reps[here >= 0 ? here + way : way > 0 ? after : (after < 0 ? reps.length : after) - 1];
    if (next) this.showRep(next.number);
  }

  loop() {
    const { player } = this;
    const { time } = this.page;
    const { reps } = this.report;
    const rep = repAt(this.report, time) ?? reps.find((r) => r.start > time) ?? reps.at(-1);
    if (player && rep) player.loop(player.looping ? null : rep);
  }
}

/** The review of a set: comments, decisions on findings, and what is being written. */

/** @import { AddedOut, AnswerOut, CommentOut, DecisionOut, Drawing, Review } from "../../../types/api.js" */
/** @typedef {import("./draft.js").Draft} Draft */
/** @typedef {import("./page.js").ReviewPage} ReviewPage */
/**
 * @typedef {{rep: number, cue: string, title: string, verdict: import("../../api/types.js").Verdict}}
 *   JudgedFinding one to decide on
 */

import { api } from "../../api/http.js";
import { succeeds, toast } from "../../components/toast.js";
import { repAt } from "../../lib/report.js";
import { reviewing as words } from "../../words/review.js";
import { commentsAt } from "./comments-at.js";
import { draftOf, emptyDraft, isWritten, reveal, send } from "./draft.js";

/** The review as a part of the page: `page` is asked to draw itself again when it changes. */
export class CoachReview {
  /** @param {ReviewPage} page */
  constructor(page) {
    this.page = page;
    /** @type {Review | null} as the server has it */
    this.review = null;
    /** Whether decisions can be made just now. */
    this.on = false;
    /** Comments that were new when the page was opened. */
    /** @type {Set<string>} */
    this.fresh = new Set();
    /** @type {Draft | null} */
    this.draft = null;
    this.saving = false;
    /** What was decided with a key, for who does not see the buttons. */
    this.spoken = "";
    /** @type {Drawing[]} on the frame that is shown */
    this.drawings = [];
    /** @type {Set<string>} ids of the comments on that frame */
    this.now = new Set();
    this.asking = false;
    // Somebody may have answered meanwhile.
    this.back = () => {
      if (!document.hidden && this.review) this.load();
    };
    document.addEventListener("visibilitychange", this.back);
  }

  /** The page is left. */
  stop() {
    document.removeEventListener("visibilitychange", this.back);
  }

  get path() {
    return `${this.page.path}/review`;
  }
  get comments() {
    return this.review?.comments ?? [];
  }
  get added() {
    return this.review?.added ?? [];
  }

  changed() {
    this.page.requestUpdate();
  }

  /** Ask for it, again when the set was judged again; a set of another's is here to be reviewed. */
  async load() {
    if (this.asking) return;
    const first = !this.review;
    this.asking = true;
    try {
      this.take(await api.get(this.path));
    } catch {
      return; // the result stands without it
    } finally {
      this.asking = false;
    }
    if (!first || !this.review) return;
    const { own } = this.review;
    this.on = !own;
    this.draft ??= this.page.walk?.takeDraft() ?? null;
    this.fresh = new Set(this.comments.filter((c) => !c.seen && !c.mine).map((c) => c.id));
    if (own && this.fresh.size) this.tell(() => api.put(`${this.path}/seen`));
    await this.page.updateComplete;
    if (this.page.walk && this.on) {
      this.page.querySelector(".watch-player")?.scrollIntoView({ block: "nearest" }); // above the panel
    }
    const wanted = this.comments.find((c) => location.hash === `#comment-${c.id}`);
    if (wanted) this.open(wanted);
  }

  /** @param {Review | void} review */
  take(review) {
    if (!review) return;
    this.review = review;
    this.moved(this.page.time, false);
    this.changed();
  }

  /**
   * Do what may be refused, take the answer, and say so if it is.
   *
   * @param {() => Promise<Review | void>} act
   * @returns {Promise<boolean>} whether it was done
   */
  tell(act) {
    return succeeds(async () => this.take(await act()));
  }

  switch() {
    this.on = !this.on;
    this.changed();
  }

  /** @param {boolean} reviewed */
  mark(reviewed) {
    return this.tell(() => api.put(this.path, { reviewed }));
  }

  /** Done with this set: what was being written is saved first. @param {"reviewed" | "dismissed"} how */
  async finish(how) {
    if (this.written && !(await this.save())) return;
    if (this.page.walk && this.page.walk.at >= 0) await this.page.walk.finish(how);
    else await this.mark(true);
  }

  // --- findings -------------------------------------------------------------------------------

  /**
   * @param {number} rep
   * @param {string} cue
   * @returns {DecisionOut[]} on a finding that the report still has, one's own first
   */
  decisions(rep, cue) {
    return (this.review?.decisions ?? [])
      .filter((d) => d.current && d.rep === rep && d.cue === cue)
      .sort((a, b) => Number(b.mine) - Number(a.mine));
  }

  /**
   * @param {number} rep
   * @param {string} cue
   * @param {DecisionOut["decision"]} decision
   * @param {{reason?: string, objection?: string | null}} [why] what is wrong with a rejected finding
   */
  decide(rep, cue, decision, why = {}) {
    const { reason = "", objection = null } = why;
    return this.tell(() =>
      api.put(`${this.path}/decisions/${rep}/${encodeURIComponent(cue)}`, { decision, reason, objection }),
    );
  }

  /** @param {number} rep @param {string} cue */
  undecide(rep, cue) {
    return this.tell(() => api.delete(`${this.path}/decisions/${rep}/${encodeURIComponent(cue)}`));
  }

  /** @returns {JudgedFinding | null} the finding on screen */
  get findingOnScreen() {
    const { report, time, cue } = this.page;
    const rep = this.on && report ? repAt(report, time) : null;
    const found = rep?.findings.find((f) => f.cue === cue && f.verdict !== "unsure");
    if (!report || !rep || !found) return null;
    const fault = report.display.faults.find((f) => f.rep === rep.number && f.cue === cue);
    const { title } = fault ?? found;
    return { rep: rep.number, cue: found.cue, title, verdict: found.verdict };
  }

  /**
   * Decide on the finding that is shown just now.
   *
   * @param {DecisionOut["decision"]} decision
   * @returns {boolean} whether there is one
   */
  decideShown(decision) {
    const f = this.findingOnScreen;
    if (!f) return false;
    const had = this.decisions(f.rep, f.cue).find((d) => d.mine)?.decision;
    const asked = had === decision ? this.undecide(f.rep, f.cue) : this.decide(f.rep, f.cue, decision);
    this.spoken = words.decided(f.title, f.rep, words.decidedAs[decision === had ? "none" : decision]);
    if (decision === "rejected" && had !== decision) {
      asked
        .then(() => this.page.updateComplete)
        .then(() => this.page.querySelector("fc-review-panel .objections input")?.focus());
    }
    return true;
  }

  /** How many of the faults somebody has decided on. */
  get progress() {
    const faults = this.page.report?.display.faults ?? [];
    return {
      done: faults.filter((f) => this.decisions(f.rep, f.cue).some((d) => d.mine)).length,
      of: faults.length,
    };
  }

  /** @param {AddedOut} one */
  async takeAway(one) {
    await this.tell(() => api.delete(`${this.path}/added/${one.id}`));
  }

  // --- comments -------------------------------------------------------------------------------

  /** Whether something is written that would be lost. */
  get written() {
    return isWritten(this.draft);
  }

  /** Where the video stands, or is on its way to. */
  get moment() {
    return this.page.player.value?.standsAt ?? this.page.time;
  }

  /** Begin to write where the video stands, or go on writing. @param {Partial<Draft>} change */
  begin(change) {
    if (!this.draft) this.page.player.value?.pause(); // the comment is on the frame that is seen now
    this.draft ??= emptyDraft(this.moment);
    this.redraft(change);
  }

  /** Begin or end to draw on the frame. @returns {boolean} whether one can, in what is written */
  sketch() {
    const { report, poses } = this.page;
    if (this.draft?.cue || !(poses || report?.source.width)) return false;
    this.begin({ drawing: !this.draft?.drawing });
    return true;
  }

  /** Begin or end to record a voice note. @returns {boolean} whether what is written may have one */
  speak() {
    if (this.draft?.cue) return false;
    this.begin({});
    this.#voice().then((voice) => voice?.switch());
    return true;
  }

  /** @returns {Promise<import("./voice-note.js").VoiceNote | null>} that of what is written */
  async #voice() {
    await this.page.updateComplete;
    for (const part of ["fc-review-panel", "fc-composer"]) {
      await this.page.querySelector(part)?.updateComplete;
    }
    return this.page.querySelector("fc-composer fc-voice-note");
  }

  /** Begin to write at this moment, or to change a comment. @param {CommentOut | null} [comment] */
  write(comment = null) {
    this.page.player.value?.pause();
    this.draft = comment ? draftOf(comment) : (this.draft ?? emptyDraft(this.moment));
    if (comment) this.page.go.seek(comment.time);
    this.changed();
    this.page.updateComplete.then(() => reveal(this.page, this.on));
  }

  /** @param {Partial<Draft>} change */
  redraft(change) {
    if (!this.draft) return;
    this.draft = { ...this.draft, ...change };
    this.changed();
  }

  drop() {
    this.draft = null;
    this.changed();
  }

  /** Save what is written; afterwards the keys of the page work again. @returns {Promise<boolean>} */
  async save() {
    const { draft } = this;
    if (!draft || !this.written || this.saving) return false;
    this.saving = true;
    try {
      if (!(await this.tell(() => send(this.page, this.path, draft)))) return false;
    } finally {
      this.saving = false;
    }
    if (this.page.querySelector("fc-composer")?.contains(document.activeElement)) {
      document.querySelector("main")?.focus({ preventScroll: true });
    }
    this.drop();
    return true;
  }

  /** @param {CommentOut} comment */
  async remove(comment) {
    const at = `${this.path}/comments/${comment.id}`;
    if (!(await this.tell(() => api.delete(at)))) return;
    toast(words.deleted, { undo: () => this.tell(() => api.post(`${at}/restore`)) });
  }

  /** @param {CommentOut} comment @param {string} text */
  answer(comment, text) {
    return this.tell(() => api.post(`${this.path}/comments/${comment.id}/answers`, { text }));
  }

  /** @param {CommentOut} comment @param {AnswerOut} answer */
  unanswer(comment, answer) {
    return this.tell(() => api.delete(`${this.path}/comments/${comment.id}/answers/${answer.id}`));
  }

  /** Show a comment, or an added finding, at its moment. @param {CommentOut | AddedOut} one */
  open(one) {
    this.page.player.value?.pause();
    this.page.go.seek(one.time);
    this.page.querySelector(".watch-player")?.scrollIntoView({ block: "nearest" });
    this.changed();
  }

  /** Which drawings belong to the frame on screen. @param {number} time @param {boolean} playing */
  moved(time, playing) {
    const now = commentsAt(this.comments, time, playing);
    const ids = new Set(now.map((c) => c.id));
    if ([...ids].join() === [...this.now].join()) return;
    this.now = ids;
    this.drawings = now.flatMap(({ id, drawing }) => (drawing && id !== this.draft?.id ? [drawing] : []));
    this.changed();
  }
}

/** The review of a set: comments, decisions on findings, and what is being written. */

import { api } from "../../api/http.js";
import { toast } from "../../components/toast.js";
import { repAt } from "../../lib/report.js";
import { reviewing as words } from "../../words/review.js";
import { draftOf, emptyDraft, isWritten, reveal, send } from "./draft.js";

const AROUND = 0.08;
const LINGER = 0.8;
/** Seconds: how near a drawing's moment must be while paused; how long it stays while playing. */

/** The review as a part of the page: `page` is asked to draw itself again when it changes. */
export class CoachReview {
  /** @param {any} page the result page */
  constructor(page) {
    this.page = page;
    this.review = null;
    /** Whether decisions can be made just now. */
    this.on = false;
    /** Comments that were new when the page was opened. */
    this.fresh = new Set();
    /** @type {import("./draft.js").Draft | null} */
    this.draft = null;
    this.opened = null;
    /** What was decided with a key, for who does not see the buttons. */
    this.spoken = "";
    this.drawings = [];
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
    if (!first) return;
    this.on = !this.review.own;
    this.draft ??= this.page.walk?.takeDraft() ?? null;
    this.fresh = new Set(this.comments.filter((c) => !c.seen && !c.mine).map((c) => c.id));
    if (this.review.own && this.fresh.size) this.tell(() => api.put(`${this.path}/seen`));
    await this.page.updateComplete;
    if (this.page.walk && this.on) {
      this.page.querySelector(".watch-player")?.scrollIntoView({ block: "nearest" }); // above the panel
    }
    const wanted = this.comments.find((c) => location.hash === `#comment-${c.id}`);
    if (wanted) this.open(wanted);
  }

  take(review) {
    if (!review) return;
    this.review = review;
    this.moved(this.page.time, false);
    this.changed();
  }

  /** Do what may be refused, take the answer, and say so if it is. @returns {Promise<boolean>} */
  async tell(act) {
    try {
      this.take(await act());
      return true;
    } catch (error) {
      toast(error.message ?? String(error));
      return false;
    }
  }

  switch() {
    this.on = !this.on;
    this.changed();
  }

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

  /** @returns {import("./draft.js").Decision[]} of a finding as it is told now, one's own first */
  decisions(rep, cue) {
    return (this.review?.decisions ?? [])
      .filter((d) => d.current && d.rep === rep && d.cue === cue)
      .sort((a, b) => b.mine - a.mine);
  }

  /** @param {{reason?: string, objection?: string | null}} [why] what is wrong with a rejected finding */
  decide(rep, cue, decision, why = {}) {
    const { reason = "", objection = null } = why;
    return this.tell(() =>
      api.put(`${this.path}/decisions/${rep}/${encodeURIComponent(cue)}`, { decision, reason, objection }),
    );
  }

  undecide(rep, cue) {
    return this.tell(() => api.delete(`${this.path}/decisions/${rep}/${encodeURIComponent(cue)}`));
  }

  /** @returns {{rep: number, cue: string, title: string, verdict: string} | null} the finding on screen */
  get findingOnScreen() {
    const { report, time, cue } = this.page;
    const rep = this.on && report ? repAt(report, time) : null;
    const found = rep?.findings.find((f) => f.cue === cue && f.verdict !== "unsure");
    if (!found) return null;
    const fault = report.display.faults.find((f) => f.rep === rep.number && f.cue === cue);
    const { title } = fault ?? found;
    return { rep: rep.number, cue, title, verdict: found.verdict };
  }

  /** Decide on the finding that is shown just now. @returns {boolean} whether there is one */
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
    const { faults } = this.page.report.display;
    return {
      done: faults.filter((f) => this.decisions(f.rep, f.cue).some((d) => d.mine)).length,
      of: faults.length,
    };
  }

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

  /** Begin to write where the video stands, or go on writing. @param {object} change of the draft */
  begin(change) {
    if (!this.draft) this.page.player.value?.pause(); // the comment is on the frame that is seen now
    this.draft ??= emptyDraft(this.moment);
    this.redraft(change);
  }

  /** Begin or end to draw on the frame. @returns {boolean} whether one can, in what is written */
  sketch() {
    const { report, poses } = this.page;
    if (this.draft?.cue || !(poses || report.source.width)) return false;
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

  /** Begin to write: at this moment, or to change a comment. */
  write(comment = null) {
    this.page.player.value?.pause();
    this.draft = comment ? draftOf(comment) : (this.draft ?? emptyDraft(this.moment));
    if (comment) this.page.go.seek(comment.time);
    this.changed();
    this.page.updateComplete.then(() => reveal(this.page, this.on));
  }

  /** @param {object} change of the draft */
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
    if (!this.written || this.saving) return false;
    this.saving = true;
    try {
      if (!(await this.tell(() => send(this.page, this.path, this.draft)))) return false;
    } finally {
      this.saving = false;
    }
    if (this.page.querySelector("fc-composer")?.contains(document.activeElement)) {
      document.querySelector("main")?.focus({ preventScroll: true });
    }
    this.drop();
    return true;
  }

  async remove(comment) {
    const at = `${this.path}/comments/${comment.id}`;
    if (!(await this.tell(() => api.delete(at)))) return;
    toast(words.deleted, { undo: () => this.tell(() => api.post(`${at}/restore`)) });
  }

  answer(comment, text) {
    return this.tell(() => api.post(`${this.path}/comments/${comment.id}/answers`, { text }));
  }

  unanswer(comment, answer) {
    return this.tell(() => api.delete(`${this.path}/comments/${comment.id}/answers/${answer.id}`));
  }

  /** Show a comment, or an added finding, at its moment. */
  open(one) {
    this.opened = one.id;
    this.page.player.value?.pause();
    this.page.go.seek(one.time);
    this.page.querySelector(".watch-player")?.scrollIntoView({ block: "nearest" });
    this.changed();
  }

  /** Which drawings belong to the frame on screen. */
  moved(time, playing) {
    const here = ({ time: from, until }) =>
      until !== null
        ? from - AROUND <= time && time <= until + AROUND
        : from - AROUND <= time && time <= from + (playing ? LINGER : AROUND);
    const now = this.comments.filter((c) => here(c));
    const ids = now.map((c) => c.id).join();
    if (ids === this.shown) return;
    this.shown = ids;
    this.now = new Set(now.map((c) => c.id));
    this.drawings = now.filter((c) => c.drawing && c.id !== this.draft?.id).map((c) => c.drawing);
    this.changed();
  }
}

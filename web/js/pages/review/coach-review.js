/** The review of a set: comments, decisions on findings, and what is being written. */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { api } from "../../api/http.js";
import { icons } from "../../components/icons.js";
import { toast } from "../../components/toast.js";
import { repAt } from "../../lib/report.js";
import { reviewing as words } from "../../words/review.js";

// --- State

const AROUND = 0.08;
const LINGER = 0.8;
/** Seconds: how near a drawing's moment must be while paused; how long it stays while playing. */

/**
 * @typedef {{id: string, name: string} | null} Author
 * @typedef {{width: number, height: number, strokes: [number, number][][]}} Drawing
 * @typedef {{id: string, rep: number, cue: string, decision: "accepted" | "rejected", reason: string,
 *   current: boolean, by: Author, mine: boolean, when: string}} Decision
 * @typedef {{id: string, time: number, until: number | null, text: string, drawing: Drawing | null,
 *   by: Author, mine: boolean, when: string, edited: string | null, seen: boolean,
 *   answers: {id: string, text: string, by: Author, mine: boolean, when: string}[]}} Comment
 */

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
    /**
     * @type {{id: string | null, time: number, until: number | null, text: string, cue: string, strokes:
     *   any[], drawing: boolean} | null}
     */
    this.draft = null;
    this.opened = null;
    this.drawings = [];
    this.asking = false;
    // Somebody may have answered meanwhile.
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden && this.review) this.load();
    });
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
  get something() {
    return this.on || this.comments.length || this.added.length || Boolean(this.review?.reviewed);
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
    this.fresh = new Set(this.comments.filter((c) => !c.seen && !c.mine).map((c) => c.id));
    if (this.review.own && this.fresh.size) this.tell(() => api.put(`${this.path}/seen`));
    await this.page.updateComplete;
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

  // --- findings -------------------------------------------------------------------------------

  /** @returns {Decision[]} of a finding as it is told now, one's own first */
  decisions(rep, cue) {
    return (this.review?.decisions ?? [])
      .filter((d) => d.current && d.rep === rep && d.cue === cue)
      .sort((a, b) => b.mine - a.mine);
  }

  decide(rep, cue, decision, reason = "") {
    return this.tell(() =>
      api.put(`${this.path}/decisions/${rep}/${encodeURIComponent(cue)}`, { decision, reason }),
    );
  }

  undecide(rep, cue) {
    return this.tell(() => api.delete(`${this.path}/decisions/${rep}/${encodeURIComponent(cue)}`));
  }

  /** Decide on the finding that is shown just now. @returns {boolean} whether there is one */
  decideShown(decision) {
    const { report, time, cue } = this.page;
    const rep = this.on && repAt(report, time);
    const finding = rep && rep.findings.find((f) => f.cue === cue && f.verdict !== "unsure");
    if (!finding) return false;
    const had = this.decisions(rep.number, cue).find((d) => d.mine)?.decision;
    if (had === decision) this.undecide(rep.number, cue);
    else this.decide(rep.number, cue, decision);
    const now = decision === had ? "none" : decision;
    toast(words.decided(finding.title, rep.number, words.decidedAs[now]));
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

  /** Begin to write: at this moment, or to change a comment. */
  write(comment = null) {
    this.page.player.value?.pause();
    this.draft = comment
      ? {
          id: comment.id,
          time: comment.time,
          until: comment.until,
          text: comment.text,
          cue: "",
          strokes: comment.drawing?.strokes ?? [],
          drawing: false,
        }
      : { id: null, time: this.page.time, until: null, text: "", cue: "", strokes: [], drawing: false };
    if (comment) this.page.seek(comment.time);
    this.changed();
    this.page.updateComplete.then(() => this.#reveal());
  }

  /** Below the player, which may cover it on a phone. */
  async #reveal() {
    const composer = this.page.querySelector("fc-composer");
    await composer?.updateComplete;
    composer?.querySelector("textarea").focus({ preventScroll: true });
    const under = this.page.querySelector(".watch-player")?.getBoundingClientRect();
    const box = composer?.getBoundingClientRect();
    if (box && (box.top < under.bottom || box.bottom > innerHeight)) {
      scrollBy(0, box.top - under.bottom - 8);
    }
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

  async save() {
    const { id, time, until, text, cue, strokes } = this.draft;
    if (cue) {
      const rep = repAt(this.page.report, time)?.number ?? null;
      if (await this.tell(() => api.post(`${this.path}/added`, { rep, cue, time, text }))) this.drop();
      return;
    }
    const drawing = strokes.length ? { ...this.picture, strokes } : null;
    const said = { time, until, text, drawing };
    const at = `${this.path}/comments`;
    if (await this.tell(() => (id ? api.patch(`${at}/${id}`, said) : api.post(at, said)))) this.drop();
  }

  /** The size of the picture that is drawn on, in its pixels. */
  get picture() {
    const { poses, report, analysis } = this.page;
    return {
      width: poses?.width || report.source.width || analysis.width || 1280,
      height: poses?.height || report.source.height || analysis.height || 720,
    };
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
    this.page.seek(one.time);
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

// --- Decisions

/** @param {{id: string, name: string} | null} by @param {boolean} mine */
export const authorName = (by, mine) => (mine ? words.you : by?.name || words.somebody);

/**
 * @param {CoachReview | undefined} said
 * @param {import("../../api/types.js").FindingView} f
 */
export function decisionButtons(said, f) {
  if (!said?.review || f.verdict === "unsure") return nothing;
  const all = said.decisions(f.rep, f.cue);
  const mine = all.find((d) => d.mine);
  const others = said.on ? all.filter((d) => !d.mine) : all;
  if (!said.on && !others.length) return nothing;
  return html`<div class="decide">
    ${said.on ? choiceButtons(said, f, mine) : nothing} ${others.map((d) => decisionText(d))}
    ${said.on && mine?.decision === "rejected" ? reasonForm(said, f, mine) : nothing}
  </div>`;
}

function choiceButtons(said, f, mine) {
  const button = (decision, icon) => {
    const chosen = mine?.decision === decision;
    return html`<button
      class="button small choice ${decision}"
      type="button"
      aria-pressed=${chosen ? "true" : "false"}
      @click=${() => (chosen ? said.undecide(f.rep, f.cue) : said.decide(f.rep, f.cue, decision))}>
      ${icon}<span>${words.decisions[decision]}</span
      ><span class="unseen-text">${words.about(f.title, f.rep)}</span>
    </button>`;
  };
  return html`<div class="choices" role="group" aria-label=${words.choose(f.title, f.rep)}>
    ${button("accepted", icons.agree)}${button("rejected", icons.reject)}
  </div>`;
}

function reasonForm(said, f, mine) {
  const save = (event) => {
    event.preventDefault();
    const reason = event.target.elements.reason.value.trim();
    if (reason !== mine.reason) said.decide(f.rep, f.cue, "rejected", reason);
  };
  const id = `why-${f.rep}-${f.cue}`;
  return html`<form class="why" @submit=${save}>
    <label class="unseen-text" for=${id}>${words.why}</label>
    <input
      id=${id}
      name="reason"
      maxlength="500"
      autocomplete="off"
      placeholder=${words.why}
      .value=${mine.reason}
      @change=${(event) => event.target.form.requestSubmit()} />
  </form>`;
}

/** A decision in words, as it is read by whoever does not decide. */
export const decisionText = (d) =>
  html`<p class="small word ${d.decision}">
    ${d.decision === "accepted" ? icons.agree : icons.reject}<span
      >${words.told[d.decision](authorName(d.by, d.mine), d.mine)}${d.reason
        ? html`: ${d.reason}`
        : ""}</span
    >
  </p>`;

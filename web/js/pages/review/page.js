/** The page of one set: asks the server, shows what there is, moves through it. */

import { createRef, html, LitElement, nothing, ref } from "/vendor/lit-3.3.3.js";
import { api } from "../../api/http.js";
import { serverState } from "../../api/server-state.js";
import { changeDay } from "../../components/day-dialog.js";
import "../../components/header.js";
import { icons } from "../../components/icons.js";
import "../../components/player.js";
import "../../components/timeline.js";
import { toast } from "../../components/toast.js";
import { repAt } from "../../lib/report.js";
import { shownTitle } from "../../lib/set-title.js";
import {
  actions,
  keys as keyWords,
  reviewing as reviewWords,
  states as stateWords,
} from "../../words/review.js";
import { CoachReview } from "./coach-review.js";
import "./dialogs.js";
import { listen } from "./keyboard.js";
import { inQueue, QueueWalk } from "./queue.js";
import { backLink, result } from "./result.js";
import "./review-panel.js";
import { deleted, gone, loading, notice, progress, stopped, waiting } from "./states.js";

const SOON = 1000;
const LATER = 8000;
/** Milliseconds between questions to the server: while it works, at most when it is away. */

class Review extends LitElement {
  static properties = {
    analysis: { state: true },
    poses: { state: true },
    curves: { state: true },
    frames: { state: true },
    exercises: { state: true },
    cue: { state: true },
    chosen: { state: true },
    now: { state: true },
    me: { state: true },
    trouble: { state: true },
    gone: { state: true },
    deleted: { state: true },
  };

  constructor() {
    super();
    this.analysis = null;
    this.poses = null;
    this.curves = [];
    this.frames = null;
    this.exercises = [];
    this.cue = null;
    this.chosen = 0;
    this.now = null;
    this.me = null;
    this.trouble = null;
    this.gone = false;
    this.deleted = false;
    this.time = 0;
    this.wait = SOON;
    this.judged = null;
    this.player = createRef();
    this.timeline = createRef();
    this.dialogs = createRef();
    this.said = new CoachReview(this);
    this.walk = inQueue() ? new QueueWalk(this) : null;
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.set = decodeURIComponent(location.pathname.split("/")[2] ?? "");
    this.silence = listen(this, keyWords);
    this.walk?.load().catch((error) => toast(error.message ?? String(error)));
    serverState()
      .then(({ me }) => {
        this.me = me?.id ?? null;
      })
      .catch(() => {})
      .finally(() => this.load());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.timer);
    this.silence();
    this.said.stop();
  }

  get path() {
    return `/analyses/${encodeURIComponent(this.set)}`;
  }
  /** Whether the set is of the person who looks; of a client's only the review is the coach's. */
  get own() {
    return !this.analysis?.owner || this.analysis.owner.id === this.me;
  }
  get report() {
    return this.analysis?.report ?? null;
  }
  get busy() {
    return ["queued", "running"].includes(this.analysis?.state);
  }

  /** Ask how things are, and again while they change. */
  async load() {
    clearTimeout(this.timer);
    try {
      const analysis = await api.get(this.path);
      this.trouble = null;
      this.wait = analysis.report ? 2 * SOON : SOON;
      await this.take(analysis);
    } catch (error) {
      if (error.status === 404) this.gone = true;
      else {
        this.trouble = error;
        this.wait = Math.min(this.wait * 1.5, LATER);
      }
    }
    const unanswered = this.trouble !== null && !this.gone;
    if (!this.deleted && (this.busy || unanswered)) this.timer = setTimeout(() => this.load(), this.wait);
  }

  async take(analysis) {
    const before = this.analysis;
    this.analysis = analysis;
    document.title = `${shownTitle(analysis, analysis.report?.source.name)} · formcheck`;
    if (!analysis.report) return;
    const judged = JSON.stringify([analysis.report.exercise, analysis.report.model, analysis.report.reps]);
    const newVideo = analysis.video?.url !== before?.video?.url;
    if (judged === this.judged && !newVideo) return;
    const first = judged !== this.judged;
    this.judged = judged;
    this.ariaBusy = "true";
    try {
      await Promise.all([
        first &&
          this.fetched("poses", (x) => {
            this.poses = x;
          }),
        first &&
          this.fetched("curves", (x) => {
            this.curves = x.curves;
          }),
        analysis.video &&
          this.fetched("frames", (x) => {
            this.frames = x.times;
          }),
        first && this.learn(),
      ]);
    } catch (error) {
      this.judged = null; // all of it is asked for again when the server is back
      throw error;
    }
    if (first) await this.begin();
    this.said.load();
    this.ariaBusy = "false";
  }

  /** What is missing leaves its part of the page out; the rest stands. */
  async fetched(what, take) {
    try {
      take(await api.get(`${this.path}/${what}`));
    } catch (error) {
      if (error.gone) throw error;
    }
  }

  async learn() {
    if (this.exercises.length) return;
    try {
      this.exercises = (await api.get("/exercises")).exercises;
    } catch {
      this.exercises = [];
    }
  }

  /** Open at the moment the one sentence speaks of. */
  async begin() {
    const { reps, display } = this.report;
    await this.updateComplete;
    if (display.moment) this.show(display.moment);
    else if (reps.length) this.showRep(reps[0].number);
    else this.seek(this.poses?.times.find((_, i) => this.poses.image[i]) ?? 0);
  }

  // --- moving in it ---------------------------------------------------------------------------

  moved({ time, playing }) {
    this.time = time;
    this.said.moved(time, playing);
    const composer = this.querySelector("fc-composer");
    if (composer) composer.time = time;
    if (this.timeline.value) this.timeline.value.time = time;
    this.now = (this.report && repAt(this.report, time)?.number) ?? null;
  }

  seek(time) {
    this.player.value?.seek(time);
  }

  /** @param {{cue: string, time: number}} finding */
  show({ cue, time }) {
    this.cue = cue;
    const curve = this.curves.findIndex((c) => c.cue === cue);
    if (curve >= 0) this.chosen = curve;
    this.player.value?.pause();
    this.seek(time);
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
    const all = this.report.display.faults;
    if (!all.length) return;
    const here = all.findIndex((f) => f.cue === this.cue && Math.abs(f.time - this.time) < 0.1);
    let to = here + way;
    if (here < 0) {
      const after = all.findIndex((f) => f.time > this.time);
      to = way > 0 ? after : (after < 0 ? all.length : after) - 1;
    }
    const next = all[to];
    if (next) this.show(next);
  }

  jumpRep(way) {
    const { reps } = this.report;
    const here = reps.findIndex((r) => r.start <= this.time && this.time <= r.end);
    const after = reps.findIndex((r) => r.start > this.time);
    const next = reps[here >= 0 ? here + way : way > 0 ? after : (after < 0 ? reps.length : after) - 1];
    if (next) this.showRep(next.number);
  }

  loop() {
    const player = this.player.value;
    const rep =
      repAt(this.report, this.time) ??
      this.report.reps.find((r) => r.start > this.time) ??
      this.report.reps.at(-1);
    if (player && rep) player.loop(player.looping ? null : rep);
  }

  // --- doing something with it ----------------------------------------------------------------

  /** Do what may be refused, and say so if it is. */
  async attempt(act) {
    try {
      return await act();
    } catch (error) {
      toast(error.message ?? String(error));
      return undefined;
    }
  }

  async remove() {
    if (!this.analysis || this.deleted || !this.own) return;
    const done = await this.attempt(async () => (await api.delete(this.path)) ?? {});
    if (!done) return;
    clearTimeout(this.timer);
    this.deleted = true;
    this.updateComplete.then(() => this.querySelector(".state h1")?.focus());
    this.untoast = toast(stateWords.deletedToast(this.analysis.title), { undo: () => this.restore() });
  }

  async restore() {
    this.untoast?.();
    if (!(await this.attempt(async () => (await api.post(`${this.path}/restore`)) ?? {}))) return;
    this.deleted = false;
    this.judged = null;
    toast(stateWords.restored);
    this.load();
  }

  async rename({ title }) {
    const told = await this.attempt(() => api.patch(this.path, { title }));
    if (!told) return;
    this.analysis = { ...this.analysis, title };
    document.title = `${title} · formcheck`;
    toast(actions.renamed);
  }

  async changeDay() {
    const changed = await this.attempt(() => changeDay(this.analysis));
    if (!changed) return;
    this.analysis = { ...this.analysis, filmed_on: changed.filmed_on };
    toast(actions.dayChanged);
  }

  async again(what) {
    const told = await this.attempt(async () => (await api.post(`${this.path}/reanalyse`, what)) ?? {});
    if (told) this.load();
  }

  async choose() {
    await this.learn();
    this.dialogs.value.choose();
  }

  async cancel() {
    await this.attempt(() => api.post(`${this.path}/cancel`));
    this.load();
  }

  render() {
    return html` <div class="over">
        ${backLink(this.own ? null : this.analysis.owner, this.walk !== null)}
        ${this.analysis && !this.gone && !this.deleted ? this.tools() : nothing}
      </div>
      ${this.trouble
        ? notice(
            true,
            this.trouble.message,
            this.trouble.gone ? html`<p class="small">${stateWords.stillTrying}</p>` : nothing,
          )
        : nothing}
      ${this.body()} ${this.panel()}
      <fc-review-dialogs
        ${ref(this.dialogs)}
        .set=${this.analysis}
        .exercises=${this.exercises}
        @renamed=${(e) => this.rename(e.detail)}
        @again=${(e) => this.again(e.detail)}></fc-review-dialogs>`;
  }

  body() {
    const a = this.analysis;
    if (this.deleted) return deleted(() => this.restore());
    if (this.gone) return gone();
    if (!a) return this.trouble ? nothing : loading();
    if (a.report) {
      return html` ${this.busy && a.stage !== "rendering"
        ? notice(false, stateWords.stages[a.stage ?? "waiting"][0], progress(a))
        : nothing}
      ${a.state === "failed" && a.error
        ? notice(true, a.error.message, html`<p class="small">${stateWords.safeLive}</p>`)
        : nothing}
      ${result(this, a.report)}`;
    }
    if (this.busy) return waiting(a, this.own ? () => this.cancel() : null);
    return stopped(a, this.own ? this : null);
  }

  /** What is written and decided, beside the result while it is reviewed. */
  panel() {
    const { said, report } = this;
    if (!report || !said.on || !said.review || this.gone || this.deleted) return nothing;
    return html`<fc-review-panel
      .said=${said}
      .walk=${this.walk}
      .review=${said.review}
      .draft=${said.draft}
      .finding=${said.findingOnScreen}
      .left=${this.walk?.left ?? 0}
      .cues=${this.exercises.find((e) => e.id === report.exercise)?.cues ?? []}
      .drawable=${Boolean(this.poses || report.source.width)}></fc-review-panel>`;
  }

  tools() {
    const tool = (name, icon, act, key) =>
      html`<button
        class="button bare icon"
        type="button"
        aria-label=${name}
        title=${key ? `${name} (${key})` : name}
        aria-keyshortcuts=${key ?? nothing}
        @click=${act}>
        ${icon}
      </button>`;
    const of = this.own ? "" : `&of=${encodeURIComponent(this.analysis.owner?.id ?? "")}`;
    return html`<div class="tools" role="group" aria-label=${actions.group}>
      ${this.report
        ? html`<a
            class="button bare compare"
            href="/compare?after=${encodeURIComponent(this.set)}${of}"
            title=${actions.compare}
            >${icons.beside}<span>${actions.compare}</span></a
          >`
        : nothing}
      ${this.report && this.said.review
        ? html`<button
            class="button bare toggle"
            type="button"
            aria-pressed=${String(this.said.on)}
            aria-keyshortcuts="r"
            title="${this.said.on ? reviewWords.stop : reviewWords.review} (r)"
            @click=${() => this.said.switch()}>
            ${icons.agree}<span>${this.said.on ? reviewWords.stop : reviewWords.review}</span>
          </button>`
        : nothing}
      ${this.own
        ? html`${tool(actions.rename, icons.pen, () => this.dialogs.value.rename())}
          ${tool(actions.day, icons.day, () => this.changeDay())}
          ${this.busy ? nothing : tool(actions.again, icons.again, () => this.choose())}
          ${tool(actions.remove, icons.bin, () => this.remove(), "d")}`
        : nothing}
    </div>`;
  }
}

customElements.define("fc-review", Review);

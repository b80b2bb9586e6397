/** The page of one set: asks the server, shows what there is, moves through it. */

import { createRef, html, LitElement, nothing, ref } from "/vendor/lit-3.3.3.js";
import { api } from "../../api/http.js";
import { serverState } from "../../api/server-state.js";
import { markDesk } from "../../components/header.js";
import "../../components/player.js";
import "../../components/timeline.js";
import { toast } from "../../components/toast.js";
import { repAt } from "../../lib/report.js";
import { shownTitle } from "../../lib/set-title.js";
import { keys as keyWords, states as stateWords } from "../../words/review.js";
import { CoachReview } from "./coach-review.js";
import "./dialogs.js";
import { SetEditing } from "./editing.js";
import { backLink } from "./first-look.js";
import { listen } from "./keyboard.js";
import { Navigation } from "./navigation.js";
import { inQueue, QueueWalk } from "./queue.js";
import { result } from "./result.js";
import "./review-panel.js";
import { deleted, gone, loading, notice, progress, stopped, waiting } from "./states.js";
import { tools } from "./tools.js";

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
    this.go = new Navigation(this);
    this.edit = new SetEditing(this);
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
    if (!this.own) markDesk();
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
    if (first) await this.go.begin();
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

  /** A frame was shown. */
  moved({ time, playing }) {
    this.time = time;
    this.said.moved(time, playing);
    const composer = this.querySelector("fc-composer");
    if (composer) composer.time = time;
    if (this.timeline.value) this.timeline.value.time = time;
    this.now = (this.report && repAt(this.report, time)?.number) ?? null;
  }

  render() {
    return html` <div class="over">
        ${backLink(this.own ? null : this.analysis.owner, this.walk !== null)}
        ${this.analysis && !this.gone && !this.deleted ? tools(this) : nothing}
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
        @renamed=${(e) => this.edit.rename(e.detail)}
        @again=${(e) => this.edit.again(e.detail)}></fc-review-dialogs>`;
  }

  body() {
    const a = this.analysis;
    if (this.deleted) return deleted(() => this.edit.restore());
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
    if (this.busy) return waiting(a, this.own ? () => this.edit.cancel() : null);
    return stopped(a, this.own ? this.edit : null);
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
}

customElements.define("fc-review", Review);

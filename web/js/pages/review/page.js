/** The page of one set: asks the server, shows what there is, moves through it. */

/** @import { ExerciseOut } from "../../../types/api.js" */
/** @import { Curve, Poses, SetDetail } from "../../api/types.js" */
/** @typedef {import("../../components/player.js").Player} Player */
/** @typedef {import("../../components/timeline.js").Timeline} Timeline */
/** @typedef {import("./dialogs.js").Dialogs} Dialogs */

import { createRef, html, LitElement, nothing, ref } from "/vendor/lit-3.3.3.js";
import { api, ApiError, messageOf, optional } from "../../api/http.js";
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

/** Milliseconds between questions to the server while it works, and at most while it is away. */
const SOON = 1000;
const LATER = 8000;

export class ReviewPage extends LitElement {
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
    this.set = decodeURIComponent(location.pathname.split("/")[2] ?? "");
    /** @type {SetDetail | null} */
    this.analysis = null;
    /** @type {Poses | null} */
    this.poses = null;
    /** @type {Curve[]} */
    this.curves = [];
    /** @type {number[] | null} the times of the video's frames, seconds */
    this.frames = null;
    /** @type {ExerciseOut[]} */
    this.exercises = [];
    /** @type {string | null} the cue that is watched */
    this.cue = null;
    this.chosen = 0; // which of the curves
    /** @type {number | null} the repetition under way */
    this.now = null;
    /** @type {string | null} id of who looks */
    this.me = null;
    /** @type {ApiError | null} */
    this.trouble = null;
    this.gone = false;
    this.deleted = false;
    this.time = 0;
    this.wait = SOON;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    /** @type {string | null} what of the report is shown, in JSON */
    this.judged = null;
    /** @type {{value?: Player}} */
    this.player = createRef();
    /** @type {{value?: Timeline}} */
    this.timeline = createRef();
    /** @type {{value?: Dialogs}} */
    this.dialogs = createRef();
    this.removeKeys = () => {};
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
    this.removeKeys = listen(this, keyWords);
    this.walk?.load().catch((error) => toast(messageOf(error)));
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
    this.removeKeys();
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
    return this.analysis?.state === "queued" || this.analysis?.state === "running";
  }

  /** Ask how things are, and again while they change. */
  async load() {
    clearTimeout(this.timer);
    try {
      /** @type {SetDetail} */
      const analysis = await api.get(this.path);
      this.trouble = null;
      this.wait = analysis.report ? 2 * SOON : SOON;
      await this.take(analysis);
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) this.gone = true;
      else {
        this.trouble = error instanceof ApiError ? error : new ApiError(0, "unexpected", messageOf(error));
        this.wait = Math.min(this.wait * 1.5, LATER);
      }
    }
    const unanswered = this.trouble !== null && !this.gone;
    if (!this.deleted && (this.busy || unanswered)) this.timer = setTimeout(() => this.load(), this.wait);
  }

  /** @param {SetDetail} analysis */
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
      await Promise.all([first && this.learnReport(), analysis.video && this.learnFrames()]);
    } catch (error) {
      this.judged = null; // all of it is asked for again when the server is back
      throw error;
    }
    if (first) await this.go.begin();
    this.said.load();
    this.ariaBusy = "false";
  }

  async learnReport() {
    const [poses, curves] = await Promise.all([
      optional(api.get(`${this.path}/poses`)),
      optional(api.get(`${this.path}/curves`)),
      this.learn(),
    ]);
    if (poses) this.poses = poses;
    if (curves) ({ curves: this.curves } = curves);
  }

  async learnFrames() {
    const frames = await optional(api.get(`${this.path}/frames`));
    if (frames) this.frames = frames.times;
  }

  async learn() {
    if (this.exercises.length) return;
    try {
      this.exercises = (await api.get("/exercises")).exercises;
    } catch {
      this.exercises = [];
    }
  }

  /** A frame was shown. @param {{time: number, playing: boolean}} frame */
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
        ${backLink(this.own ? null : (this.analysis?.owner ?? null), this.walk !== null)}
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
        @renamed=${(/** @type {CustomEvent} */ event) => this.edit.rename(event.detail)}
        @again=${(/** @type {CustomEvent} */ event) => this.edit.again(event.detail)}></fc-review-dialogs>`;
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
      ${result(this, a, a.report)}`;
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

customElements.define("fc-review", ReviewPage);

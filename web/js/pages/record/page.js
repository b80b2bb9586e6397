/** `<fc-record>`: from choosing an exercise to its report. */

/** @import { Exercise, LiveResult, Place } from "../../api/types.js" */

import { html, LitElement, nothing } from "/vendor/lit-3.3.3.js";
import { exercises } from "../../api/exercises.js";
import { api, messageOf } from "../../api/http.js";
import "../../components/header.js";
import { changeLoad } from "../../components/load.js";
import { shortcuts } from "../../components/shortcuts.js";
import { attemptThen, withPlan } from "../../components/training-plan.js";
import { keys } from "../../lib/keyboard.js";
import { words } from "../../words/record.js";
import "./camera-view.js";
import { cameras } from "./camera.js";
import { chooseStep } from "./choose-step.js";
import { onPhone, readPreferences, savePreferences } from "./device.js";
import "./phone.js";
import { Recorder } from "./recorder.js";
import { Recording } from "./recordings.js";
import { pastSets, restStep } from "./rest-step.js";
import { Series } from "./series.js";
import { LiveSession } from "./session.js";
import { resultStep } from "./result-step.js";
import { setStep } from "./set-step.js";
import { settings } from "./settings.js";
import { setupStep } from "./setup-step.js";
import { SetSound, tone, Voice } from "./sound.js";
import { troubleNotice } from "./trouble-notice.js";

/** Quick enough everywhere; a kept recording is judged again by the better one. */
const MODEL = "lite";

class Record extends LitElement {
  constructor() {
    super();
    /** @type {Exercise[] | null} */
    this.all = null;
    /** @type {Exercise | null} */
    this.chosen = null;
    /** @type {Place | null} */
    this.place = null;
    /** @type {LiveSession | null} */
    this.session = null;
    /** @type {LiveResult | null} */
    this.result = null;
    /** @type {Recording | null} of the last set */
    this.recording = null;
    /** @type {Series | null} the sets of the exercise that is being done */
    this.series = null;
    this.film = false; // whether the next set is only filmed
    this.failure = "";
    /** @type {{id: string, name: string}[]} */
    this.cameras = [];
    this.prefs = readPreferences();
    this.voice = new Voice();
    this.voice.set(this.prefs);
    this.#fetch();
    shortcuts.add(words.shortcuts.group, words.shortcuts.list);
    keys({
      " ": (event) => this.#space(event),
      m: () => this.#flip("mirror"),
      k: () => this.#flip("skeleton"),
      v: () => this.#flip("voice"),
      Escape: () => this.#escape(),
    });
    addEventListener("beforeunload", (event) => {
      const recordings = [this.recording, ...(this.series?.past ?? []).map((set) => set.recording)];
      if (this.session?.running || recordings.some((one) => one?.needed)) event.preventDefault();
    });
    addEventListener("pagehide", () => this.session?.close());
  }

  createRenderRoot() {
    return this;
  }

  get step() {
    if (this.result) return "after";
    if (!this.session) return "choose";
    return this.session.running ? "set" : "setup";
  }

  async #fetch() {
    try {
      const all = onPhone ? await exercises() : await withPlan(await exercises());
      const wanted = new URLSearchParams(location.search).get("exercise");
      this.all = all;
      this.#choose(all.find((one) => one.id === wanted) ?? all[0], false);
      this.failure = "";
    } catch (error) {
      this.failure = messageOf(error);
    }
    this.requestUpdate();
  }

  /** @param {Exercise} exercise @param {boolean} [inAddress] whether the address shall say so */
  #choose(exercise, inAddress = true) {
    this.chosen = exercise;
    [this.place] = exercise.places;
    if (inAddress) history.replaceState(null, "", `?exercise=${exercise.id}`);
    this.requestUpdate();
  }

  // --- one set --------------------------------------------------------------------------------

  /** The first of a series of sets. */
  async #begin() {
    if (!this.chosen || !this.place) return;
    const { sets, rest } = this.prefs;
    const series = new Series(this.chosen, { sets, rest });
    this.series = series;
    series.addEventListener("change", () => this.requestUpdate());
    series.addEventListener("tick", () => tone("tick", this.voice));
    series.addEventListener("go", () => {
      this.voice.say(words.series.spoken(series.title));
      this.#beginSet();
    });
    await this.#beginSet();
  }

  async #beginSet() {
    if (!this.chosen || !this.place) return;
    this.result = this.recording = null;
    const what = {
      exercise: this.chosen.id,
      place: this.place.name,
      model: MODEL,
      device: this.prefs.device,
      mirrored: this.prefs.mirrored,
      film: this.film,
      countdown: this.prefs.countdown,
    };
    const session = new LiveSession(what, this.voice, new SetSound(this.voice, this.chosen), words);
    this.session = session;
    session.addEventListener("change", () => this.#changed(session));
    session.addEventListener("pose", ({ detail }) => this.querySelector("fc-picture")?.show(detail.frame));
    session.addEventListener("ended", ({ detail }) => this.#ended(detail));
    document.documentElement.classList.add("at-work");
    this.requestUpdate();
    await this.updateComplete;
    await session.begin(this.querySelector("fc-picture").video);
    this.cameras = await cameras();
    this.requestUpdate();
  }

  /** @param {LiveSession} session */
  #changed(session) {
    if (session !== this.session) return;
    this.requestUpdate();
  }

  /**
   * @param {{result: LiveResult, video: Blob | null, broken: boolean, mirrored: boolean,
   *   byItself: boolean}} ended
   */
  async #ended({ result, video, broken, mirrored, byItself }) {
    document.documentElement.classList.remove("at-work");
    this.film = this.session?.filming ?? false;
    this.session = null;
    this.result = result;
    const counted = result.id !== null;
    const without = broken ? "broken" : Recorder.possible ? "none" : "impossible";
    const { chosen: exercise } = this;
    const recorded = video &&
      exercise && {
        video,
        exercise,
        // Reps were counted that a recording with an end does not show: it becomes a set of its own.
        analysis: broken ? null : result.id,
        mirrored,
      };
    const recording = new Recording(recorded, { state: video ? "asking" : without, counted, broken });
    this.recording = recording;
    recording.addEventListener("change", () => this.requestUpdate());
    if (result.code === "filmed") recording.keep(); // for that it was filmed
    this.series?.ended(result, recording, byItself);
    this.requestUpdate();
    await this.updateComplete;
    scrollTo(0, 0);
    this.querySelector("h1")?.focus();
  }

  async #noteLoad() {
    if (!this.result || !this.chosen) return;
    const path = `/analyses/${this.result.id}`;
    const attempt = attemptThen(() => {});
    const before = await attempt(() => api.get(path));
    if (before) await changeLoad(path, this.chosen.title, before, attempt);
  }

  #leave() {
    this.session?.close();
    this.session?.recording.drop();
    this.series?.stop();
    this.session = this.result = this.recording = this.series = null;
    document.documentElement.classList.remove("at-work");
    this.requestUpdate();
  }

  /** @param {string} id */
  async #device(id) {
    this.#prefer({ device: id });
    await this.session?.openCamera(id);
  }

  /** @param {boolean} yes */
  #mirrored(yes) {
    if (!this.session) return;
    this.session.mirror(yes);
    this.#prefer({ mirrored: this.session.what.mirrored });
  }

  // --- keys and switches ----------------------------------------------------------------------

  /** @param {KeyboardEvent} event */
  #space(event) {
    // On a button or a choice the space bar is that one's.
    if (event.target instanceof Element && event.target.closest("button, a, input, summary, select")) {
      return false;
    }
    if (event.repeat) return undefined;
    const { step, session } = this;
    if (step === "choose" && this.chosen) this.#begin();
    else if (step === "set") session?.ask("end");
    else if (step === "setup" && session?.answer) {
      const { accepted, phase } = session.answer;
      session.ask(accepted || phase === "ready" ? "start" : "force");
    } else return false;
    return undefined;
  }

  #escape() {
    if (this.step === "choose") return false;
    if (this.step === "set") this.session?.ask("end");
    else this.#leave();
    return undefined;
  }

  /** @param {"mirror" | "skeleton" | "voice"} what */
  #flip(what) {
    this.#prefer({ [what]: !this.prefs[what] });
  }

  /** @param {Partial<import("./device.js").Preferences>} changed */
  #prefer(changed) {
    this.prefs = { ...this.prefs, ...changed };
    savePreferences(this.prefs);
    this.voice.set(this.prefs);
    const { sets, rest, countdown } = this.prefs;
    if (this.series) this.series.plan = { sets, rest };
    if (this.session && "countdown" in changed) this.session.countDownFrom(countdown);
    this.requestUpdate();
  }

  // --- what is seen ---------------------------------------------------------------------------

  render() {
    const { session, chosen, step } = this;
    const { result, recording, series } = this;
    if (result && recording && series) {
      return html`${series.left === null ? nothing : restStep(series)}
      ${resultStep(result, recording.keeping, {
        keep: () => recording.keep(),
        discard: () => recording.discard(),
        again: () => this.#leave(),
        load: onPhone ? undefined : () => this.#noteLoad(),
      })}${pastSets(series.past)}`;
    }
    if (!session || !chosen) return this.#choosing();
    const { answer } = session;
    const trouble = troubleNotice(session, {
      again: () => {
        this.#leave();
        this.#begin();
      },
    });
    const controls = this.#controls();
    const title = this.series?.title ?? "";
    const { before, after } =
      answer && step === "set"
        ? {
            before: nothing,
            after: setStep(
              answer,
              chosen,
              { controls, trouble, title },
              { stop: () => session.ask("end") },
            ),
          }
        : setupStep(
            session,
            chosen,
            { settings: this.#settings(session, controls), trouble, title },
            {
              back: () => this.#leave(),
              anyway: () => session.ask("force"),
              now: () => session.ask("start"),
            },
          );
    // One template for both steps: the picture is watched through them and must stay the same.
    return html`<div class="frame" data-step=${step}>
      ${before}<fc-picture
        .stream=${session.stream}
        .marks=${answer?.cue?.landmarks ?? []}
        ?mirror=${this.prefs.mirror && !session.camera.facesAway}
        ?skeleton=${this.prefs.skeleton}></fc-picture
      >${after}
    </div>`;
  }

  #choosing() {
    if (this.failure) {
      return html`<h1>${words.choose.title}</h1>
        <div class="notice bad" role="alert">
          <div>
            <p>${this.failure}</p>
            <p class="buttons">
              <button class="button" type="button" @click=${() => this.#fetch()}>
                ${words.trouble.again}
              </button>
            </p>
          </div>
        </div>`;
    }
    const { all, chosen, place } = this;
    if (!all || !chosen || !place) {
      return html`<h1>${words.choose.title}</h1>
        <p class="quiet" role="status">${words.choose.loading}</p>`;
    }
    return html`${chooseStep(all, chosen, place, {
      choose: (exercise) => this.#choose(exercise),
      go: () => this.#begin(),
      stand: (other) => {
        this.place = other;
        this.requestUpdate();
      },
    })}${onPhone ? nothing : html`<fc-phone .exercises=${this.all}></fc-phone>`}`;
  }

  /** @param {LiveSession} session @param {unknown} controls */
  #settings(session, controls) {
    return settings(
      session,
      this.prefs,
      { cameras: this.cameras, controls },
      {
        prefer: (changed) => this.#prefer(changed),
        device: (id) => this.#device(id),
        mirrored: (yes) => this.#mirrored(yes),
      },
    );
  }

  #controls() {
    const one = (/** @type {"mirror" | "skeleton" | "voice"} */ what, shown = true) =>
      shown
        ? html`<button
            class="button small"
            type="button"
            aria-pressed=${this.prefs[what]}
            @click=${() => this.#flip(what)}>
            ${words.controls[what]}
          </button>`
        : nothing;
    return html`<div class="buttons switches" role="group" aria-label=${words.controls.label}>
      ${one("mirror")}${one("skeleton")}${one("voice", Voice.possible)}
    </div>`;
  }
}

customElements.define("fc-record", Record);

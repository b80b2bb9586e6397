/** `<fc-record>`: from choosing an exercise to its report. */

/** @import { Exercise, LiveResult, Place } from "../../api/types.js" */

import { html, LitElement, nothing } from "/vendor/lit-3.3.3.js";
import { exercises } from "../../api/exercises.js";
import { api, messageOf } from "../../api/http.js";
import { serverState } from "../../api/server-state.js";
import "../../components/header.js";
import { changeLoad } from "../../components/load.js";
import { shortcuts } from "../../components/shortcuts.js";
import { attemptThen } from "../../components/training-plan.js";
import { keys } from "../../lib/keyboard.js";
import { words } from "../../words/record.js";
import "./camera-view.js";
import { cameras } from "./camera.js";
import { chooseStep, notYet } from "./choose-step.js";
import { onPhone, readPreferences, savePreferences } from "./device.js";
import "./left-recordings.js";
import { withPlan } from "./own-prescription.js";
import "./phone.js";
import { recordingOf } from "./recordings.js";
import { pastSets, restStep } from "./rest-step.js";
import { Series } from "./series.js";
import { LiveSession } from "./session.js";
import { resultStep } from "./result-step.js";
import { setStep } from "./set-step.js";
import { settings, switches } from "./settings.js";
import { setupStep } from "./setup-step.js";
import { SetSound, tone, Voice } from "./sound.js";
import { troubleNotice } from "./trouble-notice.js";

/** Quick enough everywhere; a kept recording is judged again by the better one. */
const MODEL = "lite";

/** @returns {string | undefined} where the activation circuit goes on, when the set is a part of it */
function afterCircuit() {
  const step = Number(new URLSearchParams(location.search).get("circuit"));
  return step ? `/circuit?after=${step}` : undefined;
}

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
    /** @type {import("./recordings.js").Recording | null} of the last set */
    this.recording = null;
    /** @type {Series | null} the sets of the exercise that is being done */
    this.series = null;
    /** @type {import("./series.js").PastSet[]} of earlier series, with recordings yet to be settled */
    this.unsettled = [];
    this.owner = ""; // id of who is here
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
      const sets = [...this.unsettled, ...(this.series?.all ?? [])];
      if (this.session?.running || sets.some(({ recording }) => recording.needed)) event.preventDefault();
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
      this.owner = (await serverState()).me?.id ?? "";
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
      title: this.chosen.title,
      owner: this.owner,
      place: this.place.name,
      model: MODEL,
      device: this.prefs.device,
      mirrored: this.prefs.mirrored,
      film: this.film,
      countdown: this.prefs.countdown,
    };
    const session = new LiveSession(what, this.voice, new SetSound(this.voice, this.chosen), words);
    this.session = session;
    session.addEventListener("change", () => this.requestUpdate());
    session.addEventListener("pose", ({ detail }) => this.querySelector("fc-picture")?.show(detail.frame));
    session.addEventListener("ended", ({ detail }) => this.#ended(detail));
    document.documentElement.classList.add("at-work");
    this.requestUpdate();
    await this.updateComplete;
    await session.begin(this.querySelector("fc-picture").video);
    this.cameras = await cameras();
    this.requestUpdate();
  }

  /** @param {import("./recordings.js").Ended} ended */
  async #ended(ended) {
    const { result, byItself } = ended;
    document.documentElement.classList.remove("at-work");
    this.film = this.session?.filming ?? false;
    this.session = null;
    this.result = result;
    const recording = recordingOf(this.chosen, ended);
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
    // What is neither kept nor discarded goes on being asked for; the video of a counted set does not.
    for (const set of this.series?.all ?? []) {
      if (set.recording.open) this.unsettled.push(set);
      else set.recording.discard();
    }
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
        next: afterCircuit(),
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
    const controls = switches(this.prefs, (what) => this.#flip(what));
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
    const { all, chosen, place, failure } = this;
    if (failure || !all || !chosen || !place) return notYet(failure, () => this.#fetch());
    return html`${chooseStep(all, chosen, place, {
        choose: (exercise) => this.#choose(exercise),
        go: () => this.#begin(),
        stand: (other) => {
          this.place = other;
          this.requestUpdate();
        },
      })}${pastSets(this.unsettled)}<fc-left .owner=${this.owner}></fc-left>${onPhone
        ? nothing
        : html`<fc-phone .exercises=${all}></fc-phone>`}`;
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
}

customElements.define("fc-record", Record);

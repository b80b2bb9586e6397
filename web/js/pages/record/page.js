/** `<fc-record>`: from choosing an exercise to its report. */

/** @import { Exercise, LiveResult, Place } from "../../api/types.js" */

import { LitElement } from "/vendor/lit-3.3.3.js";
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
import { onPhone, readPreferences, savePreferences } from "./device.js";
import { recordKeys } from "./keys.js";
import "./left-recordings.js";
import { withPlan } from "./own-prescription.js";
import "./phone.js";
import { recordingOf } from "./recordings.js";
import { Series } from "./series.js";
import { LiveSession } from "./session.js";
import { SetSound, tone, Voice } from "./sound.js";
import { recordView } from "./view.js";

/** Quick enough everywhere; a kept recording is judged again by the better one. */
const MODEL = "lite";

export class Record extends LitElement {
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
    /** @type {Partial<import("../../components/load.js").LoadNoted>} of the last set, on a phone */
    this.noted = {};
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
    this.load();
    shortcuts.add(words.shortcuts.group, words.shortcuts.list);
    keys(recordKeys(this));
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

  async load() {
    try {
      const all = onPhone ? await exercises() : await withPlan(await exercises());
      this.owner = (await serverState()).me?.id ?? "";
      const wanted = new URLSearchParams(location.search).get("exercise");
      this.all = all;
      this.choose(all.find((one) => one.id === wanted) ?? all[0], false);
      this.failure = "";
    } catch (error) {
      this.failure = messageOf(error);
    }
    this.requestUpdate();
  }

  /** @param {Exercise} exercise @param {boolean} [inAddress] whether the address shall say so */
  choose(exercise, inAddress = true) {
    this.chosen = exercise;
    [this.place] = exercise.places;
    if (inAddress) history.replaceState(null, "", `?exercise=${exercise.id}`);
    this.requestUpdate();
  }

  /** @param {Place} place of the camera */
  standAt(place) {
    this.place = place;
    this.requestUpdate();
  }

  // --- one set --------------------------------------------------------------------------------

  /** The first of a series of sets. */
  async begin() {
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
    this.noted = {};
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

  async noteLoad() {
    if (!this.result || !this.chosen) return;
    const path = `/analyses/${this.result.id}`;
    const attempt = attemptThen(() => {});
    // A phone cannot read a set: what it noted itself is all that there is yet.
    const before = onPhone ? this.noted : await attempt(() => api.get(path));
    if (!before) return;
    this.noted = (await changeLoad(`${path}/load`, this.chosen.title, before, attempt)) ?? this.noted;
  }

  /** Where something is wrong that cannot be put right. */
  beginAnew() {
    this.leave();
    this.begin();
  }

  leave() {
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
  async useDevice(id) {
    this.prefer({ device: id });
    await this.session?.openCamera(id);
  }

  /** @param {boolean} yes */
  mirror(yes) {
    if (!this.session) return;
    this.session.mirror(yes);
    this.prefer({ mirrored: this.session.what.mirrored });
  }

  // --- switches --------------------------------------------------------------------------------

  /** @param {"mirror" | "skeleton" | "voice"} what */
  flip(what) {
    this.prefer({ [what]: !this.prefs[what] });
  }

  /** @param {Partial<import("./device.js").Preferences>} changed */
  prefer(changed) {
    this.prefs = { ...this.prefs, ...changed };
    savePreferences(this.prefs);
    this.voice.set(this.prefs);
    const { sets, rest, countdown } = this.prefs;
    if (this.series) this.series.plan = { sets, rest };
    if (this.session && "countdown" in changed) this.session.countDownFrom(countdown);
    this.requestUpdate();
  }

  render() {
    return recordView(this);
  }
}

customElements.define("fc-record", Record);

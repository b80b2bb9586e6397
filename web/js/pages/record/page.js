/** `<fc-record>`: from choosing an exercise to its report. */

import { html, LitElement, nothing } from "/vendor/lit-3.3.3.js";
import { exercises } from "../../api/exercises.js";
import { uploadFile } from "../../api/uploads.js";
import "../../components/header.js";
import { shortcuts } from "../../components/shortcuts.js";
import { withPlan } from "../../components/training-plan.js";
import { keys } from "../../lib/keyboard.js";
import { words } from "../../words/record.js";
import "./camera-view.js";
import { cameras } from "./camera.js";
import { onPhone, readPreferences, savePreferences, Voice } from "./device.js";
import "./phone.js";
import { Recorder } from "./recorder.js";
import { LiveSession } from "./session.js";
import { chooseStep, resultStep, setStep, setupStep } from "./steps.js";

/** Quick enough everywhere; a kept recording is judged again by the better one. */
const MODEL = "lite";

/** Troubles that do not stop the set: told small. */
const MILD = ["slow", "hidden"];

class Record extends LitElement {
  constructor() {
    super();
    this.all = null;
    this.chosen = this.place = this.course = this.result = this.failure = null;
    this.cameras = [];
    this.keeping = { state: "none" };
    this.prefs = readPreferences();
    this.voice = new Voice();
    this.voice.on = this.prefs.voice;
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
      if (this.course?.running || this.keeping.state === "sending") event.preventDefault();
    });
    addEventListener("pagehide", () => this.course?.close());
  }

  createRenderRoot() {
    return this;
  }

  get step() {
    if (this.result) return "after";
    if (!this.course) return "choose";
    return this.course.running ? "set" : "setup";
  }

  async #fetch() {
    try {
      this.all = onPhone ? await exercises() : await withPlan(await exercises());
      const asked = new URLSearchParams(location.search).get("exercise");
      this.#choose((this.all.find((one) => one.id === asked) ?? this.all[0]).id, false);
      this.failure = null;
    } catch (error) {
      this.failure = error;
    }
    this.requestUpdate();
  }

  #choose(id, told = true) {
    this.chosen = this.all.find((one) => one.id === id);
    [this.place] = this.chosen.places;
    if (told) history.replaceState(null, "", `?exercise=${id}`);
    this.requestUpdate();
  }

  // --- one set --------------------------------------------------------------------------------

  async #begin() {
    this.result = null;
    this.keeping = { state: "none" };
    const what = {
      exercise: this.chosen.id,
      place: this.place.name,
      model: MODEL,
      device: this.prefs.device,
      mirrored: this.prefs.mirrored,
    };
    const course = new LiveSession(what, this.voice, words);
    this.course = course;
    course.addEventListener("change", () => this.#changed(course));
    course.addEventListener("pose", ({ detail }) => this.querySelector("fc-picture")?.show(detail.frame));
    course.addEventListener("ended", ({ detail }) => this.#ended(detail));
    this.requestUpdate();
    await this.updateComplete;
    scrollTo(0, 0);
    await course.begin(this.querySelector("fc-picture").video);
    this.cameras = await cameras();
    this.requestUpdate();
  }

  #changed(course) {
    if (course !== this.course) return;
    document.documentElement.classList.toggle("at-work", course.running);
    this.requestUpdate();
  }

  /** @param {any} ended */
  async #ended({ video, broken, ...result }) {
    document.documentElement.classList.remove("at-work");
    this.course = null;
    this.result = result;
    this.video = video;
    const counted = result.id !== null;
    const without = broken ? "broken" : Recorder.possible ? "none" : "impossible";
    this.keeping = { state: video ? "asking" : without, counted };
    this.requestUpdate();
    await this.updateComplete;
    scrollTo(0, 0);
    this.querySelector("h1")?.focus();
  }

  #leave() {
    this.course?.close();
    this.course?.recording.drop();
    this.course = this.result = this.video = null;
    this.keeping = { state: "none" };
    document.documentElement.classList.remove("at-work");
    this.requestUpdate();
  }

  async #device(id) {
    this.prefs = { ...this.prefs, device: id };
    savePreferences(this.prefs);
    await this.course.openCamera(id);
  }

  #mirrored(yes) {
    this.course.mirror(yes);
    this.prefs = { ...this.prefs, mirrored: this.course.what.mirrored };
    savePreferences(this.prefs);
  }

  // --- the recording --------------------------------------------------------------------------

  async #keep() {
    this.#keeps({ ...this.keeping, state: "sending", share: 0 });
    const suffix = this.video.type.endsWith("mp4") ? "mp4" : "webm";
    const file = new File([this.video], `${this.chosen.title}.${suffix}`, { type: this.video.type });
    try {
      const set = await uploadFile(file, {
        name: file.name,
        exercise: this.chosen.id,
        // Nothing was counted live: the recording becomes a set of its own.
        analysis: this.result.id,
        onProgress: ({ sent, bytes, away }) => this.#keeps({ ...this.keeping, share: sent / bytes, away }),
      });
      this.video = null;
      this.#keeps({ ...this.keeping, state: "kept", set: set?.id });
    } catch (error) {
      this.#keeps({ ...this.keeping, state: "failed", error: error.message });
    }
  }

  #keeps(keeping) {
    this.keeping = keeping;
    this.requestUpdate();
  }

  #discard() {
    this.video = null;
    this.#keeps({ ...this.keeping, state: "discarded" });
  }

  // --- keys and switches ----------------------------------------------------------------------

  #space(event) {
    // On a button or a choice the space bar is that one's.
    if (event.target instanceof Element && event.target.closest("button, a, input, summary, select")) {
      return false;
    }
    if (event.repeat) return undefined;
    if (this.step === "choose" && this.chosen) this.#begin();
    else if (this.step === "set") this.course.ask("end");
    else if (this.step === "setup" && this.course.answer) {
      this.course.ask(this.course.answer.accepted ? "start" : "force");
    } else return false;
    return undefined;
  }

  #escape() {
    if (this.step === "choose") return false;
    if (this.step === "set") this.course.ask("end");
    else this.#leave();
    return undefined;
  }

  #flip(what) {
    this.prefs = { ...this.prefs, [what]: !this.prefs[what] };
    savePreferences(this.prefs);
    this.voice.on = this.prefs.voice;
    if (!this.voice.on) this.voice.stop();
    this.requestUpdate();
  }

  // --- what is seen ---------------------------------------------------------------------------

  render() {
    const { step } = this;
    if (step === "after") {
      const again = () => {
        this.#leave();
      };
      return resultStep(this.result, this.keeping, {
        keep: () => this.#keep(),
        discard: () => this.#discard(),
        again,
      });
    }
    if (step === "choose") return this.#choosing();
    const { course } = this;
    const parts = { controls: this.#controls(), trouble: this.#trouble(), cameras: this.cameras };
    const { before, after } =
      step === "set"
        ? { before: nothing, after: setStep(course, this.chosen, parts, { stop: () => course.ask("end") }) }
        : setupStep(course, this.chosen, parts, {
            back: () => this.#leave(),
            anyway: () => course.ask("force"),
            now: () => course.ask("start"),
            device: (id) => this.#device(id),
            mirrored: (yes) => this.#mirrored(yes),
          });
    // One template for both steps: the picture is watched through them and must stay the same.
    return html`<div class="frame" data-step=${step}>
      ${before}<fc-picture
        .stream=${course.stream}
        .marks=${course.answer?.cue?.landmarks ?? []}
        ?mirror=${this.prefs.mirror && !course.camera.facesAway}
        ?skeleton=${this.prefs.skeleton}></fc-picture
      >${after}
    </div>`;
  }

  #choosing() {
    if (this.failure) {
      return html`<h1>${words.choose.title}</h1>
        <div class="notice bad" role="alert">
          <div>
            <p>${this.failure.message}</p>
            <p class="buttons">
              <button class="button" type="button" @click=${() => this.#fetch()}>
                ${words.trouble.again}
              </button>
            </p>
          </div>
        </div>`;
    }
    if (!this.all) {
      return html`<h1>${words.choose.title}</h1>
        <p class="quiet" role="status">${words.choose.loading}</p>`;
    }
    return html`${chooseStep(this.all, this.chosen, this.place, {
      choose: (id) => this.#choose(id),
      go: () => this.#begin(),
      stand: (name) => {
        this.place = this.chosen.places.find((p) => p.name === name);
        this.requestUpdate();
      },
    })}${onPhone ? nothing : html`<fc-phone .exercises=${this.all}></fc-phone>`}`;
  }

  #controls() {
    const one = (what, shown = true) =>
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

  #trouble() {
    const { trouble } = this.course;
    if (!trouble) return nothing;
    const [title, how] = trouble.text;
    const act = {
      camera: () =>
        html`<button class="button" type="button" @click=${() => this.course.openCamera()}>
          ${this.course.running ? words.trouble.reconnect : words.trouble.again}
        </button>`,
      page: () =>
        html`<button
            class="button"
            type="button"
            @click=${() => {
              this.#leave();
              this.#begin();
            }}>
            ${words.trouble.again}
          </button>
          <a class="button" href="/#upload">${words.trouble.upload}</a>`,
    }[trouble.fix];
    return html`<div
      class="notice bad ${MILD.includes(trouble.kind) ? "mild" : ""}"
      role="alert"
      data-trouble=${trouble.kind}>
      <div>
        <p><strong>${title}.</strong> ${how}</p>
        ${act ? html`<p class="buttons">${act()}</p>` : nothing}
      </div>
    </div>`;
  }
}

customElements.define("fc-record", Record);

/**
 * One set on this device: the camera, the pose worker and the connection, and what they say to each
 * other. `change` after everything that is to be seen; `pose` {frame} for drawing; `ended` with the
 * result, its recording, and whether the camera mirrors.
 */

/** @import { LiveAnswer, LivePhase, LiveResult } from "../../api/types.js" */
/** @import { words as Words } from "../../words/record.js" */
/**
 * What goes wrong, as in words.trouble; `Kind` are those that always say the same.
 *
 * @typedef {typeof Words.trouble} Texts
 * @typedef {"slow" | "hidden" | "again" | "reconnect" | "upload" | "film" | "back"} Other
 * @typedef {Exclude<keyof Texts, Other>} Kind
 * @typedef {Kind | "slow" | "hidden"} Trouble
 * @typedef {"camera" | "page" | "film" | ""} Fix what puts it right
 */

import { PoseTracker } from "../../pose/tracker.js";
import { Camera, CameraError } from "./camera.js";
import { Connection } from "./connection.js";
import { ScreenLock } from "./device.js";
import { Recorder } from "./recorder.js";

/** Milliseconds for which something that is over is still told. */
const SHOWN_FOR = 8000;

/** @type {LivePhase[]} in which the set fills the screen */
const RUNNING_PHASES = ["countdown", "set"];

/** @param {LivePhase | undefined} phase @returns {boolean} */
export const isRunning = (phase) => phase !== undefined && RUNNING_PHASES.includes(phase);

/** @type {Kind[]} troubles that a camera that works puts right */
const CAMERA = ["refused", "none", "used", "insecure", "cameraFailed", "cameraLost", "cameraMuted"];

/** @type {Trouble[]} the most pressing first */
const PRESSING = ["noWasm", "modelFailed", "refusedByServer", ...CAMERA, "linkLost", "hidden", "slow"];

export class LiveSession extends EventTarget {
  /** @type {LiveAnswer | null} */
  answer = null;
  /** @type {MediaStream | null} */
  stream = null;
  watching = false;
  /** @type {Map<Trouble, {kind: Trouble, text: string[], fix: Fix}>} */
  #troubles = new Map();
  /** @type {Connection | null} */
  #connection = null;
  /** @type {PoseTracker | null} */
  #tracker = null;
  /** @type {HTMLVideoElement | null} */
  #video = null;
  #over = false;
  #endAsked = false;
  #hidden = 0;
  #timer = 0;

  /**
   * @param {{exercise: string, place: string | null, model: string, device: string, mirrored: string[],
   *   film: boolean, countdown: number}} what `mirrored`: ids of the cameras whose picture is
   *   mirrored; `film`: whether the set is only filmed; `countdown`: seconds before it
   * @param {import("./sound.js").Voice} voice
   * @param {import("./sound.js").SetSound} sound
   * @param {typeof Words} words
   */
  constructor(what, voice, sound, words) {
    super();
    this.what = what;
    this.sound = sound;
    this.voice = voice;
    this.words = words;
    this.camera = new Camera();
    this.recording = new Recorder();
    this.wake = new ScreenLock();
    this.camera.addEventListener("lost", () => this.#cameraGone("cameraLost"));
    this.camera.addEventListener("muted", () => this.#cameraGone("cameraMuted"));
    this.camera.addEventListener("back", () => this.#fixed("cameraMuted"));
    document.addEventListener("visibilitychange", this.#seen);
  }

  get phase() {
    return this.answer?.phase ?? "setup";
  }

  /** The most pressing of what is wrong, or null. */
  get trouble() {
    return PRESSING.map((kind) => this.#troubles.get(kind)).find((trouble) => trouble) ?? null;
  }

  /** Whether the set is only filmed. */
  get filming() {
    return this.answer?.filming ?? this.what.film;
  }

  get running() {
    return isRunning(this.phase);
  }

  /** Whether the camera in use gives a mirrored picture, as its owner said. */
  get mirrored() {
    return this.what.mirrored.includes(this.camera.device);
  }

  /** @param {HTMLVideoElement} video where the picture is shown, and looked at */
  async begin(video) {
    this.#video = video;
    if (typeof WebAssembly !== "object") {
      this.#report("noWasm", { fix: "page" });
      return;
    }
    this.#track();
    await this.openCamera(this.what.device);
    if (!this.#over) this.#connect();
  }

  /** Open a camera, the same one or another. @param {string} [device] */
  async openCamera(device = this.camera.device) {
    try {
      this.stream = await this.camera.open(device).catch((error) => {
        // The camera of last time may be unplugged.
        if (device && error instanceof CameraError && error.kind === "none") return this.camera.open();
        throw error;
      });
    } catch (error) {
      this.stream = null;
      this.#report(error instanceof CameraError ? error.kind : "cameraFailed", { fix: "camera" });
      return;
    }
    if (this.#over) {
      this.camera.close();
      return;
    }
    this.wake.on();
    this.#connection?.change({ mirrored: this.mirrored });
    CAMERA.forEach((kind) => this.#troubles.delete(kind));
    this.#change();
    this.#tracker?.follow(this.#video);
  }

  /** @param {"force" | "start" | "end"} what */
  ask(what) {
    if (what === "end") this.#endAsked = true;
    if (this.#connection?.ask(what) || what !== "end") return;
    // Not connected: what is counted is kept by the server when it gives the connection up.
    this.#end({ report: null, id: null, message: this.words.trouble.linkGone[1] });
  }

  /** Say whether the picture of the camera in use is mirrored. @param {boolean} yes */
  mirror(yes) {
    const others = this.what.mirrored.filter((id) => id !== this.camera.device);
    this.what.mirrored = yes ? [...others, this.camera.device] : others;
    this.#connection?.change({ mirrored: yes });
    this.#change();
  }

  /** Say whether the set is only filmed, and its recording checked afterwards. @param {boolean} yes */
  film(yes) {
    this.what.film = yes;
    this.#connection?.change({ film: yes });
    this.#change();
  }

  /** @param {number} seconds counted down before the set */
  countDownFrom(seconds) {
    this.what.countdown = seconds;
    this.#connection?.change({ countdown: seconds });
  }

  close() {
    this.#over = true;
    this.#connection?.close();
    this.#tracker?.close();
    this.camera.close();
    this.wake.off();
    this.voice.stop();
    clearTimeout(this.#timer);
    document.removeEventListener("visibilitychange", this.#seen);
  }

  #change() {
    this.dispatchEvent(new Event("change"));
  }

  /**
   * Say what is wrong until it is put right, or for a while.
   *
   * @param {Kind} kind
   * @param {{fix?: Fix}} [options] what puts it right
   */
  #report(kind, { fix = "" } = {}) {
    this.#show({ kind, text: this.words.trouble[kind], fix });
  }

  /** @param {{kind: Trouble, text: string[], fix?: Fix, passing?: boolean}} trouble */
  #show({ kind, text, fix = "", passing = false }) {
    this.#troubles.set(kind, { kind, text, fix });
    if (passing) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#fixed(kind), SHOWN_FOR);
    }
    if (this.running && kind !== "slow") this.voice.say(text[0]);
    this.#change();
  }

  /** @param {Trouble} kind */
  #fixed(kind) {
    if (this.#troubles.delete(kind)) this.#change();
  }

  #track() {
    const tracker = new PoseTracker(`/models/pose_landmarker_${this.what.model}.task`);
    this.#tracker = tracker;
    tracker.addEventListener("opened", () => {
      this.watching = true;
      this.#change();
    });
    tracker.addEventListener("failed", () => this.#report("modelFailed", { fix: "page" }));
    tracker.addEventListener("slow", ({ detail }) => {
      const fix = Recorder.possible ? "film" : "";
      this.#show({ kind: "slow", text: this.words.trouble.slow(detail.rate), fix });
    });
    tracker.addEventListener("quick", () => this.#fixed("slow"));
    tracker.addEventListener("pose", ({ detail }) => {
      this.#connection?.send(detail.frame);
      this.dispatchEvent(new CustomEvent("pose", { detail }));
    });
  }

  #connect() {
    const { exercise, model, place, film, countdown } = this.what;
    const options = { film, countdown, mirrored: this.mirrored };
    const connection = new Connection({ exercise, model, place, ...options });
    this.#connection = connection;
    connection.addEventListener("answer", ({ detail }) => this.#receive(detail));
    connection.addEventListener("asked", ({ detail }) => this.ask(detail));
    connection.addEventListener("lost", () => this.#report("linkLost"));
    connection.addEventListener("back", ({ detail }) => {
      this.#fixed("linkLost");
      if (!detail.resumed && this.running) {
        this.#end({ report: null, id: null, message: this.words.trouble.linkGone[1] });
      }
    });
    connection.addEventListener("gone", () =>
      this.#end({ report: null, id: null, message: this.words.trouble.linkGone.join(". ") }),
    );
    connection.addEventListener("refused", ({ detail }) => {
      const [title] = this.words.trouble.refusedByServer;
      this.#show({ kind: "refusedByServer", text: [title, detail.message], fix: "page" });
    });
  }

  /** @param {LiveAnswer} answer */
  #receive(answer) {
    const before = this.phase;
    this.answer = answer;
    const { phase } = answer;
    if (this.#tracker) this.#tracker.setup = !isRunning(phase);
    if (phase === "countdown" && before !== "countdown" && this.stream) this.recording.start(this.stream);
    if (phase === "setup" && isRunning(before)) this.recording.drop();
    this.sound.hear(answer);
    if (phase === "ended" && "report" in answer) this.#end(answer);
    else this.#change();
  }

  /** @param {LiveResult} result */
  async #end(result) {
    if (this.#over) return;
    this.#over = true;
    const video = await this.recording.stop().catch(() => null);
    const { broken } = this.recording;
    const { mirrored } = this;
    // Whatever was said of the connection: what was filmed is there to be checked.
    if (this.running && this.filming) result = { ...result, code: "filmed" };
    this.close();
    const byItself = !this.#endAsked;
    const detail = { result, video, broken, mirrored, byItself };
    this.dispatchEvent(new CustomEvent("ended", { detail }));
  }

  /** @param {"cameraLost" | "cameraMuted"} kind */
  #cameraGone(kind) {
    this.recording.break();
    this.#report(kind, { fix: kind === "cameraLost" ? "camera" : "" });
  }

  /** A hidden page gets no pictures: say so when it is seen again. */
  #seen = () => {
    const now = performance.now();
    if (document.hidden) {
      this.#hidden = now;
      return;
    }
    const away = Math.round((now - this.#hidden) / 1000);
    if (this.phase === "set" && this.#hidden && away >= 1) {
      this.#show({ kind: "hidden", text: this.words.trouble.hidden(away), passing: true });
    }
    this.#hidden = 0;
  };
}

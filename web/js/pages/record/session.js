/**
 * One set on this device: the camera, the poses and the connection, and what they say to each
 * other. `change` after everything that is to be seen; `pose` {frame} for drawing; `ended` with the
 * result, its recording, and whether the camera mirrors.
 */

/** @import { LiveAnswer, LivePhase, LiveResult } from "../../api/types.js" */
/** @import { words as Words } from "../../words/record.js" */
/** @typedef {import("./troubles.js").Kind} Kind */

import { Camera, CameraError } from "./camera.js";
import { Connection } from "./connection.js";
import { DeviceWatch } from "./device-watch.js";
import { onPhone, ScreenLock } from "./device.js";
import { FilmCourse } from "./film-course.js";
import { PoseSource } from "./pose-source.js";
import { Recorder } from "./recorder.js";
import { Troubles } from "./troubles.js";

/** @type {LivePhase[]} in which the set fills the screen */
const RUNNING_PHASES = ["countdown", "set"];

/** @param {LivePhase | undefined} phase @returns {boolean} */
export const isRunning = (phase) => phase !== undefined && RUNNING_PHASES.includes(phase);

export class LiveSession extends EventTarget {
  /** @type {LiveAnswer | null} */
  answer = null;
  /** @type {MediaStream | null} */
  stream = null;
  watching = false;
  /** @type {Connection | null} */
  #connection = null;
  /** @type {PoseSource | null} */
  #poses = null;
  /** @type {HTMLVideoElement | null} */
  #video = null;
  #over = false;
  #endAsked = false;
  /** @type {FilmCourse | null} where the set goes on without the server */
  #alone = null;
  #device = new DeviceWatch(() => this.running);

  /**
   * @param {{exercise: string, title: string, owner: string, place: string | null, model: string,
   *   device: string, mirrored: string[], film: boolean, countdown: number}} what `title` of the exercise;
   *   `owner`: id of who is here; `mirrored`: ids of the cameras whose picture is mirrored; `film`: whether
   *   the set is only filmed; `countdown`: seconds before it
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
    this.camera.addEventListener("back", () => this.troubles.fixed("cameraMuted"));
    this.recording.addEventListener("failed", () => this.#report("recordingFailed"));
    this.troubles = new Troubles(words.trouble);
    this.troubles.addEventListener("change", () => this.#change());
    this.#watchDevice();
  }

  get phase() {
    return this.answer?.phase ?? "setup";
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
    this.#device.watch(video);
    const canTrack = typeof WebAssembly === "object";
    if (canTrack) this.#findPoses();
    else this.#report("noWasm", "page");
    if (Recorder.possible) this.#device.watchSpace();
    await this.openCamera(this.what.device);
    if (canTrack && !this.#over) this.#connect();
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
      this.#report(error instanceof CameraError ? error.kind : "cameraFailed", "camera");
      return;
    }
    if (this.#over) {
      this.camera.close();
      return;
    }
    this.wake.on();
    this.#connection?.change({ mirrored: this.mirrored });
    this.troubles.cameraWorks();
    this.#poses?.follow(this.#video);
  }

  /** @param {"force" | "start" | "end"} what */
  ask(what) {
    if (what === "end") this.#endAsked = true;
    if (this.#alone) {
      if (what === "end") this.#alone.end();
      return;
    }
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

  /** Film the set without the server and without poses, after a countdown. */
  filmAlone() {
    this.#aloneFrom((course) => course.start(this.what.countdown));
  }

  /** @param {(course: FilmCourse) => void} begin */
  #aloneFrom(begin) {
    if (this.#alone || this.#over) return;
    this.#connection?.close();
    this.#poses?.follow(null);
    this.recording.send();
    const course = new FilmCourse();
    this.#alone = course;
    course.addEventListener("answer", ({ detail }) => this.#receive(detail));
    begin(course);
  }

  /** @param {number} seconds counted down before the set */
  countDownFrom(seconds) {
    this.what.countdown = seconds;
    this.#connection?.change({ countdown: seconds });
  }

  close() {
    this.#over = true;
    this.#connection?.close();
    this.#poses?.close();
    this.#device.close();
    this.camera.close();
    this.wake.off();
    this.voice.stop();
    this.troubles.close();
    this.#alone?.close();
  }

  #watchDevice() {
    const device = this.#device;
    // What is filmed after the device was turned does not go with what was before.
    device.addEventListener("turned", ({ detail: { back } }) => {
      if (back) {
        this.troubles.fixed("turned");
        return;
      }
      this.recording.break();
      this.#report("turned");
    });
    // A hidden page gets no pictures.
    device.addEventListener("hidden", ({ detail: { seconds } }) => {
      if (this.phase !== "set" || seconds < 1) return;
      const text = this.words.trouble.hidden(seconds);
      this.troubles.show({ kind: "hidden", text, fix: "", passing: true });
    });
    device.addEventListener("space", ({ detail: { minutes } }) => {
      if (minutes === null) this.troubles.fixed("lowSpace");
      else this.troubles.show({ kind: "lowSpace", text: this.words.trouble.lowSpace(minutes), fix: "" });
    });
  }

  #change() {
    this.dispatchEvent(new Event("change"));
  }

  /**
   * Say what is wrong until it is put right.
   *
   * @param {Kind} kind
   * @param {import("./troubles.js").Fix} [fix]
   */
  #report(kind, fix) {
    this.troubles.report(kind, fix);
    if (this.running) this.voice.say(this.words.trouble[kind][0]);
  }

  #findPoses() {
    const poses = new PoseSource(this.what.model, (bytes) => this.#connection?.send(bytes) ?? false);
    this.#poses = poses;
    poses.addEventListener("opened", () => {
      this.watching = true;
      this.#change();
    });
    poses.addEventListener("failed", () => this.#report("modelFailed", "page"));
    poses.addEventListener("slow", ({ detail: { rate, own } }) => {
      const fix = Recorder.possible ? "film" : "";
      this.troubles.show({ kind: "slow", text: this.words.trouble.slow(rate), fix });
      if (onPhone && own === null) this.#connection?.ask("help");
    });
    poses.addEventListener("quick", ({ detail: { rate, own } }) => {
      this.troubles.fixed("slow");
      if (own === null) return;
      this.troubles.show({ kind: "helped", text: this.words.trouble.helped(own, rate), fix: "" });
    });
    poses.addEventListener("pose", ({ detail }) => this.dispatchEvent(new CustomEvent("pose", { detail })));
  }

  /** Whether the computer finds the poses in what its phone films. @param {boolean} yes */
  #helped(yes) {
    this.troubles.fixed("helped");
    this.troubles.fixed("slow");
    this.#poses?.help(yes);
  }

  #connect() {
    const { exercise, model, place, film, countdown } = this.what;
    const options = { film, countdown, mirrored: this.mirrored };
    const connection = new Connection({ exercise, model, place, ...options });
    this.#connection = connection;
    connection.addEventListener("answer", ({ detail }) => {
      if (!this.#alone) this.#receive(detail);
      if ("seq" in detail) this.#poses?.answered();
    });
    connection.addEventListener("helped", ({ detail }) => this.#helped(detail));
    connection.addEventListener("asked", ({ detail }) => this.ask(detail));
    connection.addEventListener("lost", () => this.#report("linkLost"));
    connection.addEventListener("back", ({ detail }) => {
      this.troubles.fixed("linkLost");
      if (this.#poses?.helped) this.#helped(false); // the computer has to say anew that it can
      if (!detail.resumed && this.running) this.#linkGone();
    });
    connection.addEventListener("gone", () => this.#linkGone());
    connection.addEventListener("refused", ({ detail }) => {
      const [title] = this.words.trouble.refusedByServer;
      this.troubles.show({ kind: "refusedByServer", text: [title, detail.message], fix: "page" });
    });
  }

  /** The set goes on without the server, where there is a recording of it. */
  #linkGone() {
    this.troubles.fixed("linkLost");
    const { running, answer } = this;
    if (running && this.recording.running) {
      this.#aloneFrom((course) => course.resume(answer?.phase === "set" ? answer.time : 0));
      this.#report("linkGone");
    } else {
      this.#end({ report: null, id: null, message: this.words.trouble.linkGone.join(". ") });
    }
  }

  /** @param {LiveAnswer} answer */
  #receive(answer) {
    const before = this.phase;
    this.answer = answer;
    const { phase } = answer;
    if (this.#poses) this.#poses.setup = !isRunning(phase);
    if (phase === "countdown" && before !== "countdown") this.#record();
    if (phase === "setup" && isRunning(before)) this.recording.drop();
    this.sound.hear(answer);
    if (phase === "ended" && "report" in answer) this.#end(answer);
    else this.#change();
  }

  #record() {
    if (!this.stream) return;
    this.#device.begin();
    const { exercise, title, owner } = this.what;
    const about = { exercise, title, owner, mirrored: this.mirrored };
    // Sent while it is filmed: what is only filmed is kept in any case, and a phone is easily lost.
    this.recording.start(this.stream, about, this.filming || onPhone);
  }

  /** @param {LiveResult} result */
  async #end(result) {
    if (this.#over) return;
    this.#over = true;
    const recorded = await this.recording.stop().catch(() => null);
    const { broken } = this.recording;
    const { mirrored } = this;
    // Whatever was said of the connection: what was filmed is there to be checked.
    if (this.running && this.filming) result = { ...result, code: "filmed" };
    this.close();
    const byItself = !this.#endAsked;
    const detail = { result, recorded, broken, mirrored, byItself };
    this.dispatchEvent(new CustomEvent("ended", { detail }));
  }

  /** @param {"cameraLost" | "cameraMuted"} kind */
  #cameraGone(kind) {
    this.recording.break();
    this.#report(kind, kind === "cameraLost" ? "camera" : "");
  }
}

/**
 * One set on this device: the camera, the pose worker and the connection, and what they say to each
 * other. `change` after everything that is to be seen; `pose` {frame} for drawing; `ended` {result}.
 */

import { PoseTracker } from "../../pose/tracker.js";
import { Camera } from "./camera.js";
import { Connection } from "./connection.js";
import { ScreenLock } from "./device.js";
import { Recorder } from "./recorder.js";

/** Milliseconds for which something that is over is still told. */
const SHOWN_FOR = 8000;

/** Phases in which the set fills the screen. */
export const RUNNING = ["countdown", "set"];

/** Troubles that a camera that works puts right. */
const CAMERA = ["refused", "none", "used", "insecure", "cameraFailed", "cameraLost", "cameraMuted"];

/** Troubles by how pressing they are. */
const PRESSING = ["noWasm", "modelFailed", "refusedByServer", ...CAMERA, "linkLost", "hidden", "slow"];

export class LiveSession extends EventTarget {
  answer = null;
  stream = null;
  watching = false;
  /** @type {Map<string, {kind: string, text: string[], fix?: string}>} */
  #troubles = new Map();
  #link = null;
  #watcher = null;
  #video = null;
  #over = false;
  #hidden = 0;
  #timer = 0;

  /**
   * @param {{exercise: string, place: string | null, model: string, device: string,
   *   mirrored: string[]}} what `mirrored`: ids of the cameras whose picture is mirrored
   * @param {import("./device.js").Voice} voice
   */
  constructor(what, voice, words) {
    super();
    this.what = what;
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
    return this.#troubles.get(PRESSING.find((kind) => this.#troubles.has(kind))) ?? null;
  }

  get running() {
    return RUNNING.includes(this.phase);
  }

  /** Whether the camera in use gives a mirrored picture, as its owner said. */
  get mirrored() {
    return this.what.mirrored.includes(this.camera.device);
  }

  /** @param {HTMLVideoElement} video where the picture is shown, and looked at */
  async begin(video) {
    this.#video = video;
    if (typeof WebAssembly !== "object") {
      this.#say("noWasm", { fix: "page" });
      return;
    }
    this.#watch();
    await this.openCamera(this.what.device);
    if (!this.#over) this.#connect();
  }

  /** Open a camera, the same one or another. @param {string} [device] */
  async openCamera(device = this.camera.device) {
    try {
      this.stream = await this.camera.open(device).catch((error) => {
        // The camera of last time may be unplugged.
        if (device && error.kind === "none") return this.camera.open();
        throw error;
      });
    } catch (error) {
      this.stream = null;
      this.#say(error.kind ?? "cameraFailed", { fix: "camera" });
      return;
    }
    if (this.#over) {
      this.camera.close();
      return;
    }
    this.wake.on();
    this.#link?.mirror(this.mirrored);
    CAMERA.forEach((kind) => this.#troubles.delete(kind));
    this.#change();
    this.#watcher?.follow(this.#video);
  }

  /** @param {"force" | "start" | "end"} what */
  ask(what) {
    if (this.#link?.ask(what) || what !== "end") return;
    // Not connected: what is counted is kept by the server when it gives the connection up.
    this.#end({ report: null, id: null, message: this.words.trouble.linkGone[1] });
  }

  /** Say whether the picture of the camera in use is mirrored. @param {boolean} yes */
  mirror(yes) {
    const others = this.what.mirrored.filter((id) => id !== this.camera.device);
    this.what.mirrored = yes ? [...others, this.camera.device] : others;
    this.#link?.mirror(yes);
    this.#change();
  }

  close() {
    this.#over = true;
    this.#link?.close();
    this.#watcher?.close();
    this.camera.close();
    this.wake.off();
    this.voice.stop();
    clearTimeout(this.#timer);
    document.removeEventListener("visibilitychange", this.#seen);
  }

  #change() {
    this.dispatchEvent(new Event("change"));
  }

  /** Say what is wrong until it is put right, or for a while. */
  #say(kind, { fix = "", text = this.words.trouble[kind], passing = false } = {}) {
    this.#troubles.set(kind, { kind, text, fix });
    if (passing) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#fixed(kind), SHOWN_FOR);
    }
    if (this.running && kind !== "slow") this.voice.say(text[0]);
    this.#change();
  }

  #fixed(kind) {
    if (this.#troubles.delete(kind)) this.#change();
  }

  #watch() {
    const watcher = new PoseTracker(`/models/pose_landmarker_${this.what.model}.task`);
    this.#watcher = watcher;
    watcher.addEventListener("opened", () => {
      this.watching = true;
      this.#change();
    });
    watcher.addEventListener("failed", () => this.#say("modelFailed", { fix: "page" }));
    watcher.addEventListener("slow", ({ detail }) => {
      this.#say("slow", { text: this.words.trouble.slow(detail.rate) });
    });
    watcher.addEventListener("quick", () => this.#fixed("slow"));
    watcher.addEventListener("pose", ({ detail }) => {
      this.#link?.send(detail.frame);
      this.dispatchEvent(new CustomEvent("pose", { detail }));
    });
  }

  #connect() {
    const { exercise, model, place } = this.what;
    const link = new Connection({ exercise, model, place, mirrored: this.mirrored });
    this.#link = link;
    link.addEventListener("answer", ({ detail }) => this.#hear(detail));
    link.addEventListener("asked", ({ detail }) => this.ask(detail));
    link.addEventListener("lost", () => this.#say("linkLost"));
    link.addEventListener("back", ({ detail }) => {
      this.#fixed("linkLost");
      if (!detail.resumed && this.running) {
        this.#end({ report: null, id: null, message: this.words.trouble.linkGone[1] });
      }
    });
    link.addEventListener("gone", () =>
      this.#end({ report: null, id: null, message: this.words.trouble.linkGone.join(". ") }),
    );
    link.addEventListener("refused", ({ detail }) => {
      const [title] = this.words.trouble.refusedByServer;
      this.#say("refusedByServer", { text: [title, detail.message], fix: "page" });
    });
  }

  #hear(answer) {
    const before = this.phase;
    this.answer = answer;
    const { phase } = answer;
    if (this.#watcher) this.#watcher.setup = !RUNNING.includes(phase);
    if (phase === "countdown" && before !== "countdown") this.#recordFrom();
    if (phase === "setup" && RUNNING.includes(before)) this.recording.drop();
    if (answer.speak) this.voice.say(answer.speak);
    if (phase === "ended" && "report" in answer) this.#end(answer);
    else this.#change();
  }

  #recordFrom() {
    if (this.stream) this.recording.start(this.stream);
    this.voice.say(this.words.set.spokenReady);
  }

  async #end(result) {
    if (this.#over) return;
    this.#over = true;
    const video = await this.recording.stop().catch(() => null);
    const { broken } = this.recording;
    this.close();
    this.dispatchEvent(new CustomEvent("ended", { detail: { ...result, video, broken } }));
  }

  #cameraGone(kind) {
    this.recording.break();
    this.#say(kind, { fix: kind === "cameraLost" ? "camera" : undefined });
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
      this.#say("hidden", { text: this.words.trouble.hidden(away), passing: true });
    }
    this.#hidden = 0;
  };
}

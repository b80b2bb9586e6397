/**
 * The set as a video, second by second. It stays on this device until the person says what becomes of it;
 * where it is sent while it is filmed, its other half says so. It has an end where the camera went away:
 * what there is until then is kept.
 */

import { RecordingUpload } from "../../api/recording-upload.js";
import { RecordingStore } from "./recording-store.js";

const KINDS = ["video/webm;codecs=vp8", "video/webm", "video/mp4"];

/** Bits a second of the video. */
export const BITS = 2_500_000;

/** Milliseconds of each piece: what is lost at most when the tab dies. */
const PIECE = 1000;

/** Fires "failed" when the browser cannot go on recording: most often there is no space. */
export class Recorder extends EventTarget {
  /** @type {MediaRecorder | null} */
  #recorder = null;
  /** @type {Promise<unknown> | null} */
  #done = null;
  /** @type {RecordingStore | null} what there is of it */
  store = null;
  /** @type {RecordingUpload | null} where it is sent while it is filmed */
  upload = null;
  broken = false;

  /** @returns {boolean} whether this browser can record */
  static get possible() {
    return typeof MediaRecorder === "function";
  }

  /**
   * @param {MediaStream} stream
   * @param {Omit<import("../../lib/recording-folder.js").About, "begun" | "type">} about
   * @param {boolean} sending whether it is sent while it is filmed
   */
  start(stream, about, sending) {
    this.drop();
    if (!Recorder.possible) return;
    const mimeType = KINDS.find((kind) => MediaRecorder.isTypeSupported(kind));
    const recorder = new MediaRecorder(stream, { mimeType, videoBitsPerSecond: BITS });
    const [type] = recorder.mimeType.split(";");
    const store = new RecordingStore({ ...about, begun: new Date().toISOString(), type });
    store.addEventListener("full", () => {
      if (store !== this.store) return;
      this.break();
      this.dispatchEvent(new Event("failed"));
    });
    this.store = store;
    this.#recorder = recorder;
    this.#done = new Promise((done) => {
      recorder.onstop = done;
    });
    recorder.ondataavailable = ({ data }) => {
      if (recorder === this.#recorder && data.size) store.append(data);
    };
    recorder.onerror = () => {
      if (recorder !== this.#recorder) return;
      this.broken = true;
      this.dispatchEvent(new Event("failed"));
    };
    recorder.start(PIECE);
    if (sending) this.send();
  }

  /** Send it from now on, while it is filmed. */
  send() {
    const { store } = this;
    if (!store || this.upload) return;
    const { title, type, exercise, mirrored } = store.about;
    this.upload = new RecordingUpload(
      store,
      { name: fileName(title, type), exercise, mirrored },
      ({ id }) => store.note({ upload: id }),
    );
  }

  /** Whether the set is being recorded. */
  get running() {
    return this.#recorder?.state === "recording" && !this.broken;
  }

  /** The camera went away: the recording ends here, and is not of the whole set. */
  break() {
    if (!this.#recorder) return;
    this.broken = true;
    if (this.#recorder.state !== "inactive") this.#recorder.stop();
  }

  /**
   * @returns {Promise<{store: RecordingStore, upload: RecordingUpload | null} | null>} the recording,
   *   `broken` or whole; null when there is none
   */
  async stop() {
    const [recorder, store, upload] = [this.#recorder, this.store, this.upload];
    if (!recorder || !store) return null;
    if (recorder.state !== "inactive") recorder.stop();
    await this.#done;
    const { size } = await store.end();
    this.#recorder = this.store = this.upload = null;
    if (size) return { store, upload };
    upload?.drop();
    store.drop();
    return null;
  }

  /** Forget it. */
  drop() {
    const [recorder, store, upload] = [this.#recorder, this.store, this.upload];
    this.#recorder = this.store = this.upload = null;
    this.broken = false;
    if (recorder && recorder.state !== "inactive") recorder.stop();
    upload?.drop();
    store?.drop();
  }
}

/** @param {string} title @param {string} type of the video @returns {string} */
export const fileName = (title, type) => `${title}.${type.endsWith("mp4") ? "mp4" : "webm"}`;

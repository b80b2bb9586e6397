/**
 * The set as a video, on this device only, until the person says what becomes of it. It has an end where
 * the camera went away: what there is until then is kept.
 */

const KINDS = ["video/webm;codecs=vp8", "video/webm", "video/mp4"];
const BITS = 2_500_000;

/** Fires "failed" when the browser cannot go on recording: most often there is no space. */
export class Recorder extends EventTarget {
  /** @type {MediaRecorder | null} */
  #recorder = null;
  /** @type {Blob[]} */
  #parts = [];
  /** @type {Promise<unknown> | null} */
  #done = null;
  broken = false;

  /** @returns {boolean} whether this browser can record */
  static get possible() {
    return typeof MediaRecorder === "function";
  }

  /** @param {MediaStream} stream */
  start(stream) {
    this.drop();
    if (!Recorder.possible) return;
    const mimeType = KINDS.find((kind) => MediaRecorder.isTypeSupported(kind));
    const recorder = new MediaRecorder(stream, { mimeType, videoBitsPerSecond: BITS });
    this.#recorder = recorder;
    this.#done = new Promise((done) => {
      recorder.onstop = done;
    });
    recorder.ondataavailable = ({ data }) => {
      if (recorder === this.#recorder && data.size) this.#parts.push(data);
    };
    recorder.onerror = () => {
      if (recorder !== this.#recorder) return;
      this.broken = true;
      this.dispatchEvent(new Event("failed"));
    };
    recorder.start(1000);
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

  /** @returns {Promise<Blob | null>} the recording, `broken` or whole; null when there is none */
  async stop() {
    const recorder = this.#recorder;
    if (!recorder) return null;
    if (recorder.state !== "inactive") recorder.stop();
    await this.#done;
    if (!this.#parts.length) return null;
    return new Blob(this.#parts, { type: recorder.mimeType.split(";")[0] });
  }

  /** Forget it. */
  drop() {
    const recorder = this.#recorder;
    this.#recorder = null;
    this.#parts = [];
    this.broken = false;
    if (recorder && recorder.state !== "inactive") recorder.stop();
  }
}

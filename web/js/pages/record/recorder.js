/** The set as a video, on this device only, until the person says what becomes of it. */

const KINDS = ["video/webm;codecs=vp8", "video/webm", "video/mp4"];
const BITS = 2_500_000;

export class Recorder {
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
      this.broken = true;
    };
    recorder.start(1000);
  }

  /** The camera went away: what there is is not the whole set. */
  break() {
    this.broken = this.#recorder !== null;
  }

  /** @returns {Promise<Blob | null>} the whole recording, null when there is none */
  async stop() {
    const recorder = this.#recorder;
    if (!recorder) return null;
    if (recorder.state !== "inactive") recorder.stop();
    await this.#done;
    const whole = !this.broken && this.#parts.length > 0;
    return whole ? new Blob(this.#parts, { type: recorder.mimeType.split(";")[0] }) : null;
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

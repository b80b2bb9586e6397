/**
 * A phone that finds too few poses sends its pictures instead: its computer finds the poses. One picture
 * in the answer's place, none queued, small, and not more often than is needed.
 */

import { Pace } from "../../pose/pace.js";

/** Pictures a second at most: enough for slow movements. */
const RATE = 12;

/** The longer side of a picture, pixels: as the model gets it. */
const LONG_SIDE = 640;

/** Of the JPEG: about 40 kB a picture, half a megabyte a second. */
const QUALITY = 0.7;

/** Bytes before the JPEG, and the first of them: see `formcheck.live.protocol`. */
const [HEAD, PICTURE] = [16, 2];

/** Fires "slow" and "quick" {detail: {rate}} as answers come. */
export class PictureSender extends EventTarget {
  #video;
  #send;
  #pace = new Pace();
  #canvas = document.createElement("canvas");
  #last = -Infinity;
  #seq;
  #stopped = false;

  /**
   * @param {HTMLVideoElement} video
   * @param {number} seq number of the first picture
   * @param {(picture: ArrayBuffer) => boolean} send whether it could be sent now
   */
  constructor(video, seq, send) {
    super();
    this.#video = video;
    this.#seq = seq;
    this.#send = send;
    this.#wait();
  }

  /** An answer to a picture has come. */
  answered() {
    if (!this.#pace.came(performance.now())) return;
    const { slow, rate } = this.#pace;
    this.dispatchEvent(new CustomEvent(slow ? "slow" : "quick", { detail: { rate } }));
  }

  stop() {
    this.#stopped = true;
  }

  #wait() {
    if (this.#stopped) return;
    const video = this.#video;
    if (typeof video.requestVideoFrameCallback === "function") {
      video.requestVideoFrameCallback((now, { captureTime }) => this.#take(captureTime ?? now));
    } else requestAnimationFrame((now) => this.#take(now));
  }

  /** @param {number} at milliseconds */
  async #take(at) {
    const video = this.#video;
    if (!this.#stopped && video.videoWidth && at - this.#last >= 1000 / RATE - 8) {
      this.#last = at;
      const picture = await this.#picture(at);
      if (picture && !this.#stopped && this.#send(picture)) this.#seq += 1;
    }
    this.#wait();
  }

  /** @param {number} at milliseconds @returns {Promise<ArrayBuffer | null>} */
  async #picture(at) {
    const { videoWidth: width, videoHeight: height } = this.#video;
    const scale = Math.min(1, LONG_SIDE / Math.max(width, height));
    const canvas = this.#canvas;
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    canvas.getContext("2d")?.drawImage(this.#video, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
    if (!blob) return null;
    const head = new DataView(new ArrayBuffer(HEAD));
    head.setUint8(0, PICTURE);
    head.setUint32(4, this.#seq, true);
    head.setFloat64(8, at / 1000, true);
    return new Blob([head, blob]).arrayBuffer();
  }
}

/** @param {ArrayBuffer} data @returns {boolean} whether it is a picture, not poses */
export const isPicture = (data) => new DataView(data).getUint8(0) === PICTURE;

/** @param {ArrayBuffer} data @returns {{seq: number, time: number, jpeg: Blob}} `time` in seconds */
export function readPicture(data) {
  const head = new DataView(data);
  const jpeg = new Blob([data.slice(HEAD)], { type: "image/jpeg" });
  return { seq: head.getUint32(4, true), time: head.getFloat64(8, true), jpeg };
}

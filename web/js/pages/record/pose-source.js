/** Where the poses of a set come from: this device's own model, or a computer that looks at its pictures. */

import { PoseTracker } from "../../pose/tracker.js";
import { PictureSender } from "./pictures.js";

/**
 * Fires "opened" when the model is ready and "failed" when it will not be; "pose" {frame, seq}, with `frame`
 * null where the pictures tell nothing of a pose; "slow" and "quick" {rate, own}: poses a second, and, while
 * a computer helps, how many they were without it; `own` is null else.
 */
export class PoseSource extends EventTarget {
  #tracker;
  #send;
  /** @type {PictureSender | null} where this phone is too slow, and its computer finds the poses */
  #pictures = null;
  /** @type {HTMLVideoElement | null} */
  #video = null;
  /** Number of the last frame or picture. */
  #seq = 0;

  /** @param {string} model @param {(bytes: ArrayBuffer) => boolean} send whether it could be sent now */
  constructor(model, send) {
    super();
    this.#send = send;
    const tracker = new PoseTracker(`/models/pose_landmarker_${model}.task`);
    this.#tracker = tracker;
    tracker.addEventListener("opened", () => this.dispatchEvent(new Event("opened")));
    tracker.addEventListener("failed", () => this.dispatchEvent(new Event("failed")));
    tracker.addEventListener("slow", ({ detail }) => this.#tell("slow", { rate: detail.rate, own: null }));
    tracker.addEventListener("quick", () => this.#tell("quick", { rate: tracker.pace.rate, own: null }));
    tracker.addEventListener("pose", ({ detail }) => {
      this.#seq = detail.seq;
      send(detail.frame);
      this.#tell("pose", detail);
    });
  }

  /** Look for the person while the camera is set up, or follow them through a set. @param {boolean} yes */
  set setup(yes) {
    this.#tracker.setup = yes;
  }

  get helped() {
    return this.#pictures !== null;
  }

  /** @param {HTMLVideoElement | null} video in which the person is looked for; null: nowhere from now on */
  follow(video) {
    this.#video = video;
    if (!video) this.#pictures?.stop();
    if (!this.#pictures || !video) this.#tracker.follow(video);
  }

  /** Send pictures, in which the computer finds the poses, or find them here again. @param {boolean} yes */
  help(yes) {
    this.#pictures?.stop();
    this.#pictures = null;
    this.#tracker.follow(yes ? null : this.#video);
    if (!yes || !this.#video) return;
    const own = this.#tracker.pace.rate;
    const pictures = new PictureSender(this.#video, this.#seq + 1, this.#send);
    this.#pictures = pictures;
    pictures.addEventListener("slow", ({ detail }) => this.#tell("slow", { rate: detail.rate, own }));
    pictures.addEventListener("quick", ({ detail }) => this.#tell("quick", { rate: detail.rate, own }));
    // A picture that shows nobody is put right by the next one.
    this.#tell("pose", { frame: null });
  }

  /** The server has answered a picture. */
  answered() {
    this.#pictures?.answered();
  }

  close() {
    this.#tracker.close();
    this.#pictures?.stop();
  }

  /** @param {string} type @param {object} detail */
  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

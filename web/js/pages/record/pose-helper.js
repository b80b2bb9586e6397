/** The computer finds poses in the pictures of its phone, which is too slow to. */

import { PoseWorker } from "../../pose/tracker.js";
import { readPicture } from "./pictures.js";

const MODEL = "/models/pose_landmarker_lite.task";

/** Seconds between two looks for a second person, while setting up. */
const COMPANY_EVERY = 2.5;

export class PoseHelper {
  /** Whether the set has not begun: then it also looks for a second person. */
  setup = true;
  #worker;
  #send;
  #looked = -Infinity;

  /**
   * @param {() => void} ready told once it can find poses
   * @param {(frame: ArrayBuffer) => void} send takes the poses of each picture
   */
  constructor(ready, send) {
    this.#send = send;
    this.#worker = new PoseWorker("CPU", MODEL, (_, message) => {
      if (message.type === "open") ready();
      if (message.type === "pose") this.#send(message.frame);
    });
  }

  /** @param {ArrayBuffer} data a picture as the phone sent it */
  async find(data) {
    const { seq, time, jpeg } = readPicture(data);
    const picture = await createImageBitmap(jpeg).catch(() => null);
    if (!picture) return;
    const company = this.setup ? time - this.#looked > COMPANY_EVERY || undefined : false;
    if (company) this.#looked = time;
    this.#worker.send({ type: "frame", picture, seq, time, company });
  }

  close() {
    this.#worker.worker.terminate();
  }
}

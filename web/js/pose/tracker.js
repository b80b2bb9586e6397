/** Follows a playing video: one picture at a time to the pose worker. */

import { Pace } from "./pace.js";

// --- Graphics processor

const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render|mesa offscreen/i;

/** @returns {boolean} false where there is none, where it is a program, or where nobody can say */
function hasGraphicsProcessor() {
  try {
    const canvas = new OffscreenCanvas(1, 1);
    const gl = canvas.getContext("webgl2", { failIfMajorPerformanceCaveat: true });
    if (!gl) return false;
    const info = gl.getExtension("WEBGL_debug_renderer_info");
    const name = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
    gl.getExtension("WEBGL_lose_context")?.loseContext();
    return name !== "" && !SOFTWARE.test(name);
  } catch {
    return false;
  }
}

// --- Tracker

/** Poses a second that are enough for slow movements. */
const RATE = 15;

/** Milliseconds between two looks for a second person, while setting up. */
const COMPANY_EVERY = 2500;

/** Milliseconds after which a try of the graphics processor is given up. */
const TRYING = 8000;

/** Frames after which the two are compared. */
const ENOUGH = 6;

/**
 * A message of the worker.
 *
 * @typedef {{type: "open"} | {type: "pose", seq: number, frame: ArrayBuffer, seen: boolean, took: number}
 *   | {type: "failed", text: string}} WorkerMessage
 */

/** One worker and how long its frames take. */
export class PoseWorker {
  /**
   * @param {"CPU" | "GPU"} delegate
   * @param {string} model path of the .task file
   * @param {(worker: PoseWorker, message: WorkerMessage) => void} onMessage
   */
  constructor(delegate, model, onMessage) {
    this.busy = false;
    this.open = false;
    /** @type {number[]} milliseconds of each frame */
    this.times = [];
    this.worker = new Worker("/js/pose/worker.js", { type: "module" });
    this.worker.onmessage = (/** @type {MessageEvent<WorkerMessage>} */ { data }) => {
      if (data.type === "open") this.open = true;
      if (data.type === "pose") this.times.push(data.took);
      if (data.type !== "open") this.busy = false;
      onMessage(this, data);
    };
    this.worker.onerror = (event) => {
      event.preventDefault();
      onMessage(this, { type: "failed", text: event.message });
    };
    this.worker.postMessage({ type: "open", delegate, model });
  }

  /** The usual time of a frame, milliseconds, without the first. */
  get usual() {
    const known = this.times.slice(1, 1 + ENOUGH).sort((a, b) => a - b);
    return known.length < ENOUGH ? NaN : known[ENOUGH / 2];
  }

  /** @param {{picture: VideoFrame | ImageBitmap} & Record<string, unknown>} message */
  send(message) {
    this.busy = true;
    this.worker.postMessage(message, [message.picture]);
  }
}

/**
 * `pose` events carry {seq, frame, seen}; `opened` once; `slow` when poses come too slowly, and
 * `quick` when no more; `failed` {text}.
 */
export class PoseTracker extends EventTarget {
  /** @param {string} model path of the .task file */
  constructor(model) {
    super();
    this.seq = 0;
    this.setup = true;
    this.#model = model;
    this.#main = new PoseWorker("CPU", model, this.#onMessage);
    if (hasGraphicsProcessor()) this.#try();
  }

  #model;
  #main;
  /** @type {PoseWorker | null} */
  #trial = null;
  /** @type {HTMLVideoElement | null} */
  #video = null;
  #next = 0;
  #last = -Infinity;
  #looked = 0;
  pace = new Pace();

  /** @param {HTMLVideoElement | null} video followed from now on; null for none */
  follow(video) {
    if (this.#video && this.#next) this.#video.cancelVideoFrameCallback?.(this.#next);
    this.#video = video;
    this.pace.reset();
    if (video) this.#wait();
  }

  close() {
    this.follow(null);
    this.#main.worker.terminate();
    this.#trial?.worker.terminate();
    this.#trial = null;
  }

  /** @param {string} type @param {object} [detail] */
  #tell(type, detail = {}) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  #wait() {
    const video = this.#video;
    if (!video) return;
    if (typeof video.requestVideoFrameCallback === "function") {
      this.#next = video.requestVideoFrameCallback((now, { captureTime }) =>
        this.#take(video, captureTime ?? now),
      );
    } else requestAnimationFrame((now) => this.#take(video, now));
  }

  /** @param {HTMLVideoElement} video @param {number} at milliseconds */
  async #take(video, at) {
    if (video !== this.#video) return;
    this.#wait();
    if (!this.#main.open || video.readyState < 2 || at - this.#last < 1000 / RATE - 8) return;
    const free = [this.#main, ...(this.#trial ? [this.#trial] : [])].filter((w) => w.open && !w.busy);
    if (!free.includes(this.#main)) return;
    this.#last = at;
    const [time, seq] = [at / 1000, this.seq++];
    const company = this.setup ? at - this.#looked > COMPANY_EVERY || undefined : false;
    if (company) this.#looked = at;
    for (const worker of free) {
      worker.busy = true; // until the picture is there
      const picture = await pictureOf(video).catch(() => null);
      if (!picture) {
        worker.busy = false;
        return;
      }
      worker.send({
        type: "frame",
        picture,
        seq,
        time,
        company: worker === this.#main ? company : undefined,
      });
    }
  }

  /** @param {PoseWorker} worker @param {WorkerMessage} message */
  #onMessage = (worker, message) => {
    if (worker === this.#trial) {
      this.#compare(worker, message);
      return;
    }
    if (message.type === "open") this.#tell("opened");
    if (message.type === "failed") this.#tell("failed", { text: message.text });
    if (message.type !== "pose" || worker !== this.#main) return;
    if (this.pace.came(performance.now())) {
      this.#tell(this.pace.slow ? "slow" : "quick", { rate: this.pace.rate });
    }
    this.#tell("pose", message);
  };

  /** Let the graphics processor have the same pictures for a while: a hanging one stops nothing. */
  #try() {
    const trial = new PoseWorker("GPU", this.#model, this.#onMessage);
    this.#trial = trial;
    setTimeout(() => {
      if (this.#trial === trial) this.#giveUp();
    }, TRYING);
  }

  #giveUp() {
    this.#trial?.worker.terminate();
    this.#trial = null;
  }

  /** @param {PoseWorker} worker the one on trial @param {WorkerMessage} message */
  #compare(worker, message) {
    if (message.type === "failed") {
      this.#giveUp();
      return;
    }
    const [trial, main] = [worker.usual, this.#main.usual];
    if (Number.isNaN(trial) || Number.isNaN(main)) return;
    if (!(trial < main) || !this.setup) {
      this.#giveUp();
      return;
    }
    this.#main.worker.terminate();
    this.#main = worker;
    this.#trial = null;
  }
}

/** @type {(video: HTMLVideoElement) => Promise<VideoFrame | ImageBitmap>} */
const pictureOf = (video) =>
  "VideoFrame" in window ? Promise.resolve(new VideoFrame(video)) : createImageBitmap(video);

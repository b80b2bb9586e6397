/** Follows a playing video: one picture at a time to the pose worker. */

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

/** Poses a second below which times and holds become inexact. */
export const SLOW = 8;

/** Milliseconds between two looks for a second person, while setting up. */
const COMPANY_EVERY = 2500;

/** Milliseconds after which a try of the graphics processor is given up. */
const TRYING = 8000;

/** Frames after which the two are compared. */
const ENOUGH = 6;

/** One worker and how long its frames take. */
class PoseWorker {
  constructor(delegate, model, told) {
    this.busy = false;
    this.open = false;
    this.times = [];
    this.worker = new Worker("/js/pose/worker.js", { type: "module" });
    this.worker.onmessage = ({ data }) => {
      if (data.said === "open") this.open = true;
      if (data.said === "pose") this.times.push(data.took);
      if (data.said !== "open") this.busy = false;
      told(this, data);
    };
    this.worker.onerror = (event) => {
      event.preventDefault();
      told(this, { said: "failed", text: event.message });
    };
    this.worker.postMessage({ do: "open", delegate, model });
  }

  /** The usual time of a frame, milliseconds, without the first. */
  get usual() {
    const known = this.times.slice(1, 1 + ENOUGH).sort((a, b) => a - b);
    return known.length < ENOUGH ? NaN : known[ENOUGH / 2];
  }

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
    this.#main = new PoseWorker("CPU", model, this.#told);
    if (hasGraphicsProcessor()) this.#try();
  }

  #model;
  #main;
  #trial = null;
  #video = null;
  #next = 0;
  #last = -Infinity;
  #looked = 0;
  #came = [];
  #slow = false;

  /** @param {HTMLVideoElement} video followed from now on; null for none */
  follow(video) {
    if (this.#video && this.#next) this.#video.cancelVideoFrameCallback?.(this.#next);
    this.#video = video;
    this.#came = [];
    if (video) this.#wait();
  }

  close() {
    this.follow(null);
    this.#main.worker.terminate();
    this.#trial?.worker.terminate();
    this.#trial = null;
  }

  #tell(type, detail = {}) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  #wait() {
    const video = this.#video;
    if (video.requestVideoFrameCallback) {
      this.#next = video.requestVideoFrameCallback((now, about) =>
        this.#take(video, about.captureTime ?? now),
      );
    } else {
      requestAnimationFrame((now) => this.#take(video, now));
    }
  }

  async #take(video, at) {
    if (video !== this.#video) return;
    this.#wait();
    if (!this.#main.open || video.readyState < 2 || at - this.#last < 1000 / RATE - 8) return;
    const free = [this.#main, this.#trial].filter((w) => w?.open && !w.busy);
    if (!free.includes(this.#main)) return;
    this.#last = at;
    const [time, seq] = [at / 1000, this.seq++];
    const company = this.setup ? at - this.#looked > COMPANY_EVERY || undefined : false;
    if (company) this.#looked = at;
    for (const worked of free) {
      worked.busy = true; // until the picture is there
      const picture = await pictureOf(video).catch(() => null);
      if (!picture) {
        worked.busy = false;
        return;
      }
      worked.send({
        do: "frame",
        picture,
        seq,
        time,
        company: worked === this.#main ? company : undefined,
      });
    }
  }

  #told = (worked, data) => {
    if (worked === this.#trial) {
      this.#compare(data);
      return;
    }
    if (data.said === "open") this.#tell("opened");
    if (data.said === "failed") this.#tell("failed", { text: data.text });
    if (data.said !== "pose" || worked !== this.#main) return;
    this.#pace(performance.now());
    this.#tell("pose", data);
  };

  /** Say when fewer poses come than are needed: over the last three seconds. */
  #pace(now) {
    this.#came.push(now);
    while (now - this.#came[0] > 3000) this.#came.shift();
    const since = now - this.#came[0];
    if (since < 2500) return;
    this.rate = (1000 * (this.#came.length - 1)) / since;
    const slow = this.rate < (this.#slow ? SLOW + 1 : SLOW);
    if (slow !== this.#slow) this.#tell(slow ? "slow" : "quick", { rate: this.rate });
    this.#slow = slow;
  }

  /** Let the graphics processor have the same pictures for a while: a hanging one stops nothing. */
  #try() {
    const trial = new PoseWorker("GPU", this.#model, this.#told);
    this.#trial = trial;
    setTimeout(() => {
      if (this.#trial === trial) this.#giveUp();
    }, TRYING);
  }

  #giveUp() {
    this.#trial?.worker.terminate();
    this.#trial = null;
  }

  #compare(data) {
    if (data.said === "failed") {
      this.#giveUp();
      return;
    }
    const [trial, main] = [this.#trial.usual, this.#main.usual];
    if (Number.isNaN(trial) || Number.isNaN(main)) return;
    if (!(trial < main) || !this.setup) {
      this.#giveUp();
      return;
    }
    this.#main.worker.terminate();
    this.#main = this.#trial;
    this.#trial = null;
  }
}

const pictureOf = (video) =>
  "VideoFrame" in window ? Promise.resolve(new VideoFrame(video)) : createImageBitmap(video);

/** A recording that is sent while it is made, so that what happens to its device loses seconds. */

/** @import { Analysis, Upload as Arriving } from "../../types/api.js" */

import { api, ApiError, messageOf, sendBytes } from "./http.js";
import { pause, untilAnswered } from "./resumable-upload.js";

/** Bytes that are sent at once: three seconds at the recorder's rate. */
const WORTH_SENDING = 1_000_000;

/** Milliseconds after which less is worth sending too. */
const LONG_ENOUGH = 3000;

/** Refusals of one piece after which the recording is not sent while it is made. */
const MOST_REFUSED = 5;

/**
 * Where the recording is on this device: "more" is fired when there is more of it.
 *
 * @typedef {EventTarget & {size: number, slice: (from: number, to: number) => Promise<Blob>}} Growing
 */

export class RecordingUpload {
  /** The server's id of it; empty before it has one. */
  id = "";
  /** Bytes that the server has. */
  sent = 0;
  /** Why it cannot be sent while it is made; empty while it can. */
  refused = "";
  /** Whether the server does not answer just now. */
  away = false;
  #from;
  #about;
  #begun;
  #ended = false;
  #sentAt = performance.now();
  #stop = new AbortController();
  /** @type {() => void} */
  #wake = () => {};
  #done;

  /**
   * @param {Growing} from
   * @param {{name: string, exercise: string, mirrored: boolean, id?: string}} about `id`: of one that the
   *   server has some of
   * @param {(upload: RecordingUpload) => void} begun told once the server knows it
   */
  constructor(from, about, begun = () => {}) {
    this.#from = from;
    this.#about = about;
    this.#begun = begun;
    from.addEventListener("more", () => this.#wake());
    this.#done = this.#run().catch((error) => {
      this.refused ||= messageOf(error);
    });
  }

  /**
   * All of it has been made: send what is left, and have it checked.
   *
   * @param {{analysis: string | null, mirrored: boolean,
   *   onProgress?: (progress: {sent: number, bytes: number, away: boolean}) => void}} how `analysis`: id of
   *   the live set that it is of
   * @returns {Promise<Analysis | null>} what it became; null where the server did not take it
   */
  async finish({ analysis, mirrored, onProgress = () => {} }) {
    const { size } = this.#from;
    const tell = setInterval(() => onProgress({ sent: this.sent, bytes: size, away: this.away }), 500);
    this.#ended = true;
    this.#wake();
    try {
      await this.#done;
      if (this.refused) {
        await this.#forget();
        return null;
      }
      /** @type {Arriving} */
      const answer = await this.#untilAnswered(() =>
        api.post(`/uploads/${this.id}/end`, { bytes: size, analysis, mirrored }),
      );
      return answer.analysis ?? null;
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return null; // it was deleted meanwhile
      throw error;
    } finally {
      clearInterval(tell);
    }
  }

  /** It is not kept: nothing of it is left on the server. */
  async drop() {
    this.#stop.abort();
    this.#wake();
    await this.#done;
    await this.#forget();
  }

  async #forget() {
    if (this.id) await api.delete(`/uploads/${this.id}`).catch(() => {});
  }

  /** @template T @param {() => Promise<T>} ask @returns {Promise<T>} */
  async #untilAnswered(ask) {
    const away = () => {
      this.away = true;
    };
    const answer = await untilAnswered(ask, { signal: this.#stop.signal, away });
    this.away = false;
    return answer;
  }

  async #run() {
    await this.#begin();
    for (let refused = 0; ; ) {
      const waiting = this.#from.size - this.sent;
      if (this.#stop.signal.aborted || (this.#ended && waiting <= 0)) return;
      const early = performance.now() - this.#sentAt < LONG_ENOUGH;
      if (!this.#ended && (waiting <= 0 || (waiting < WORTH_SENDING && early))) {
        await new Promise((done) => {
          this.#wake = () => done(undefined);
        });
        continue;
      }
      try {
        await this.#send();
        refused = 0;
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        if (error.code === "offset") this.sent = error.body.offset;
        else if (!error.gone && error.status < 500) throw error;
        else if (error.status === 507) throw error;
        refused += error.gone ? 0 : 1;
        if (refused > MOST_REFUSED) throw error;
        this.away = error.gone;
        await pause(error.gone ? 1 : refused, this.#stop.signal);
        await this.#ask();
      }
    }
  }

  async #begin() {
    const { name, exercise, mirrored, id } = this.#about;
    if (id) {
      this.id = id;
      await this.#ask();
      return;
    }
    const body = { name, bytes: 0, exercise, mirrored, recording: true };
    /** @type {Arriving} */
    const begun = await this.#untilAnswered(() => api.post("/uploads", body));
    this.id = begun.id;
    this.#begun(this);
  }

  /** Ask how much has arrived. */
  async #ask() {
    /** @type {Arriving} */
    const known = await this.#untilAnswered(() => api.get(`/uploads/${this.id}`));
    this.sent = known.offset;
  }

  async #send() {
    const { sent } = this;
    const end = Math.min(sent + 4 * WORTH_SENDING, this.#from.size);
    const piece = await this.#from.slice(sent, end);
    const path = `/uploads/${this.id}?offset=${sent}`;
    /** @type {Arriving} */
    const answer = await sendBytes("PATCH", path, piece, () => {}, this.#stop.signal);
    if (answer.analysis) throw new ApiError(409, "ended", "ended elsewhere");
    this.sent = answer.offset;
    this.#sentAt = performance.now();
    this.away = false;
  }
}

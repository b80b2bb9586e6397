/** The uploads of a page: each file checked, two sent at a time, paused, resumed and cancelled. */

/** @import { ServerLimits } from "../../types/api.js" */
/** @import { Purpose } from "./remembered-uploads.js" */

import { fileSize } from "../lib/formatting.js";
import { words } from "../words/upload.js";
import { ApiError, isAbort, messageOf } from "./http.js";
import { discardUpload, uploadFile } from "./resumable-upload.js";

// --- Checking a file

const FILM = /\.(mp4|m4v|mov|qt|webm|mkv|avi|mpe?g|3gp|3g2|mts|m2ts|ts|ogv|wmv|flv)$/i;

/**
 * @param {File} file
 * @param {Partial<ServerLimits>} limits
 * @returns {{code: string, message: string} | null} what is wrong with it; null to send it and see
 */
function fileProblem(file, { max_bytes: most = Infinity } = {}) {
  if (file.size === 0) return { code: "empty_file", message: words.empty };
  const type = file.type.split("/")[0];
  // Systems do not know every kind of video by name: only what is plainly something else is refused.
  if (type && type !== "video" && type !== "application" && !FILM.test(file.name)) {
    return { code: "not_a_video", message: words.notVideo };
  }
  if (/^application\/(pdf|zip|json|msword|vnd\.)/.test(file.type)) {
    return { code: "not_a_video", message: words.notVideo };
  }
  if (file.size > most) {
    return { code: "too_large", message: words.tooLarge(fileSize(file.size), fileSize(most)) };
  }
  return null;
}

// --- All files of a page

const AT_ONCE = 2;

/** @param {File} a @param {File} b @returns {boolean} whether two choices are one file */
const sameFile = (a, b) => a.name === b.name && a.size === b.size && a.lastModified === b.lastModified;

/**
 * @typedef {object} Upload
 * @property {number} id
 * @property {File} file
 * @property {string | null} exercise
 * @property {boolean} keepSound
 * @property {boolean} mirrored
 * @property {"waiting" | "sending" | "paused" | "failed"} state
 * @property {number} sent bytes
 * @property {boolean} away the server does not answer just now
 * @property {{code: string, message: string} | null} error
 */

/**
 * Fires "change" when a row changed and "arrived" (detail: the Analysis, with `known`) when a file
 * is with the server; it leaves the list then.
 */
export class Uploads extends EventTarget {
  /** @type {Upload[]} */
  list = [];
  /** @type {Partial<ServerLimits>} */
  limits = {};
  /** @type {Map<number, AbortController>} */
  #stops = new Map();
  #next = 1;

  constructor() {
    super();
    window.addEventListener("beforeunload", (event) => {
      if (this.busy) event.preventDefault();
    });
  }

  /** Whether leaving the page would interrupt something. */
  get busy() {
    return this.list.some((one) => one.state === "waiting" || one.state === "sending");
  }

  /** @param {Iterable<File>} files @param {Purpose} [purpose] the same for all of them */
  add(files, { exercise = null, keepSound = false, mirrored = false } = {}) {
    for (const file of files) {
      if (
        this.list.some(
          (one) =>
            one.state !== "failed" &&
            one.exercise === exercise &&
            one.keepSound === keepSound &&
            one.mirrored === mirrored &&
            sameFile(one.file, file),
        )
      ) {
        continue;
      }
      const error = fileProblem(file, this.limits);
      this.list.push({
        id: this.#next++,
        file,
        exercise,
        keepSound,
        mirrored,
        state: error ? "failed" : "waiting",
        sent: 0,
        away: false,
        error,
      });
    }
    this.#turn();
  }

  /** @param {Upload} one */
  pause(one) {
    one.state = "paused";
    this.#stops.get(one.id)?.abort();
    this.#turn();
  }

  /** Go on after a pause or a failure. @param {Upload} one */
  resume(one) {
    one.error = fileProblem(one.file, this.limits);
    one.state = one.error ? "failed" : "waiting";
    this.#turn();
  }

  /** Take it out of the list, and what was sent off the server. @param {Upload} one */
  async cancel(one) {
    this.list = this.list.filter((other) => other !== one);
    this.#stops.get(one.id)?.abort();
    this.#turn();
    await discardUpload(one.file, one);
  }

  #turn() {
    const sending = this.list.filter((one) => one.state === "sending").length;
    for (const one of this.list
      .filter((each) => each.state === "waiting")
      .slice(0, Math.max(0, AT_ONCE - sending))) {
      this.#send(one);
    }
    this.dispatchEvent(new Event("change"));
  }

  /** @param {Upload} one */
  async #send(one) {
    const stop = new AbortController();
    this.#stops.set(one.id, stop);
    one.state = "sending";
    try {
      const analysis = await uploadFile(one.file, {
        exercise: one.exercise,
        keepSound: one.keepSound,
        mirrored: one.mirrored,
        signal: stop.signal,
        onProgress: ({ sent, away }) => {
          if (stop.signal.aborted) return;
          one.sent = sent;
          one.away = away;
          this.dispatchEvent(new Event("change"));
        },
      });
      this.list = this.list.filter((other) => other !== one);
      this.dispatchEvent(new CustomEvent("arrived", { detail: analysis }));
    } catch (error) {
      if (!isAbort(error)) {
        one.state = "failed";
        one.error = error instanceof ApiError ? error : { code: "unreadable", message: messageOf(error) };
      }
    } finally {
      // A pause and a resume may have put another one in its place meanwhile.
      if (this.#stops.get(one.id) === stop) this.#stops.delete(one.id);
      this.#turn();
    }
  }
}

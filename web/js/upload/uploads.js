/** The files of this page on their way to the server, two at a time. */

import { ApiError } from "../api.js";
import { wrong } from "./checking.js";
import { drop, send } from "./send.js";

const AT_ONCE = 2;

/** Whether two choices are one file. */
const same = (a, b) => a.name === b.name && a.size === b.size && a.lastModified === b.lastModified;

/**
 * @typedef {object} Upload
 * @property {number} id
 * @property {File} file
 * @property {string | null} exercise
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
  limits = {};
  #stops = new Map();
  #next = 1;

  constructor() {
    super();
    window.addEventListener("beforeunload", (event) => { if (this.busy) event.preventDefault(); });
  }

  /** Whether leaving the page would interrupt something. */
  get busy() {
    return this.list.some((one) => one.state === "waiting" || one.state === "sending");
  }

  /** @param {Iterable<File>} files @param {string | null} [exercise] */
  add(files, exercise = null) {
    for (const file of files) {
      if (this.list.some((one) => one.state !== "failed" && one.exercise === exercise && same(one.file, file))) continue;
      const error = wrong(file, this.limits);
      this.list.push({ id: this.#next++, file, exercise, state: error ? "failed" : "waiting", sent: 0, away: false, error });
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
    one.error = wrong(one.file, this.limits);
    one.state = one.error ? "failed" : "waiting";
    this.#turn();
  }

  /** Take it out of the list, and what was sent off the server. @param {Upload} one */
  async cancel(one) {
    this.list = this.list.filter((other) => other !== one);
    this.#stops.get(one.id)?.abort();
    this.#turn();
    await drop(one.file, { exercise: one.exercise });
  }

  #turn() {
    const sending = this.list.filter((one) => one.state === "sending").length;
    for (const one of this.list.filter((each) => each.state === "waiting").slice(0, Math.max(0, AT_ONCE - sending))) this.#send(one);
    this.dispatchEvent(new Event("change"));
  }

  async #send(one) {
    const stop = new AbortController();
    this.#stops.set(one.id, stop);
    one.state = "sending";
    try {
      const analysis = await send(one.file, {
        exercise: one.exercise,
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
      if (error.name !== "AbortError") {
        one.state = "failed";
        one.error = error instanceof ApiError ? error : { code: "unreadable", message: String(error.message) };
      }
    } finally {
      // A pause and a resume may have put another one in its place meanwhile.
      if (this.#stops.get(one.id) === stop) this.#stops.delete(one.id);
      this.#turn();
    }
  }
}

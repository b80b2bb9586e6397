/** The sets as the server has them: a filtered list, and what is under way or went wrong. */

/** @import { Analysis, Choice, FaultChoice, SetPage } from "../../types/api.js" */

import { polling } from "../lib/polling.js";
import { forClient, withClient } from "./client-scope.js";
import { api, ApiError } from "./http.js";

const PAGE = 24;
const STALE = 10_000;

/** @param {Analysis} set @returns {boolean} whether something will still happen to it by itself */
export const isRunning = ({ state }) => state === "running" || state === "queued";

/**
 * @param {Analysis} set
 * @returns {boolean} whether it is shown as a row; the queue shows the others
 */
export const isFinished = ({ report_ready: ready, state }) =>
  ready || state === "done" || state === "cancelled";

/** @param {Analysis[]} sets @returns {string} another one when the list would show something else */
const signature = (sets) =>
  sets
    .map((s) => [s.id, s.state, s.report_ready].join())
    .sort()
    .join(" ");

/** @type {(a: Analysis, b: Analysis) => number} */
const oldest = (a, b) => a.created.localeCompare(b.created);

/** @param {string} which @returns {Promise<Analysis[]>} the sets in that state */
async function setsInState(which) {
  const { analyses } = await api.get(forClient(`/analyses?state=${which}&sort=created&order=asc&limit=50`));
  return analyses;
}

/**
 * Fires "change" after each answer, "gone" also when there was none, and "finished" (detail: the
 * Analysis) when the report of one that was under way is there.
 */
export class Sets extends EventTarget {
  /** @type {Analysis[]} */
  analyses = [];
  total = 0;
  /** @type {Choice[]} */
  exercises = [];
  /** @type {FaultChoice[]} */
  faults = [];
  /** @type {Analysis[]} under way or gone wrong, whatever the filter says; oldest first */
  pending = [];
  loaded = false;
  /** @type {ApiError | null} what the last request failed with; null when all is well */
  trouble = null;
  #query;
  #pages = 1;
  #seen = "";
  /** @type {Analysis[]} */
  #failed = [];
  #asked = 0;
  #turn = 0;
  /** @type {Set<string>} */
  #hidden = new Set();

  /** @param {Record<string, string>} [query] of /api/analyses @param {number} [page] rows a page */
  constructor(query = {}, page = PAGE) {
    super();
    this.page = page;
    this.#query = query;
    this.polling = polling(() => this.#poll());
  }

  get more() {
    return this.analyses.length < this.total;
  }

  /** Look for something else. @param {Record<string, string>} query */
  look(query) {
    this.#query = query;
    this.#pages = 1;
    this.refresh();
  }

  showMore() {
    this.#pages += 1;
    this.refresh();
  }

  /** Ask for everything again, now. */
  refresh() {
    this.#asked = 0;
    this.polling.now();
  }

  /** Leave a set out until the server does, or bring it back. @param {string} id @param {boolean} hide */
  hide(id, hide = true) {
    if (hide) this.#hidden.add(id);
    else this.#hidden.delete(id);
    this.#without();
    this.dispatchEvent(new Event("change"));
  }

  #without() {
    const kept = (/** @type {Analysis} */ set) => !this.#hidden.has(set.id);
    const before = this.analyses.length;
    this.analyses = this.analyses.filter(kept);
    this.total -= before - this.analyses.length;
    this.pending = this.pending.filter(kept);
  }

  async #poll() {
    try {
      const busy = (await Promise.all([setsInState("running"), setsInState("queued")])).flat();
      const seen = signature(busy);
      const now = performance.now();
      if (!this.#asked || seen !== this.#seen || now - this.#asked > STALE || this.trouble) {
        [this.#failed] = await Promise.all([setsInState("failed"), this.#list(now)]);
        busy.unshift(...this.analyses.filter(isRunning));
      }
      // One that changed its state between two answers is in both of them.
      const pending = [...new Map([...this.#failed, ...busy].map((set) => [set.id, set])).values()].sort(
        oldest,
      );
      this.#finished(pending);
      this.#seen = seen;
      this.pending = pending;
      this.trouble = null;
      this.loaded = true;
      this.#without();
    } catch (error) {
      if (error instanceof ApiError) this.trouble = error;
      throw error;
    } finally {
      this.dispatchEvent(new Event("change"));
    }
    return this.pending.some(isRunning);
  }

  /** @param {number} now milliseconds */
  async #list(now) {
    const turn = ++this.#turn;
    /** @type {SetPage[]} */
    const pages = await Promise.all(
      Array.from({ length: this.#pages }, (_, at) => {
        const query = new URLSearchParams(
          withClient({ ...this.#query, limit: String(this.page), offset: String(at * this.page) }),
        );
        return api.get(`/analyses?${query}`);
      }),
    );
    if (turn !== this.#turn) return;
    this.#asked = now;
    this.analyses = pages.flatMap((page) => page.analyses);
    ({ total: this.total, exercises: this.exercises, faults: this.faults } = pages[0]);
  }

  /** @param {Analysis[]} pending */
  #finished(pending) {
    for (const { id } of this.pending.filter((set) => isRunning(set) && !set.report_ready)) {
      const now = [...pending, ...this.analyses].find((one) => one.id === id);
      if (now?.report_ready) this.dispatchEvent(new CustomEvent("finished", { detail: now }));
    }
  }
}

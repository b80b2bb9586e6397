/** `<fc-compare>`: two sets, or two reps, beside each other, and what changed between them. */

/** @import { Analysis, Choice as Counted, Comparison } from "../../../types/api.js" */
/** @import { Rep } from "../../api/types.js" */
/** @typedef {import("./choice.js").Choice} Choice */
/** @typedef {import("./requests.js").PlayableSet} PlayableSet */
/** @typedef {() => boolean} IsCurrent false once something else is asked for */

import { html, LitElement, nothing } from "/vendor/lit-3.3.3.js";
import { forClient, withClient } from "../../api/client-scope.js";
import { api, ApiError, messageOf } from "../../api/http.js";
import "../../components/header.js";
import { words } from "../../words/compare.js";
import { completed, firstReps, fromAddress, toQuery } from "./choice.js";
import { differenceList } from "./differences.js";
import { comparisonForm } from "./form.js";
import "./pair.js";
import { exerciseOf, playableSet, setsOf } from "./requests.js";
import { comparisonNotice, emptyState } from "./states.js";

/** Milliseconds before a server that was gone is asked again. */
const AGAIN = 2000;
const WHOLE = { beforeRep: null, afterRep: null };

class Compare extends LitElement {
  static properties = {
    choice: { state: true },
    exercise: { state: true },
    exercises: { state: true },
    sets: { state: true },
    data: { state: true },
    known: { state: true },
    trouble: { state: true },
    ready: { state: true },
  };

  constructor() {
    super();
    const { choice, exercise } = fromAddress(location.search);
    this.choice = choice;
    this.exercise = exercise;
    /** @type {Counted[]} */
    this.exercises = [];
    /** @type {Analysis[]} of the exercise, the newest first */
    this.sets = [];
    /** @type {Comparison | null} */
    this.data = null;
    /** @type {Map<string, PlayableSet>} by id */
    this.known = new Map();
    /** @type {[Rep, Rep] | null} the reps that are compared; null where it is whole sets */
    this.fixed = null;
    /** @type {ApiError | null} */
    this.trouble = null;
    this.ready = false;
    this.turn = 0;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener("popstate", this.#back);
    this.load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener("popstate", this.#back);
    clearTimeout(this.timer);
  }

  #back = () => {
    Object.assign(this, fromAddress(location.search));
    this.load();
  };

  /** @param {Choice} choice @param {boolean} [replace] the address, instead of adding one */
  #go(choice, replace = false) {
    this.choice = choice;
    const address = `/compare?${new URLSearchParams(withClient(toQuery(choice, this.exercise)))}`;
    if (replace) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
  }

  // --- what is chosen ----------------------------------------------------------------------------

  /** @param {Partial<Choice>} change */
  choose(change) {
    this.#go({ ...this.choice, ...change });
    this.load();
  }

  /** Another exercise: its two newest sets. @param {string} exercise */
  chooseExercise(exercise) {
    this.exercise = exercise;
    this.choose({ before: "", after: "", ...WHOLE });
  }

  /** @param {boolean} whole sets, or a rep of each */
  compareWhole(whole) {
    const reps = whole ? WHOLE : this.#firstReps();
    if (reps) this.choose(reps);
  }

  #firstReps() {
    const { before, after } = this.choice;
    return firstReps(this.reps("before") ?? [], this.reps("after") ?? [], before === after);
  }

  /** @param {"before" | "after"} which @returns {Rep[] | null} null until they are known */
  reps(which) {
    return this.known.get(this.choice[which])?.report?.reps ?? null;
  }

  // --- asking the server -------------------------------------------------------------------------

  async load() {
    clearTimeout(this.timer);
    const turn = ++this.turn;
    const isCurrent = () => turn === this.turn;
    this.ariaBusy = "true";
    try {
      await this.#findSets(isCurrent);
      if (isCurrent() && this.choice.before && this.choice.after) await this.#compare(isCurrent);
      else if (isCurrent()) this.data = null;
      if (isCurrent()) this.trouble = null;
    } catch (error) {
      if (!isCurrent()) return;
      this.data = null;
      this.trouble = error instanceof ApiError ? error : new ApiError(500, "unexpected", messageOf(error));
      if (this.trouble.gone) this.timer = setTimeout(() => this.load(), AGAIN);
      else if (this.trouble !== error) throw error;
    } finally {
      if (isCurrent()) {
        this.ready = true;
        this.ariaBusy = "false";
      }
    }
  }

  /** The sets to choose from; what the address leaves open is filled in. @param {IsCurrent} isCurrent */
  async #findSets(isCurrent) {
    const chosen = this.choice.after || this.choice.before;
    if (chosen && !this.exercise) {
      const { exercise, client } = await exerciseOf(chosen);
      if (!isCurrent()) return;
      if (client) {
        location.replace(forClient(location.pathname + location.search, client));
        return;
      }
      this.exercise = exercise;
    }
    let page = await setsOf(this.exercise);
    if (!isCurrent()) return;
    this.exercises = page.exercises;
    if (!this.exercise) {
      const first = page.exercises.find(({ count }) => count > 1) ?? page.exercises[0];
      if (!first) return;
      this.exercise = first.id;
      page = await setsOf(this.exercise);
      if (!isCurrent()) return;
    }
    this.sets = page.analyses.filter((set) => set.report_ready);
    const choice = completed(this.choice, this.sets);
    if (choice !== this.choice) this.#go(choice, true);
  }

  /** @param {IsCurrent} isCurrent */
  async #compare(isCurrent) {
    const { before, after } = this.choice;
    // What was asked for once is kept; a set without a report may have one by now.
    const find = async (/** @type {string} */ id) => {
      const known = this.known.get(id);
      return known?.report ? known : playableSet(id);
    };
    const found = await Promise.all([...new Set([before, after])].map(find));
    if (!isCurrent()) return;
    this.known = new Map(found.map((set) => [set.id, set]));
    if (found.some((set) => !set.report)) throw new ApiError(409, "unready", words.unready);
    const first = before === after && this.choice.beforeRep === null ? this.#firstReps() : null;
    if (first) this.#go({ ...this.choice, ...first }, true);
    /** @type {Comparison} */
    const data = await api.get(`/compare?${new URLSearchParams(toQuery(this.choice))}`);
    if (!isCurrent()) return;
    const [a, b] = [
      this.reps("before")?.find(({ number }) => number === this.choice.beforeRep),
      this.reps("after")?.find(({ number }) => number === this.choice.afterRep),
    ];
    // Another object would begin the players anew.
    this.fixed = a && b ? [a, b] : null;
    this.data = data;
  }

  // --- drawing -----------------------------------------------------------------------------------

  render() {
    if (!this.ready) {
      return html`${this.#head()}
        <p class="lead quiet" role="status">${words.loading}</p>`;
    }
    if (!this.exercises.length && !this.trouble) return html`${this.#head()}${emptyState()}`;
    const isChosen = Boolean(this.choice.before || this.choice.after);
    return html`${this.#head()}
      <div role="status">
        ${this.trouble ? comparisonNotice(this.trouble, isChosen, () => this.load()) : nothing}
      </div>
      ${this.exercises.length ? comparisonForm(this) : nothing}
      ${this.data
        ? this.#result(this.data)
        : this.trouble
          ? nothing
          : html`<p class="quiet hint">${this.sets.length === 1 ? words.lonely : words.empty.start}</p>`}`;
  }

  #head() {
    if (!this.data) return html`<header class="sentence"><h1 tabindex="-1">${words.title}</h1></header>`;
    const { headline, lead, after } = this.data;
    return html`<header class="sentence">
      <p class="eyebrow">
        ${words.eyebrow(after.exercise?.title ?? "", words.whats[this.fixed ? "reps" : "sets"])}
      </p>
      <h1 tabindex="-1">${headline}</h1>
      ${lead ? html`<p class="lead">${lead}</p>` : nothing}
    </header>`;
  }

  /** @param {Comparison} data */
  #result({ differences }) {
    const [before, after] = [this.known.get(this.choice.before), this.known.get(this.choice.after)];
    if (!before || !after) return nothing;
    return html`<div class="compared">
      <fc-pair .first=${before} .second=${after} .fixed=${this.fixed}></fc-pair>${differenceList(
        differences,
      )}
    </div>`;
  }
}

customElements.define("fc-compare", Compare);

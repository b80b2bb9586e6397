/** Going through the review queue: from set to set without leaving the page. */

/** @import { WaitingSet } from "../../../types/api.js" */
/** @typedef {import("./draft.js").Draft} Draft */
/** @typedef {import("./page.js").ReviewPage} ReviewPage */

import { dismiss, markReviewed, reviewQueue } from "../../api/review-queue.js";
import { succeeds, toast } from "../../components/toast.js";
import { panel as words } from "../../words/review-queue.js";

/**
 * The queue as it was when the coach began, so that sets keep their places while they are reviewed.
 *
 * @type {{sets: WaitingSet[], done: Set<string>, drafts: Map<string, Draft>} | null}
 */
let walk = null;

/** @returns {boolean} whether this page goes through the queue */
export const inQueue = () => new URLSearchParams(location.search).has("queue");

/** @param {string} set @returns {string} the address of its page within the queue */
const queueAddress = (set) => `/review/${encodeURIComponent(set)}?queue`;

/** The queue as one set's page sees it. */
export class QueueWalk {
  /** @param {ReviewPage} page which is replaced by that of another set */
  constructor(page) {
    this.page = page;
  }

  async load() {
    if (!walk) {
      const { sets } = await reviewQueue();
      walk ??= { sets, done: new Set(), drafts: new Map() };
    }
    this.page.requestUpdate();
  }

  get sets() {
    return walk?.sets ?? [];
  }
  /** Where this set stands, from 0; -1 where it is none of the queue. */
  get at() {
    return this.sets.findIndex(({ set }) => set.id === this.page.set);
  }
  /** How many still wait. */
  get left() {
    return this.sets.filter(({ set }) => !walk?.done.has(set.id)).length;
  }
  get pain() {
    return this.sets[this.at]?.pain ?? null;
  }

  /** @returns {Draft | null} what was being written about this set when its page was left */
  takeDraft() {
    const kept = walk?.drafts.get(this.page.set) ?? null;
    walk?.drafts.delete(this.page.set);
    return kept;
  }

  /** @param {-1 | 1} way @returns {boolean} whether there is one */
  step(way) {
    const next = this.sets[this.at < 0 ? 0 : this.at + way];
    if (!next) return false;
    this.#open(next.set.id);
    return true;
  }

  /** Mark as reviewed, or dismiss, and go on to the next that waits. @param {"reviewed" | "dismissed"} how */
  async finish(how) {
    const { set, analysis } = this.page;
    const act = how === "reviewed" ? markReviewed : dismiss;
    if (!(await succeeds(() => act(set, true)))) return;
    walk?.done.add(set);
    const who = analysis?.owner?.name ?? "";
    const said = how === "reviewed" ? words.reviewedToast(who) : words.dismissedToast(who);
    const open = (/** @type {string} */ id) => this.#open(id);
    toast(this.left ? said : `${said} ${words.done}`, {
      undo: async () => {
        if (!(await succeeds(() => act(set, false)))) return;
        walk?.done.delete(set);
        open(set);
      },
    });
    const after = this.sets.slice(this.at + 1);
    const next = [...after, ...this.sets].find((one) => !walk?.done.has(one.set.id));
    if (next) this.#open(next.set.id);
    else this.page.said.load();
  }

  /** Another set's page in place of the one that stands here now. @param {string} set */
  #open(set) {
    const here = document.querySelector("fc-review");
    const { draft } = here.said;
    if (draft && (draft.text.trim() || draft.strokes.length)) walk?.drafts.set(here.set, draft);
    history.replaceState(null, "", queueAddress(set));
    const next = document.createElement("fc-review");
    here.replaceWith(next);
    scrollTo(0, 0);
    document.querySelector("main")?.focus({ preventScroll: true });
  }
}

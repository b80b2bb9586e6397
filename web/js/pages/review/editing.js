/** What can be done with a set on its page: rename, delete, judge again. */

/** @import { Analysis } from "../../../types/api.js" */
/** @typedef {import("./page.js").ReviewPage} ReviewPage */

import { api, messageOf } from "../../api/http.js";
import { changeDay } from "../../components/day-dialog.js";
import { changeLoad } from "../../components/load.js";
import { toast } from "../../components/toast.js";
import { actions, states as stateWords } from "../../words/review.js";

/** Changes the set that a result page shows. */
export class SetEditing {
  /** @param {ReviewPage} page */
  constructor(page) {
    this.page = page;
    this.untoast = () => {};
  }

  /**
   * Do what may be refused, and say so if it is.
   *
   * @template T
   * @param {() => Promise<T>} act
   * @returns {Promise<T | undefined>} undefined where it was refused
   */
  async attempt(act) {
    try {
      return await act();
    } catch (error) {
      toast(messageOf(error));
      return undefined;
    }
  }

  async remove() {
    const { page } = this;
    if (!page.analysis || page.deleted || !page.own) return;
    const done = await this.attempt(async () => (await api.delete(page.path)) ?? {});
    if (!done) return;
    clearTimeout(page.timer);
    page.deleted = true;
    page.updateComplete.then(() => page.querySelector(".state h1")?.focus());
    this.untoast = toast(stateWords.deletedToast(page.analysis.title), { undo: () => this.restore() });
  }

  async restore() {
    const { page } = this;
    this.untoast();
    if (!(await this.attempt(async () => (await api.post(`${page.path}/restore`)) ?? {}))) return;
    page.deleted = false;
    page.judged = null;
    toast(stateWords.restored);
    page.load();
  }

  /** @param {Partial<Analysis>} change what is known of it now */
  #update(change) {
    const { page } = this;
    if (page.analysis) page.analysis = { ...page.analysis, ...change };
  }

  /** @param {{title: string}} change */
  async rename({ title }) {
    const renamed = await this.attempt(() => api.patch(this.page.path, { title }));
    if (!renamed) return;
    this.#update({ title });
    document.title = `${title} · formcheck`;
    toast(actions.renamed);
  }

  async changeDay() {
    const { analysis } = this.page;
    const changed = analysis && (await this.attempt(() => changeDay(analysis)));
    if (!changed) return;
    this.#update({ filmed_on: changed.filmed_on });
    toast(actions.dayChanged);
  }

  async changeLoad() {
    const { path, report, analysis } = this.page;
    if (!report || !analysis) return;
    await changeLoad(path, report.title, analysis, (keep) =>
      this.attempt(async () => {
        const { load_kg: kg, band, effort } = await keep();
        this.#update({ load_kg: kg, band, effort });
        return true;
      }),
    );
  }

  /** Judge it again. @param {{exercise?: string | null, mirrored?: boolean}} change */
  async again(change) {
    const { page } = this;
    const begun = await this.attempt(async () => (await api.post(`${page.path}/reanalyse`, change)) ?? {});
    if (begun) page.load();
  }

  async choose() {
    await this.page.learn();
    this.page.dialogs.value?.choose();
  }

  async cancel() {
    await this.attempt(() => api.post(`${this.page.path}/cancel`));
    this.page.load();
  }
}

/** What can be done with a set on its page: rename, delete, judge again. */

import { api } from "../../api/http.js";
import { changeDay } from "../../components/day-dialog.js";
import { changeLoad } from "../../components/load.js";
import { toast } from "../../components/toast.js";
import { actions, states as stateWords } from "../../words/review.js";

/** Changes the set that a result page shows. */
export class SetEditing {
  /** @param {any} page the result page */
  constructor(page) {
    this.page = page;
  }

  /** Do what may be refused, and say so if it is. */
  async attempt(act) {
    try {
      return await act();
    } catch (error) {
      toast(error.message ?? String(error));
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
    this.untoast?.();
    if (!(await this.attempt(async () => (await api.post(`${page.path}/restore`)) ?? {}))) return;
    page.deleted = false;
    page.judged = null;
    toast(stateWords.restored);
    page.load();
  }

  async rename({ title }) {
    const { page } = this;
    const told = await this.attempt(() => api.patch(page.path, { title }));
    if (!told) return;
    page.analysis = { ...page.analysis, title };
    document.title = `${title} · formcheck`;
    toast(actions.renamed);
  }

  async changeDay() {
    const { page } = this;
    const changed = await this.attempt(() => changeDay(page.analysis));
    if (!changed) return;
    page.analysis = { ...page.analysis, filmed_on: changed.filmed_on };
    toast(actions.dayChanged);
  }

  async changeLoad() {
    const { page } = this;
    await changeLoad(page.path, page.report.title, page.analysis, (keep) =>
      this.attempt(async () => {
        const { load_kg: kg, band, effort } = await keep();
        page.analysis = { ...page.analysis, load_kg: kg, band, effort };
        return page.analysis;
      }),
    );
  }

  async again(what) {
    const { page } = this;
    const told = await this.attempt(async () => (await api.post(`${page.path}/reanalyse`, what)) ?? {});
    if (told) page.load();
  }

  async choose() {
    await this.page.learn();
    this.page.dialogs.value.choose();
  }

  async cancel() {
    await this.attempt(() => api.post(`${this.page.path}/cancel`));
    this.page.load();
  }
}

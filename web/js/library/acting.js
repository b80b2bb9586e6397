/** What can be done to a set, from a row, from the queue or by a key. */

import { api } from "../api.js";
import { toast } from "../shell/toast.js";
import { words } from "../words/library.js";
import { called } from "./names.js";
import { askName } from "./renaming.js";

/** Do it, and say so when it is refused. @returns {Promise<boolean>} whether it was done */
async function tried(act) {
  try {
    await act();
    return true;
  } catch (error) {
    toast(error.message);
    return false;
  }
}

/**
 * @param {import("./sets.js").Sets} sets
 * @returns the deeds, each taking an Analysis
 */
export function deeds(sets) {
  return {
    async rename(set) {
      const title = await askName(set.title);
      if (title && title !== set.title && (await tried(() => api.patch(`/analyses/${set.id}`, { title })))) sets.refresh();
    },

    async remove(set) {
      const name = called(set);
      const back = () => { sets.hide(set.id, false); sets.refresh(); };
      sets.hide(set.id);
      // Said at once, so that it can be taken back at once, even before the server has answered.
      const deleted = tried(() => api.delete(`/analyses/${set.id}`));
      const close = toast(words.removed(name), {
        undo: async () => {
          if ((await deleted) && (await tried(() => api.post(`/analyses/${set.id}/restore`)))) toast(words.restored(name));
          back();
        },
      });
      if (!(await deleted)) { close(); back(); }
    },

    async again(set, exercise = undefined) {
      if (await tried(() => api.post(`/analyses/${set.id}/reanalyse`, exercise === undefined ? {} : { exercise }))) sets.refresh();
    },

    async cancel(set) {
      if (await tried(() => api.post(`/analyses/${set.id}/cancel`))) sets.refresh();
    },
  };
}

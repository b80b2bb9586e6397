/** What can be done to a set, from its row, from the queue or by a key. */

/** @import { Analysis } from "../../types/api.js" */

import { html } from "/vendor/lit-3.3.3.js";
import { api } from "../api/http.js";
import { words } from "../words/library.js";
import { ask } from "./ask-dialog.js";
import { changeDay } from "./day-dialog.js";
import { setName } from "./set-row.js";
import { succeeds, toast } from "./toast.js";

const renamingWords = words.renaming;

/** @param {string} title @returns {Promise<string | null>} null when it stays as it is */
async function askForName(title) {
  const asked = ask(
    renamingWords.title,
    html`<div class="field">
      <label for="renaming-name">${renamingWords.label}</label>
      <input id="renaming-name" name="name" .value=${title} maxlength="200" required autocomplete="off" />
    </div>`,
    (form) => form.elements.name.value.trim(),
    renamingWords,
  );
  document.querySelector("#renaming-name").select();
  return (await asked) || null;
}

/**
 * @param {import("../api/sets.js").Sets} sets
 * @returns the actions
 */
export function setActions(sets) {
  return {
    /** @param {Analysis} set */
    async rename(set) {
      const title = await askForName(set.title);
      if (
        title &&
        title !== set.title &&
        (await succeeds(() => api.patch(`/analyses/${set.id}`, { title })))
      ) {
        sets.refresh();
      }
    },

    /** @param {Analysis} set */
    async changeDay(set) {
      await succeeds(async () => {
        if (await changeDay(set)) sets.refresh();
      });
    },

    /** @param {Analysis} set */
    async remove(set) {
      const name = setName(set);
      const back = () => {
        sets.hide(set.id, false);
        sets.refresh();
      };
      sets.hide(set.id);
      // Said at once, so that it can be taken back at once, even before the server has answered.
      const deleted = succeeds(() => api.delete(`/analyses/${set.id}`));
      const close = toast(words.removed(name), {
        undo: async () => {
          if ((await deleted) && (await succeeds(() => api.post(`/analyses/${set.id}/restore`)))) {
            toast(words.restored(name));
          }
          back();
        },
      });
      if (!(await deleted)) {
        close();
        back();
      }
    },

    /** @param {Analysis} set @param {string | null} [exercise] null to recognise it; as before without */
    async again(set, exercise) {
      if (
        await succeeds(() =>
          api.post(`/analyses/${set.id}/reanalyse`, exercise === undefined ? {} : { exercise }),
        )
      ) {
        sets.refresh();
      }
    },

    /** @param {Analysis} set */
    async cancel(set) {
      if (await succeeds(() => api.post(`/analyses/${set.id}/cancel`))) sets.refresh();
    },
  };
}

/** Plans that a coach keeps under a name: keeping one, and giving one to a client. */

/** @import { PlannedOut, Template } from "../../../types/api.js" */
/** @typedef {import("../../components/training-plan.js").Attempt} Attempt */

import { html, render } from "/vendor/lit-3.3.3.js";
import { api } from "../../api/http.js";
import { ask } from "../../components/ask-dialog.js";
import { answerOf, makeDialog } from "../../components/dialog.js";
import { icons } from "../../components/icons.js";
import { words as clientWords } from "../../words/client.js";
import { givePlan } from "./share-plan.js";

const words = clientWords.templates;

/**
 * Ask for a name and keep a plan under it.
 *
 * @param {PlannedOut[]} plan
 * @param {Attempt} attempt
 * @returns {Promise<string>} the name; empty where it was left or refused
 */
export async function keepTemplate(plan, attempt) {
  const field = html`<div class="field">
    <label for="template-name">${words.name}</label>
    <input id="template-name" name="name" required maxlength="80" autocomplete="off" />
  </div>`;
  const read = (/** @type {HTMLFormElement} */ form) => form.elements.name.value.trim();
  const name = await ask(words.keep, field, read, { save: words.save, cancel: words.cancel });
  if (!name) return "";
  const kept = plan.map(({ exercise, days, reps, sets, hold, sides, progression, changed }) => {
    return { exercise, days, reps, sets, hold, sides, progression, changed };
  });
  return (await attempt(() => api.put("/desk/templates", { name, plan: kept }))) ? name : "";
}

/**
 * Let a coach choose one of their templates, and give it to a client.
 *
 * @param {string} client
 * @param {Attempt} attempt
 * @returns {Promise<string>} its name; empty where it was left or refused
 */
export async function useTemplate(client, attempt) {
  /** @type {Template[]} */
  let templates = [];
  const asked = await attempt(async () => {
    ({ templates } = await api.get("/desk/templates"));
  });
  if (!asked) return "";
  const dialog = makeDialog("templates-title");
  const draw = () => render(choices(templates, remove), dialog);
  /** @param {Template} one */
  const remove = async (one) => {
    if (!(await attempt(() => api.delete(`/desk/templates/${encodeURIComponent(one.id)}`)))) return;
    templates = templates.filter(({ id }) => id !== one.id);
    draw();
  };
  draw();
  const chosen = await answerOf(dialog, (pressed) => templates.find(({ id }) => id === pressed));
  return chosen && (await attempt(() => givePlan(client, chosen.plan))) ? chosen.name : "";
}

/** @param {Template[]} templates @param {(one: Template) => void} remove */
const choices = (templates, remove) =>
  html`<form method="dialog" class="stack">
    <h2 id="templates-title">${words.use}</h2>
    <p>${templates.length ? words.about : words.none}</p>
    <ul class="plain list">
      ${templates.map(
        (one) =>
          html`<li>
            <button class="button" value=${one.id}>${one.name}</button>
            <button
              class="button bare icon"
              type="button"
              aria-label=${words.remove(one.name)}
              @click=${() => remove(one)}>
              ${icons.bin}
            </button>
          </li>`,
      )}
    </ul>
    <div class="buttons"><button class="button" value="">${words.cancel}</button></div>
  </form>`;

/** Giving one client's plan to others. */

/** @import { PeopleClient, PlannedOut, TemplateExercise } from "../../../types/api.js" */

import { html, render } from "/vendor/lit-3.3.3.js";
import { clients, forClient } from "../../api/client-scope.js";
import { api } from "../../api/http.js";
import { answerOf, makeDialog } from "../../components/dialog.js";
import { words as clientWords } from "../../words/client.js";

const words = clientWords.share;

/**
 * @param {PeopleClient} from whose plan it is
 * @returns {Promise<string[]>} the ids of those who are to have it; none where it is left
 */
export async function askWhoGetsPlan(from) {
  const others = (await clients()).filter((one) => one.id !== from.id);
  const dialog = makeDialog("share-plan-title");
  render(
    html`<form method="dialog" class="stack">
      <h2 id="share-plan-title">${words.title}</h2>
      ${others.length
        ? html`<p>${words.about(from.name)}</p>
            <div class="who-gets">
              ${others.map(
                ({ id, name }) =>
                  html`<label class="check"
                    ><input type="checkbox" name="who" value=${id} />${name}</label
                  >`,
              )}
            </div>`
        : html`<p>${words.nobody}</p>`}
      <div class="buttons">
        <button class="button main" value="go" ?disabled=${!others.length}>${words.sure}</button>
        <button class="button" value="">${words.cancel}</button>
      </div>
    </form>`,
    dialog,
  );
  return answerOf(dialog, (pressed) =>
    pressed === "go" ? [...dialog.querySelectorAll("[name=who]:checked")].map((box) => box.value) : [],
  );
}

/**
 * Make a client's plan the same; loads and bands stay each client's own.
 *
 * @param {string} client
 * @param {(PlannedOut | TemplateExercise)[]} plan
 */
export async function givePlan(client, plan) {
  /** @type {{plan: PlannedOut[]}} */
  const { plan: theirs } = await api.get(forClient("/programme", client));
  for (const { exercise, changed, days, reps, sets, hold, sides, progression } of plan) {
    const { load_kg = null, band = null } = theirs.find((one) => one.exercise === exercise) ?? {};
    if (changed || load_kg !== null || band) {
      const wanted = { exercise, days, reps, sets, hold, sides, load_kg, band, progression };
      await api.put(forClient("/programme/plan", client), wanted);
    } else {
      await api.delete(forClient(`/programme/plan/${encodeURIComponent(exercise)}`, client));
    }
  }
}

/** What is compared: which two sets, and whether whole or a rep of each. */

import { html, live, nothing } from "/vendor/lit-3.3.3.js";
import { setDate, setResult } from "../../lib/formatting.js";
import { words } from "../../words/compare.js";

const chooseWords = words.choose;

/** @param {any} set @returns {string} "today 14:05, 3 of 10 clean" */
const optionText = (set) =>
  chooseWords.set(setDate(set), setResult(set)?.text, set.title !== set.exercise?.title ? set.title : "");

/** @typedef {{before: string, after: string, beforeRep: number | null, afterRep: number | null}} Asked */

/**
 * @param {any} page asked, exercise, exercises, sets, reps (by set id)
 */
export function comparisonForm(page) {
  const { asked, exercise, exercises, sets } = page;
  const whole = asked.beforeRep === null;
  const same = asked.before && asked.before === asked.after;
  const both = page.reps("before") && page.reps("after");
  return html`<form
    class="choose"
    aria-label=${chooseWords.label}
    @submit=${(event) => event.preventDefault()}>
    ${select(
      "exercise",
      chooseWords.exercise,
      exercise,
      exercises.map((e) => [e.id, e.title]),
      (id) => page.take(id),
    )}
    ${select(
      "before",
      chooseWords.before,
      asked.before,
      sets.map((s) => [s.id, optionText(s)]),
      (id) => page.look({ before: id, beforeRep: null, afterRep: null }),
    )}
    ${select(
      "after",
      chooseWords.after,
      asked.after,
      sets.map((s) => [s.id, optionText(s)]),
      (id) => page.look({ after: id, beforeRep: null, afterRep: null }),
    )}
    ${both
      ? html`<div class="reps">
          ${select(
            "what",
            chooseWords.what,
            whole ? "sets" : "reps",
            [...(same ? [] : [["sets", chooseWords.sets]]), ["reps", chooseWords.reps]],
            (what) => page.whole(what === "sets"),
          )}
          ${whole
            ? nothing
            : html` ${select(
                "rep-before",
                chooseWords.repBefore,
                String(asked.beforeRep),
                numbered(page.reps("before")),
                (n) => page.look({ beforeRep: Number(n) }),
              )}
              ${select(
                "rep-after",
                chooseWords.repAfter,
                String(asked.afterRep),
                numbered(page.reps("after")),
                (n) => page.look({ afterRep: Number(n) }),
              )}`}
          <button
            class="button swap"
            type="button"
            @click=${() =>
              page.look({
                before: asked.after,
                after: asked.before,
                beforeRep: asked.afterRep,
                afterRep: asked.beforeRep,
              })}>
            ${chooseWords.swap}
          </button>
        </div>`
      : nothing}
  </form>`;
}

const numbered = (reps) =>
  reps.map((r) => [String(r.number), chooseWords.rep(r.number, words.sides[r.side])]);

function select(id, label, chosen, options, change) {
  const known = options.some(([value]) => value === chosen);
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <select id=${id} .value=${live(known ? chosen : "")} @change=${(event) => change(event.target.value)}>
      ${known ? nothing : html`<option value="" selected disabled>${chooseWords.none}</option>`}
      ${options.map(
        ([value, text]) => html`<option value=${value} ?selected=${value === chosen}>${text}</option>`,
      )}
    </select>
  </div>`;
}

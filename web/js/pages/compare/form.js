/** What is compared: which two sets, and whether whole or a rep of each. */

/** @import { Analysis, Choice as Counted } from "../../../types/api.js" */
/** @import { Rep } from "../../api/types.js" */
/** @typedef {import("./choice.js").Choice} Choice */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { selectField } from "../../components/select-field.js";
import { setDate, setResult } from "../../lib/formatting.js";
import { words } from "../../words/compare.js";

/**
 * @typedef {object} Comparing the page whose sets are chosen
 * @property {Choice} choice
 * @property {string} exercise
 * @property {Counted[]} exercises
 * @property {Analysis[]} sets of the exercise
 * @property {(which: "before" | "after") => Rep[] | null} reps null until they are known
 * @property {(change: Partial<Choice>) => void} choose
 * @property {(exercise: string) => void} chooseExercise
 * @property {(whole: boolean) => void} compareWhole
 */

const texts = words.choose;
const WHOLE = { beforeRep: null, afterRep: null };

/** @param {Analysis} set @returns {string} "today 14:05, 3 of 10 clean" */
const setText = (set) =>
  texts.set(setDate(set), setResult(set)?.text, set.title !== set.exercise?.title ? set.title : "");

/** @param {Comparing} page */
export function comparisonForm(page) {
  const { choice, exercise, exercises, sets } = page;
  return html`<form
    class="choose"
    aria-label=${texts.label}
    @submit=${(/** @type {Event} */ event) => event.preventDefault()}>
    ${selectField({
      id: "exercise",
      label: texts.exercise,
      chosen: exercise,
      options: exercises.map(({ id, title }) => [id, title]),
      change: (id) => page.chooseExercise(id),
      placeholder: texts.none,
    })}
    ${[
      { which: /** @type {const} */ ("before"), label: texts.before },
      { which: /** @type {const} */ ("after"), label: texts.after },
    ].map(({ which, label }) =>
      selectField({
        id: which,
        label,
        chosen: choice[which],
        options: sets.map((set) => [set.id, setText(set)]),
        change: (id) => page.choose({ [which]: id, ...WHOLE }),
        placeholder: texts.none,
      }),
    )}
    ${repFields(page)}
  </form>`;
}

/** @param {Comparing} page */
function repFields(page) {
  const { choice } = page;
  const [before, after] = [page.reps("before"), page.reps("after")];
  if (!before || !after) return nothing;
  const isWhole = choice.beforeRep === null;
  const isSame = choice.before === choice.after;
  return html`<div class="reps">
    ${selectField({
      id: "what",
      label: texts.what,
      chosen: isWhole ? "sets" : "reps",
      options: [...(isSame ? [] : [option("sets", texts.sets)]), option("reps", texts.reps)],
      change: (what) => page.compareWhole(what === "sets"),
      placeholder: texts.none,
    })}
    ${isWhole
      ? nothing
      : html`${repField("rep-before", texts.repBefore, choice.beforeRep, before, (beforeRep) =>
          page.choose({ beforeRep }),
        )}
        ${repField("rep-after", texts.repAfter, choice.afterRep, after, (afterRep) =>
          page.choose({ afterRep }),
        )}`}
    <button class="button swap" type="button" @click=${() => page.choose(swapped(choice))}>
      ${texts.swap}
    </button>
  </div>`;
}

/** @type {(value: string, text: string) => [string, string]} */
const option = (value, text) => [value, text];

/** @param {Choice} choice @returns {Choice} */
const swapped = ({ before, after, beforeRep, afterRep }) => ({
  before: after,
  after: before,
  beforeRep: afterRep,
  afterRep: beforeRep,
});

/** @type {(id: string, label: string, chosen: number | null, reps: Rep[], choose: (n: number) => void) =>
 *   unknown} */
const repField = (id, label, chosen, reps, choose) =>
  selectField({
    id,
    label,
    chosen: String(chosen),
    options: reps.map(({ number, side }) => [String(number), texts.rep(number, words.sides[side])]),
    change: (number) => choose(Number(number)),
    placeholder: texts.none,
  });

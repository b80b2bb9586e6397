/** What is compared: which two sets, and whether whole or a rep of each. */

import { html, live, nothing } from "/vendor/lit-3.3.3.js";
import { clean, when } from "../shell/formatting.js";
import { words } from "../words/compare.js";

const say = words.choose;

/** @param {any} set @returns {string} "today 14:05, 3 of 10 clean" */
const told = (set) => say.set(when(set.created), clean(set)?.text, set.title !== set.exercise?.title ? set.title : "");

/** @typedef {{before: string, after: string, beforeRep: number | null, afterRep: number | null}} Asked */

/**
 * @param {any} page asked, exercise, exercises, sets, reps (by set id)
 */
export function choosing(page) {
  const { asked, exercise, exercises, sets } = page;
  const whole = asked.beforeRep === null;
  const same = asked.before && asked.before === asked.after;
  const both = page.reps("before") && page.reps("after");
  return html`<form class="choose" aria-label=${say.label} @submit=${(event) => event.preventDefault()}>
    ${select("exercise", say.exercise, exercise, exercises.map((e) => [e.id, e.title]), (id) => page.take(id))}
    ${select("before", say.before, asked.before, sets.map((s) => [s.id, told(s)]), (id) => page.look({ before: id, beforeRep: null, afterRep: null }))}
    ${select("after", say.after, asked.after, sets.map((s) => [s.id, told(s)]), (id) => page.look({ after: id, beforeRep: null, afterRep: null }))}
    ${both ? html`<div class="reps">
      ${select("what", say.what, whole ? "sets" : "reps", [...(same ? [] : [["sets", say.sets]]), ["reps", say.reps]], (what) => page.whole(what === "sets"))}
      ${whole ? nothing : html`
        ${select("rep-before", say.repBefore, String(asked.beforeRep), numbered(page.reps("before")), (n) => page.look({ beforeRep: Number(n) }))}
        ${select("rep-after", say.repAfter, String(asked.afterRep), numbered(page.reps("after")), (n) => page.look({ afterRep: Number(n) }))}`}
      <button class="button swap" type="button" @click=${() => page.look({ before: asked.after, after: asked.before, beforeRep: asked.afterRep, afterRep: asked.beforeRep })}>${say.swap}</button>
    </div>` : nothing}
  </form>`;
}

const numbered = (reps) => reps.map((r) => [String(r.number), say.rep(r.number, words.sides[r.side])]);

function select(id, label, chosen, options, change) {
  const known = options.some(([value]) => value === chosen);
  return html`<div class="field"><label for=${id}>${label}</label>
    <select id=${id} .value=${live(known ? chosen : "")} @change=${(event) => change(event.target.value)}>
      ${known ? nothing : html`<option value="" selected disabled>${say.none}</option>`}
      ${options.map(([value, text]) => html`<option value=${value} ?selected=${value === chosen}>${text}</option>`)}</select></div>`;
}

/** Whether somebody agrees with a finding: the buttons, and the decision in words. */

/** @import { DecisionOut } from "../../../types/api.js" */
/** @typedef {import("./coach-review.js").CoachReview} CoachReview */
/** @typedef {import("./coach-review.js").JudgedFinding} JudgedFinding */

import { html, live, nothing } from "/vendor/lit-3.3.3.js";
import { icons } from "../../components/icons.js";
import { panel as panelWords } from "../../words/review-queue.js";
import { reviewing as words } from "../../words/review.js";

/** @param {{id: string, name: string} | null} by @param {boolean} mine */
export const authorName = (by, mine) => (mine ? words.you : by?.name || words.somebody);

/**
 * @param {CoachReview | undefined} said
 * @param {JudgedFinding} f
 * @param {string} [place] where on the page it is asked, where that is more than once
 */
export function decisionButtons(said, f, place = "") {
  if (!said?.review || f.verdict === "unsure") return nothing;
  const all = said.decisions(f.rep, f.cue);
  const mine = all.find((d) => d.mine);
  const others = said.on ? all.filter((d) => !d.mine) : all;
  if (!said.on && !others.length) return nothing;
  return html`<div class="decide">
    ${said.on ? choiceButtons(said, f, mine) : nothing} ${others.map((d) => decisionText(d))}
    ${said.on && mine?.decision === "rejected" ? objectionForm(said, f, mine, place) : nothing}
  </div>`;
}

/** @param {CoachReview} said @param {JudgedFinding} f @param {DecisionOut | undefined} mine */
function choiceButtons(said, f, mine) {
  /** @type {(decision: DecisionOut["decision"], icon: unknown) => unknown} */
  const button = (decision, icon) => {
    const chosen = mine?.decision === decision;
    return html`<button
      class="button small choice ${decision}"
      type="button"
      aria-pressed=${chosen ? "true" : "false"}
      @click=${() => (chosen ? said.undecide(f.rep, f.cue) : said.decide(f.rep, f.cue, decision))}>
      ${icon}<span>${words.decisions[decision]}</span
      ><span class="unseen-text">${words.about(f.title, f.rep)}</span>
    </button>`;
  };
  return html`<div class="choices" role="group" aria-label=${words.choose(f.title, f.rep)}>
    ${button("accepted", icons.agree)}${button("rejected", icons.reject)}
  </div>`;
}

/**
 * What is wrong with a rejected finding: one of three, and in words.
 *
 * @param {CoachReview} said
 * @param {JudgedFinding} f
 * @param {DecisionOut} mine
 * @param {string} place
 */
function objectionForm(said, f, mine, place) {
  const id = `why${place}-${f.rep}-${f.cue}`;
  const save = (/** @type {FormEvent} */ event) => {
    event.preventDefault();
    const { reason, objection } = mine;
    const now = {
      reason: event.target.elements.reason.value.trim(),
      objection: event.target.elements[`${id}-what`].value || null,
    };
    if (now.reason !== reason || now.objection !== objection) said.decide(f.rep, f.cue, "rejected", now);
  };
  const submit = (/** @type {FieldEvent} */ event) => event.target.form?.requestSubmit();
  return html`<form class="why" @submit=${save}>
    <fieldset class="objections">
      <legend class="small">${panelWords.objection}</legend>
      ${panelWords.objections.map(
        ([value, text]) =>
          html`<label class="check small"
            ><input
              type="radio"
              name="${id}-what"
              value=${value}
              .checked=${live(mine.objection === value)}
              @change=${submit} />${text}</label
          >`,
      )}
    </fieldset>
    <label class="unseen-text" for=${id}>${words.why}</label>
    <input
      id=${id}
      name="reason"
      maxlength="500"
      autocomplete="off"
      placeholder=${words.why}
      .value=${mine.reason}
      @change=${submit} />
  </form>`;
}

/**
 * @param {DecisionOut} decision
 * @returns {string} ": not this fault, the band slipped"; empty without a reason
 */
function objectionText({ objection, reason }) {
  const [, what] = panelWords.objections.find(([value]) => value === objection) ?? [];
  const parts = [what?.toLowerCase(), reason].filter(Boolean);
  return parts.length ? `: ${parts.join(", ")}` : "";
}

/** A decision in words, as it is read by whoever does not decide. @param {DecisionOut} d */
export const decisionText = (d) =>
  html`<p class="small word ${d.decision}">
    ${d.decision === "accepted" ? icons.agree : icons.reject}<span
      >${words.told[d.decision](authorName(d.by, d.mine), d.mine)}${objectionText(d)}</span
    >
  </p>`;

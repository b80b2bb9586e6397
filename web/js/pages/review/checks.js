/** Everything that was checked: a line a cue with its degree, and what the cue means. */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { mark } from "../../components/icons.js";
import { review as words } from "../../words/review.js";
import { degreeBar } from "./first-look.js";
import { findingLine } from "./repetitions.js";

/** @import { CueOut } from "../../../types/api.js" */
/** @typedef {import("../../api/types.js").ReportView} ReportView */
/** @typedef {import("../../api/types.js").CueSummary} CueSummary */

/**
 * @param {ReportView} view
 * @param {CueOut[]} cues of the exercise: what each is, and how it is measured
 * @param {(check: CueSummary) => void} show
 */
export const checkList = (view, cues, show) => html`
  <ul class="checks plain">
    ${view.checks.map((check) =>
      oneCheck(
        check,
        cues.find((c) => c.id === check.cue),
        show,
      ),
    )}
  </ul>
  ${view.set_findings.length
    ? html`<h3>${words.headings.set}</h3>
        <ul class="lines plain">
          ${view.set_findings.map((f) => findingLine(f))}
        </ul>`
    : nothing}
`;

/** @param {CueSummary} check @param {CueOut | undefined} cue @param {(check: CueSummary) => void} show */
const oneCheck = (check, cue, show) =>
  html`<li class="check-line">
    ${mark(check.verdict, words.verdicts[check.verdict])}
    <div>
      <p>
        <strong>${check.title}</strong> <span class="quiet">${check.text}</span>
        ${check.time === null
          ? nothing
          : html`<button class="button small show" type="button" @click=${() => show(check)}>
              ${words.show}<span class="unseen-text">${words.showsWhat(check.title, check.rep)}</span>
            </button>`}
      </p>
      ${check.measure ? html`<p class="small">${check.measure}</p>` : nothing} ${degreeBar(check.shares)}
      ${cue ? glossary(cue) : nothing}
    </div>
  </li>`;

/** What a cue means: its rule, its goal and where that comes from, how it is measured. @param {CueOut} cue */
const glossary = (cue) =>
  html`<details class="glossary">
    <summary class="small">${words.glossary.title}<span class="unseen-text">: ${cue.title}</span></summary>
    <dl class="small">
      ${[
        [words.glossary.rule, cue.rule],
        [words.glossary.goal, cue.limit_text],
        [words.glossary.source, cue.source],
        [words.glossary.method, cue.method],
        [words.glossary.misled, cue.known_confounders],
      ]
        .filter(([, text]) => text)
        .map(
          ([name, text]) =>
            html`<dt>${name}</dt>
              <dd>${text}</dd>`,
        )}
    </dl>
  </details>`;

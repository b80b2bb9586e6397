/** What changed, cue by cue, in words first. */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { changeMark } from "../../components/cue-charts.js";
import { amount, measured } from "../../lib/measurements.js";
import { words } from "../../words/compare.js";

const ORDER = ["worse", "better", "other", "none", "unknown"];

/**
 * @typedef {{value: number, margin: number, reps: number}} Value
 * @typedef {{cue: string, title: string, side: "left" | "right" | "both", unit: string, before: Value | null,
 *   after: Value | null, difference: number | null, margin: number | null,
 *   change: "better" | "worse" | "other" | "none" | "unknown"}} Difference
 */

const named = (d) => words.named(d.title, words.sides[d.side]);

/** @param {Difference[]} all @returns {{title: string, lead: string}} the one sentence */
export function headline(all) {
  const of = (change) => all.filter((d) => d.change === change);
  const said = ["better", "worse", "other"]
    .filter((change) => of(change).length)
    .map((change) =>
      words.headline[change](
        of(change)
          .map((d) => named(d).toLowerCase())
          .join("; "),
      ),
    );
  const [none, unknown] = [of("none").length, of("unknown").length];
  if (said.length) return { title: said.join(" "), lead: none || unknown ? words.rest(none, unknown) : "" };
  return none
    ? { title: words.headline.none, lead: unknown ? words.rest(0, unknown) : "" }
    : { title: words.headline.unknown, lead: "" };
}

/** @param {Difference} d @param {Value | null} v */
const valueText = (d, v) =>
  v
    ? words.differences.value(
        measured({ value: v.value, margin: v.margin, unit: d.unit, limit: null }),
        v.reps,
      )
    : words.differences.notMeasured;

function changeText(d) {
  const texts = words.differences.change[d.change];
  if (d.change === "unknown" || d.difference === null) return words.differences.change.unknown;
  const size = Math.abs(d.difference);
  return texts(amount(size, d.unit, d.margin), amount(d.margin, d.unit, size));
}

/** @param {Difference[]} all */
export function differenceList(all) {
  const texts = words.differences;
  const sorted = [...all].sort((a, b) => ORDER.indexOf(a.change) - ORDER.indexOf(b.change));
  return html`<section class="differences" aria-labelledby="differences-title">
    <h2 id="differences-title">${texts.title}</h2>
    ${sorted.length
      ? html`<ul class="plain">
          ${sorted.map(
            (d) =>
              html`<li class="line ${d.change}" data-cue=${d.cue} data-side=${d.side}>
                ${changeMark(d.change)}
                <div>
                  <h3>${named(d)}</h3>
                  <p>${changeText(d)}</p>
                  <dl class="small quiet">
                    <div>
                      <dt>${texts.before}</dt>
                      <dd>${valueText(d, d.before)}</dd>
                    </div>
                    <div>
                      <dt>${texts.after}</dt>
                      <dd>${valueText(d, d.after)}</dd>
                    </div>
                  </dl>
                </div>
              </li>`,
          )}
        </ul>`
      : nothing}
    <p class="small quiet">${texts.about}</p>
  </section>`;
}

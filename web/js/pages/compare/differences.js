/** What changed, cue by cue, in the order and the words of the server. */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { changeMark } from "../../components/cue-charts.js";
import { words } from "../../words/compare.js";

/** @import { DifferenceOut } from "../../../types/api.js" */

/** @param {DifferenceOut[]} all */
export function differenceList(all) {
  const texts = words.differences;
  return html`<section class="differences" aria-labelledby="differences-title">
    <h2 id="differences-title">${texts.title}</h2>
    ${all.length
      ? html`<ul class="plain">
          ${all.map(
            (d) =>
              html`<li class="line ${d.change}" data-cue=${d.cue} data-side=${d.side}>
                ${changeMark(d.change)}
                <div>
                  <h3>${d.name}</h3>
                  <p>${d.text}</p>
                  <dl class="small quiet">
                    <div>
                      <dt>${texts.before}</dt>
                      <dd>${d.before_text}</dd>
                    </div>
                    <div>
                      <dt>${texts.after}</dt>
                      <dd>${d.after_text}</dd>
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

/** What the comparison shows where there is nothing to compare, or something is wrong. */

/** @import { ApiError } from "../../api/http.js" */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { clientId } from "../../api/client-scope.js";
import { exerciseFigure } from "../../components/exercise-figure.js";
import { badNotice, retryNotice } from "../../components/notice.js";
import { words } from "../../words/compare.js";

export const emptyState = () =>
  html`<div class="state">
    <p class="figures">${exerciseFigure("glute_bridge")}${exerciseFigure("glute_bridge")}</p>
    <h2>${words.empty.title}</h2>
    <p class="lead">${words.empty.message}</p>
    ${clientId()
      ? nothing
      : html`<p class="ways">
          <a class="button main" href="/record">${words.empty.record}</a
          ><a class="button" href="/library">${words.empty.library}</a>
        </p>`}
  </div>`;

/**
 * @param {ApiError} trouble
 * @param {boolean} isChosen whether a set is named at all
 * @param {() => void} retry
 */
export function comparisonNotice(trouble, isChosen, retry) {
  const { status, code } = trouble;
  if (trouble.gone || status >= 500) return retryNotice(trouble, retry);
  if (code === "unready") return badNotice(words.unready, nothing, retry);
  if (code === "other_exercise") return badNotice(words.other);
  const isMissing = isChosen && status === 404 && code !== "no_rep";
  return badNotice(isMissing ? words.gone : trouble.message);
}

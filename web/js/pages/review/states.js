/** Everything the page is when it is not a result: waiting, failed, stopped, gone. */

/** @import { SetDetail } from "../../api/types.js" */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { mark } from "../../components/icons.js";
import { states as words } from "../../words/review.js";

/**
 * @param {SetDetail} a queued or running
 * @param {(() => void) | null} cancel null where that is somebody else's to do
 */
export function waiting(a, cancel) {
  const [title, text] = words.stages[a.stage ?? "waiting"];
  return html`<div class="state" aria-live="polite">
    ${a.thumbnail ? html`<img class="thumbnail" src=${a.thumbnail} alt="" />` : nothing}
    <p class="eyebrow">${a.title}</p>
    <h1>${title}</h1>
    <p class="lead">${text}</p>
    ${progress(a)} ${a.tries > 1 ? html`<p class="small quiet">${words.tries(a.tries)}</p>` : nothing}
    ${cancel
      ? html`<p class="buttons">
          <button class="button" type="button" @click=${cancel}>${words.cancel}</button>
        </p>`
      : nothing}
  </div>`;
}

/** How far it is, and how long it will take. @param {SetDetail} a */
export function progress(a) {
  const share = a.progress === null ? null : Math.round(100 * a.progress);
  const told = [share === null ? "" : words.done(share), a.left === null ? "" : words.left(a.left)]
    .filter(Boolean)
    .join(", ");
  // A bar without a value would move without end: before the start there is none.
  return html`${share === null
    ? nothing
    : html`<progress class="bar" max="100" value=${share} aria-label=${words.done(share)}></progress>`}
  ${told ? html`<p class="small quiet told">${told}</p>` : nothing}`;
}

/**
 * @param {SetDetail} a failed or cancelled, without a report
 * @param {import("./editing.js").SetEditing | null} edit null where that is somebody else's to do
 */
export function stopped(a, edit) {
  const failed = a.state === "failed";
  return html`<div class="state">
    ${a.thumbnail ? html`<img class="thumbnail" src=${a.thumbnail} alt="" />` : nothing}
    <p class="eyebrow">${a.title}</p>
    <h1>${failed ? words.failed : a.state === "done" ? words.unreadable : words.cancelled}</h1>
    ${failed && a.error ? html`<p class="lead">${a.error.message}</p>` : nothing}
    <p class="quiet">${failed ? words.safe : words.cancelledSafe}</p>
    ${edit
      ? html`<div class="buttons">
          <button class="button main" type="button" @click=${() => edit.choose()}>
            ${words.chooseAgain}
          </button>
          <button class="button" type="button" @click=${() => edit.again({})}>${words.again}</button>
          <button class="button bare" type="button" @click=${() => edit.remove()}>${words.remove}</button>
        </div>`
      : nothing}
    ${a.log?.length
      ? html`<details class="log">
          <summary class="small quiet">${words.log}</summary>
          <pre class="small scroll" tabindex="0">${a.log.join("\n")}</pre>
        </details>`
      : nothing}
  </div>`;
}

export const gone = () =>
  html`<div class="state">
    <h1>${words.gone}</h1>
    <p class="lead">${words.goneWhy}</p>
    <p class="ways">
      <a class="button main" href="/library">${words.toLibrary}</a>
      <a class="button" href="/record">${words.toRecord}</a>
    </p>
  </div>`;

/** @param {() => void} undo */
export const deleted = (undo) =>
  html`<div class="state">
    <h1 tabindex="-1">${words.deleted}</h1>
    <p class="lead">${words.deletedWhy}</p>
    <p class="ways">
      <button class="button main" type="button" @click=${undo}>${words.undo}</button>
      <a class="button" href="/library">${words.toLibrary}</a>
    </p>
  </div>`;

export const loading = () =>
  html`<div class="state"><p class="lead quiet" role="status">${words.loading}</p></div>`;

/**
 * Something to know above a result: it is being judged again, or that failed, or nobody answers.
 *
 * @param {boolean} bad @param {string} text @param {unknown} [more]
 */
export const notice = (bad, text, more = nothing) =>
  html`<div class="notice ${bad ? "bad" : ""}" role=${bad ? "alert" : "status"}>
    ${bad ? mark("fault") : nothing}
    <div>
      <p>${text}</p>
      ${more}
    </div>
  </div>`;

/** The review queue on the desk: the sets that wait, the most urgent first. */

import { html, nothing, repeat } from "/vendor/lit-3.3.3.js";
import { mark } from "../../components/icons.js";
import { setName, thumbnail } from "../../components/set-row.js";
import { desk } from "../../words/desk.js";
import { queue as words } from "../../words/review-queue.js";

/** @import { Analysis, ReviewQueue, WaitingSet } from "../../../types/api.js" */

const DAY = 24 * 3600 * 1000;

/** @param {string} created @param {Date} [now] @returns {number} whole days since */
const daysSince = (created, now = new Date()) =>
  Math.max(0, Math.floor((now.getTime() - new Date(created).getTime()) / DAY));

/** @param {Analysis} set @returns {string} "Hips high enough: fault in 4 of 10 reps" */
const mainFault = ({ fault, total }) =>
  fault ? words.fault(fault.title, fault.count, total) : words.clean;

/**
 * @param {WaitingSet} waiting
 * @param {(set: Analysis) => void} dismiss
 */
const queueRow = ({ set, pain }, dismiss) => {
  const who = set.owner?.name ?? "";
  return html`<li class="waiting" data-id=${set.id}>
    <a class="card set-open" href="/review/${encodeURIComponent(set.id)}?queue">
      ${thumbnail(set)}
      <span class="set-what"
        ><strong>${who}</strong
        ><span class="small quiet"
          >${[setName(set), words.waiting(daysSince(set.created))].join(" · ")}</span
        ></span
      >
      <span class="set-result"
        ><span class="line">${mark(set.fault ? "fault" : "ok")}<span>${mainFault(set)}</span></span> ${pain
          ? html`<span class="small line">${mark("fault")}<span>${pain.message}</span></span>`
          : nothing}</span
      >
    </a>
    <button
      class="button bare small"
      type="button"
      aria-label=${words.dismissLabel(setName(set), who)}
      @click=${() => dismiss(set)}>
      ${words.dismiss}
    </button>
  </li>`;
};

/**
 * @param {ReviewQueue | null} queue null while it is asked for
 * @param {(set: Analysis) => void} dismiss
 */
export function queueList(queue, dismiss) {
  if (!queue) return html`<p class="small quiet count" role="status">${desk.loading}</p>`;
  if (!queue.total) {
    return html`<section class="nobody list">
      <h2>${words.empty.title}</h2>
      <p>${words.empty.message}</p>
    </section>`;
  }
  return html`<section class="list" aria-label=${words.title}>
    <p class="small quiet count" role="status">${desk.sets(queue.total)}</p>
    <p class="small quiet">${words.order}</p>
    <ul class="plain rows">
      ${repeat(
        queue.sets,
        ({ set }) => set.id,
        (waiting) => queueRow(waiting, dismiss),
      )}
    </ul>
  </section>`;
}

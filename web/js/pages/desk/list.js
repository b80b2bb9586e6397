/** The clients of the desk, or the sets of all of them. */

/** @import { Desk as ClientPage, SetPage } from "../../../types/api.js" */

import { html, nothing, repeat } from "/vendor/lit-3.3.3.js";
import { setRow } from "../../components/set-row.js";
import { desk as words } from "../../words/desk.js";
import { clientRow } from "./client-row.js";
import { narrows } from "./filters.js";

/**
 * @typedef {object} Listing the page whose clients or sets are listed
 * @property {Record<string, string>} filter
 * @property {boolean} loading
 * @property {(change: Record<string, string>) => void} look
 * @property {() => void} showMore
 */

const NO_FILTER = { q: "", attention: "", exercise: "", fault: "", tag: "", reviewed: "" };

/** @param {Listing} page @param {ClientPage} data */
export function clientList(page, data) {
  const { clients, total, everybody } = data;
  const rows = html`<ul class="plain clients">
    ${repeat(clients, (client) => client.id, clientRow)}
  </ul>`;
  return list(
    page,
    { title: words.views.clients, count: words.count(total, everybody), shown: clients.length, total },
    [narrows(page.filter) ? nothing : needs(page, data.attention), rows],
  );
}

/** @param {Listing} page @param {SetPage} data */
export function setList(page, { analyses, total }) {
  const rows = html`<ul class="plain rows">
    ${repeat(
      analyses,
      (set) => set.id,
      (set) => setRow(set, undefined, set.owner?.name),
    )}
  </ul>`;
  return list(
    page,
    { title: words.views.sets, count: words.sets(total), shown: analyses.length, total },
    rows,
  );
}

/**
 * @param {Listing} page
 * @param {{title: string, count: string, shown: number, total: number}} about
 * @param {unknown} rows
 */
const list = (page, { title, count, shown, total }, rows) =>
  html`<section class="list ${page.loading ? "asking" : ""}" aria-label=${title}>
    <p class="small quiet count" role="status">${count}</p>
    ${rows}
    ${shown
      ? nothing
      : html`<p>
          ${words.nothing}
          <button class="button bare small" type="button" @click=${() => page.look(NO_FILTER)}>
            ${words.clear}
          </button>
        </p>`}
    ${shown < total
      ? html`<button class="button more" type="button" @click=${() => page.showMore()}>
          ${words.more}
        </button>`
      : nothing}
  </section>`;

/**
 * How many need attention, and why: each a filter.
 *
 * @param {Listing} page
 * @param {Record<string, number>} counts by reason
 */
function needs(page, counts) {
  const codes = words.codes.filter(({ code }) => counts[code]);
  if (!codes.length) return nothing;
  return html`<ul class="plain needs">
    ${codes.map(
      ({ code, counted }) =>
        html`<li>
          <button class="button small" type="button" @click=${() => page.look({ attention: code })}>
            <strong>${counts[code]}</strong> ${counted(counts[code])}
          </button>
        </li>`,
    )}
  </ul>`;
}

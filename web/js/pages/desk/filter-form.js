/** The form above a list of the desk: search, filters and order. */

/** @import { Desk as ClientPage, SetPage } from "../../../types/api.js" */
/** @typedef {[value: string, text: string]} Option */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { selectField } from "../../components/select-field.js";
import { desk as words } from "../../words/desk.js";

/**
 * @typedef {object} Filtered the page whose list is filtered
 * @property {import("./filters.js").View} view
 * @property {ClientPage | SetPage | null} data what the server answered last; null before
 * @property {Record<string, string>} filter
 * @property {boolean} filtering whether the filters are shown on a narrow screen
 * @property {(change: Record<string, string>) => void} look
 * @property {(q: string) => void} search
 */

const texts = words.filters;

/** @param {Filtered} page */
export function filterForm(page) {
  const { data, filter } = page;
  const clients = page.view === "clients";
  return html`<form
    class="filters ${page.filtering ? "open" : ""}"
    role="search"
    aria-label=${texts.label}
    @submit=${(/** @type {Event} */ event) => event.preventDefault()}>
    <div class="field search">
      <label for="search">${clients ? texts.name : texts.set}</label>
      <input
        id="search"
        type="search"
        .value=${filter.q ?? ""}
        @input=${(/** @type {FieldEvent} */ event) => page.search(event.target.value)}
        autocomplete="off" />
    </div>
    <button
      class="button"
      type="button"
      aria-expanded=${page.filtering ? "true" : "false"}
      @click=${() => {
        page.filtering = !page.filtering;
      }}>
      ${texts.more}
    </button>
    ${clients ? select(page, "attention", texts.attention, attentions()) : nothing}
    ${select(page, "exercise", texts.exercise, [["", texts.anyExercise], ...counted(data?.exercises)])}
    ${data && "tags" in data && data.tags.length
      ? select(page, "tag", texts.tag, [["", texts.anyTag], ...counted(data.tags)])
      : nothing}
    ${select(page, "fault", texts.fault, [["", texts.anyFault], ...counted(data?.faults)])}
    ${clients
      ? select(page, "sort", texts.sort, words.sorts)
      : select(page, "reviewed", texts.reviewed, [
          ["", texts.allSets],
          ["false", texts.open],
          ["true", texts.done],
        ])}
  </form>`;
}

/** @returns {Option[]} */
const attentions = () => [
  ["", texts.all],
  ["any", texts.anyAttention],
  ...words.codes.map(({ code, title }) => /** @type {Option} */ ([code, title])),
];

/**
 * @param {({id: string, title: string, count: number} | {cue: string, title: string, count: number})[]} [all]
 * @returns {Option[]}
 */
const counted = (all = []) =>
  all.map((one) => ["id" in one ? one.id : one.cue, words.counted(one.title, one.count)]);

/** @param {Filtered} page @param {string} name @param {string} label @param {string[][]} options */
const select = (page, name, label, options) =>
  selectField({
    id: name,
    label,
    chosen: page.filter[name] ?? (name === "sort" ? "attention" : ""),
    options: options.map(([value, text]) => [value, text]),
    change: (value) => page.look({ [name]: value }),
  });

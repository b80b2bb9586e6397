/** The form above a list of the desk: search, filters and order. */

import { html, live, nothing } from "/vendor/lit-3.3.3.js";
import { desk as words } from "../../words/desk.js";

/**
 * @typedef {object} Filtered the page whose list is filtered
 * @property {"queue" | "clients" | "sets"} view
 * @property {any} data what the server answered last; null before
 * @property {Record<string, string>} filter
 * @property {boolean} filtering whether the filters are shown on a narrow screen
 * @property {(change: Record<string, string>) => void} look
 * @property {(q: string) => void} search
 */

/** @param {Filtered} page */
export function filterForm(page) {
  const { data, filter } = page;
  const clients = page.view === "clients";
  return html`<form
    class="filters ${page.filtering ? "open" : ""}"
    role="search"
    aria-label=${words.filters.label}
    @submit=${(/** @type {Event} */ event) => event.preventDefault()}>
    <div class="field search">
      <label for="search">${clients ? words.filters.name : words.filters.set}</label>
      <input
        id="search"
        type="search"
        .value=${filter.q ?? ""}
        @input=${(/** @type {{target: HTMLInputElement}} */ event) => page.search(event.target.value)}
        autocomplete="off" />
    </div>
    <button
      class="button"
      type="button"
      aria-expanded=${page.filtering ? "true" : "false"}
      @click=${() => {
        page.filtering = !page.filtering;
      }}>
      ${words.filters.more}
    </button>
    ${clients
      ? select(page, "attention", words.filters.attention, words.filters.all, [
          ["any", words.filters.anyAttention],
          ...words.codes.map(({ code, title }) => /** @type {Option} */ ([code, title])),
        ])
      : nothing}
    ${select(
      page,
      "exercise",
      words.filters.exercise,
      words.filters.anyExercise,
      choices(data?.exercises, "id"),
    )}
    ${clients && data?.tags?.length
      ? select(page, "tag", words.filters.tag, words.filters.anyTag, choices(data.tags, "id"))
      : nothing}
    ${select(page, "fault", words.filters.fault, words.filters.anyFault, choices(data?.faults, "cue"))}
    ${clients
      ? select(page, "sort", words.filters.sort, null, words.sorts)
      : select(page, "reviewed", words.filters.reviewed, words.filters.allSets, [
          ["false", words.filters.open],
          ["true", words.filters.done],
        ])}
  </form>`;
}

/** @typedef {[value: string, text: string]} Option */

/**
 * @param {any[] | undefined} all
 * @param {"id" | "cue"} key
 * @returns {Option[]}
 */
function choices(all, key) {
  return (all ?? []).map((one) => [one[key], words.counted(one.title, one.count)]);
}

/**
 * @param {Filtered} page
 * @param {string} name of the filter
 * @param {string} label
 * @param {string | null} any what no filter is called; null where one is always chosen
 * @param {any} options values and their texts
 */
function select(page, name, label, any, options) {
  const chosen = page.filter[name] ?? (name === "sort" ? "attention" : "");
  const known = !chosen || options.some((/** @type {Option} */ [value]) => value === chosen);
  return html`<div class="field">
    <label for=${name}>${label}</label>
    <select
      id=${name}
      .value=${live(chosen)}
      @change=${(/** @type {{target: HTMLSelectElement}} */ event) =>
        page.look({ [name]: event.target.value })}>
      ${any === null ? nothing : html`<option value="" ?selected=${!chosen}>${any}</option>`}
      ${known ? nothing : html`<option value=${chosen} selected>${chosen.replaceAll("_", " ")}</option>`}
      ${options.map(
        (/** @type {Option} */ [value, text]) =>
          html`<option value=${value} ?selected=${value === chosen}>${text}</option>`,
      )}
    </select>
  </div>`;
}

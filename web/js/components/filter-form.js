/** The form above a list: search, and filters that hide behind a button on a narrow screen. */

import { html } from "/vendor/lit-3.3.3.js";
import { selectField } from "./select-field.js";

/**
 * @typedef {object} Filtered the page whose list is filtered
 * @property {Record<string, string>} filter
 * @property {boolean} filtering whether the filters are shown on a narrow screen
 * @property {(change: Record<string, string>) => void} look
 * @property {(q: string) => void} search
 */

/**
 * @param {Filtered} page
 * @param {{label: string, search: string, more: string}} texts
 * @param {unknown} fields
 */
export const filterForm = (page, { label, search, more }, fields) =>
  html`<form
    class="filters ${page.filtering ? "open" : ""}"
    role="search"
    aria-label=${label}
    @submit=${(/** @type {Event} */ event) => event.preventDefault()}>
    <div class="field search">
      <label for="search">${search}</label>
      <input
        id="search"
        type="search"
        .value=${page.filter.q ?? ""}
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
      ${more}
    </button>
    ${fields}
  </form>`;

/**
 * @param {Filtered} page
 * @param {string} name of the filter
 * @param {string} label
 * @param {string[][]} options values and their texts; an empty value filters nothing
 * @param {string} [usual] what is chosen where the filter says nothing
 */
export const filterSelect = (page, name, label, options, usual = "") =>
  selectField({
    id: name,
    label,
    chosen: page.filter[name] ?? usual,
    options: options.map(([value, text]) => [value, text]),
    change: (value) => page.look({ [name]: value }),
  });

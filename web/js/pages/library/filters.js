/** What the library is filtered by, as it stands in the address bar. */

import { forClient } from "../../api/client-scope.js";

const KNOWN = ["exercise", "fault", "state", "q", "sort", "order"];
/** @type {Record<string, string>} */
const USUAL = { sort: "created", order: "desc" };

/** @param {string} search location.search @returns {Record<string, string>} only what is set */
export function fromAddress(search) {
  const given = new URLSearchParams(search);
  return Object.fromEntries(KNOWN.map((key) => [key, given.get(key) ?? ""]).filter(([, value]) => value));
}

/** @param {Record<string, string>} filter @returns {string} path and query, without what is usual */
export function toAddress(filter) {
  const kept = KNOWN.map((key) => [key, filter[key]?.trim()]).filter(
    ([key, value]) => value && value !== USUAL[key],
  );
  return forClient(`/library${kept.length ? `?${new URLSearchParams(kept)}` : ""}`);
}

/** @param {Record<string, string>} filter @returns {boolean} whether it leaves sets out */
export const narrows = (filter) => ["exercise", "fault", "state", "q"].some((key) => filter[key]?.trim());

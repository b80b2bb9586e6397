/** What the desk is filtered by, as it stands in the address bar. */

const CLIENTS = ["q", "attention", "exercise", "fault", "sort"];
const SETS = ["q", "exercise", "fault", "reviewed", "client"];
const USUAL = { sort: "attention" };

/**
 * @param {string} search location.search
 * @returns {{view: "clients" | "sets", filter: Record<string, string>}}
 */
export function fromAddress(search) {
  const given = new URLSearchParams(search);
  const view = given.get("view") === "sets" ? "sets" : "clients";
  const known = view === "sets" ? SETS : CLIENTS;
  return {
    view,
    filter: Object.fromEntries(
      known.map((key) => [key, given.get(key) ?? ""]).filter(([, value]) => value),
    ),
  };
}

/** @returns {string} path and query, without what is usual */
export function toAddress(view, filter) {
  const known = view === "sets" ? SETS : CLIENTS;
  const kept = known
    .map((key) => [key, filter[key]?.trim()])
    .filter(([key, value]) => value && value !== USUAL[key]);
  const all = [...(view === "sets" ? [["view", "sets"]] : []), ...kept];
  return `/desk${all.length ? `?${new URLSearchParams(all)}` : ""}`;
}

/** @returns {boolean} whether it leaves anything out */
export const narrows = (filter) =>
  Object.entries(filter).some(([key, value]) => key !== "sort" && value.trim());

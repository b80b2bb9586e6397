/** What the desk is filtered by, as it stands in the address bar. */

/** @typedef {"clients" | "sets" | "queue"} View */

const CLIENTS = ["q", "attention", "exercise", "fault", "tag", "sort"];
const SETS = ["q", "exercise", "fault", "reviewed", "client"];
/** @type {Record<string, string>} */
const USUAL = { sort: "attention" };
/** What each view can be filtered by; the queue has its own order and shows all that waits. */
/** @type {Record<View, string[]>} */
const KNOWN = { clients: CLIENTS, sets: SETS, queue: [] };

/**
 * @param {string} search location.search
 * @returns {{view: View, filter: Record<string, string>}}
 */
export function fromAddress(search) {
  const given = new URLSearchParams(search);
  const asked = given.get("view");
  const view = asked === "sets" || asked === "queue" ? asked : "clients";
  const known = KNOWN[view];
  return {
    view,
    filter: Object.fromEntries(
      known.map((key) => [key, given.get(key) ?? ""]).filter(([, value]) => value),
    ),
  };
}

/**
 * @param {View} view
 * @param {Record<string, string>} filter
 * @returns {string} path and query, without what is usual
 */
export function toAddress(view, filter) {
  const known = KNOWN[view];
  const kept = known
    .map((key) => [key, filter[key]?.trim()])
    .filter(([key, value]) => value && value !== USUAL[key]);
  const all = [...(view === "clients" ? [] : [["view", view]]), ...kept];
  return `/desk${all.length ? `?${new URLSearchParams(all)}` : ""}`;
}

/** @param {Record<string, string>} filter @returns {boolean} whether it leaves anything out */
export const narrows = (filter) =>
  Object.entries(filter).some(([key, value]) => key !== "sort" && value.trim());

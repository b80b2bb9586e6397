/** Where somebody goes once they are signed in. */

/**
 * @param {string} search location.search, with `next` where they were sent away from
 * @param {string} fallback
 * @param {string} origin of this site
 * @returns {string} an address of our own, never another site's
 */
export function nextPage(search, fallback, origin) {
  const next = new URLSearchParams(search).get("next") ?? "";
  const url = next.startsWith("/") && URL.canParse(next, origin) ? new URL(next, origin) : null;
  const own = url?.origin === origin && !url.pathname.startsWith("/sign-in");
  // The whole address: a path like //elsewhere alone would be another site's.
  return own ? url.href : fallback;
}

/** @param {{role: string}} me @returns {string} where their work begins */
export const homePage = (me) => (me.role === "coach" ? "/desk" : "/today");

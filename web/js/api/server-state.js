/** What this formcheck is and who is signed in, asked for once a page. */

import { api } from "./http.js";

let asked = null;

/**
 * @returns {Promise<{mode: "personal" | "team", set_up: boolean,
 *   me: {id: string, name: string, login: string, role: "coach" | "client"} | null}>} as /api/state
 *   has it; asked again after a failure
 */
export function serverState() {
  asked ??= api.get("/state").catch((error) => {
    asked = null;
    throw error;
  });
  return asked;
}

/** Forget it: somebody signed in, out, or changed their name. */
export function forgetState() {
  asked = null;
}

/** @returns {Promise<boolean>} whether a coach is signed in; false also while nobody answers */
export const coaching = () =>
  serverState()
    .then(({ me }) => me?.role === "coach")
    .catch(() => false);

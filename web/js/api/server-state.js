/** What this formcheck is and who is signed in, asked for once a page. */

import { api } from "./http.js";

/** @import { State } from "../../types/api.js" */

/** @type {Promise<State> | null} */
let request = null;

/** @returns {Promise<State>} as /api/state has it; asked again after a failure */
export function serverState() {
  request ??= api.get("/state").catch((error) => {
    request = null;
    throw error;
  });
  return request;
}

/** Forget it: somebody signed in, out, or changed their name. */
export function forgetState() {
  request = null;
}

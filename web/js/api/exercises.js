/** The exercises, asked for once a page. */

import { api } from "./http.js";

let asked = null;

/** @returns {Promise<object[]>} as /api/exercises has them; asked again after a failure */
export function exercises() {
  asked ??= api
    .get("/exercises")
    .then((answer) => answer.exercises)
    .catch((error) => {
      asked = null;
      throw error;
    });
  return asked;
}

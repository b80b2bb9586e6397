/** The exercises, asked for once a page. */

import { api } from "./http.js";

/** @import { Exercise } from "./types.js" */

/** @type {Promise<Exercise[]> | null} */
let request = null;

/** @returns {Promise<Exercise[]>} as /api/exercises has them; asked again after a failure */
export function exercises() {
  request ??= api
    .get("/exercises")
    .then((/** @type {{exercises: Exercise[]}} */ answer) => answer.exercises)
    .catch((error) => {
      request = null;
      throw error;
    });
  return request;
}

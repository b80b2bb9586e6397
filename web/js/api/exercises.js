/** The exercises, asked for once a page. */

import { api } from "./http.js";

/** @import { ExerciseOut } from "../../types/api.js" */

/** @type {Promise<ExerciseOut[]> | null} */
let request = null;

/** @returns {Promise<ExerciseOut[]>} as /api/exercises has them; asked again after a failure */
export function exercises() {
  request ??= api
    .get("/exercises")
    .then((/** @type {import("../../types/api.js").Exercises} */ answer) => answer.exercises)
    .catch((error) => {
      request = null;
      throw error;
    });
  return request;
}

/** The exercises as this person is to do them: the routine's numbers, or those of their plan. */

import { api } from "../api.js";
import { words } from "../words/record.js";

/**
 * @param {object[]} all as /api/exercises has them
 * @returns {Promise<object[]>} the same with the prescriptions of the plan; as they are without one
 */
export async function prescribed(all) {
  const { plan } = await api.get("/programme").catch(() => ({ plan: [] }));
  const own = new Map(plan.filter((p) => p.changed).map((p) => [p.exercise, p]));
  return all.map((one) => (own.has(one.id) ? { ...one, prescription: changed(one.prescription, own.get(one.id)) } : one));
}

function changed(routine, { reps, sets, hold, sides }) {
  const same = sides === "both" || (sides === "each" && routine.sides !== "both");
  // Without a hold in the plan, the exercise is judged by its own.
  return { reps, sets, hold: hold ?? routine.hold, sides: same ? (sides === "both" ? "both" : routine.sides) : words.choose.sides[sides] };
}

/** The exercises as this person is to do them: by their plan where it is not the routine. */

/** @import { PlannedOut, PrescriptionOut, Programme } from "../../../types/api.js" */
/** @import { Exercise } from "../../api/types.js" */

import { api } from "../../api/http.js";
import { words } from "../../words/record.js";

/**
 * @param {Exercise[]} all
 * @returns {Promise<Exercise[]>} the same with the prescriptions of the plan; as they are without one
 */
export async function withPlan(all) {
  /** @type {Pick<Programme, "plan">} */
  const { plan } = await api.get("/programme").catch(() => ({ plan: [] }));
  return all.map((one) => {
    const own = plan.find((p) => p.changed && p.exercise === one.id);
    return own ? { ...one, prescription: ownPrescription(one.prescription, own) } : one;
  });
}

/** @param {PrescriptionOut} routine @param {PlannedOut} own @returns {PrescriptionOut} */
function ownPrescription(routine, { reps, sets, hold, sides }) {
  const asRoutine = sides === "each" && routine.side_order !== "both";
  // Without a hold in the plan, the exercise is judged by its own.
  return {
    reps,
    sets,
    hold: hold ?? routine.hold,
    side_order: sides === "both" ? "both" : "in_turn",
    sides: asRoutine || sides === "both" ? routine.sides : words.choose.sides[sides],
  };
}

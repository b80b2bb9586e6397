/** Which two sets, or which rep of each, are compared: as the address has it, and what it leaves open. */

/** @typedef {import("../../api/types.js").Rep} Rep */
/**
 * @typedef {object} Choice
 * @property {string} before id of a set; empty for none
 * @property {string} after
 * @property {number | null} beforeRep number of its rep; null: the whole set
 * @property {number | null} afterRep
 */

/** @param {string | null} text @returns {number | null} */
const wholeNumber = (text) => (text && /^\d+$/.test(text) ? Number(text) : null);

/** @param {string} search location.search @returns {{choice: Choice, exercise: string}} */
export function fromAddress(search) {
  const given = new URLSearchParams(search);
  const reps = [wholeNumber(given.get("before_rep")), wholeNumber(given.get("after_rep"))];
  const [beforeRep, afterRep] = reps.includes(null) ? [null, null] : reps;
  return {
    choice: { before: given.get("before") ?? "", after: given.get("after") ?? "", beforeRep, afterRep },
    exercise: given.get("exercise") ?? "",
  };
}

/**
 * @param {Choice} choice
 * @param {string} [exercise] named where no set is chosen
 * @returns {Record<string, string>} the query of the page, which is also that of the API
 */
export const toQuery = ({ before, after, beforeRep, afterRep }, exercise = "") => ({
  ...(before && { before }),
  ...(after && { after }),
  ...(beforeRep !== null && { before_rep: String(beforeRep) }),
  ...(afterRep !== null && { after_rep: String(afterRep) }),
  ...(!before && !after && exercise && { exercise }),
});

/**
 * @param {Choice} choice
 * @param {{id: string}[]} sets of the exercise, the newest first
 * @returns {Choice} with both sets, where there are enough: the newest two, or the one before the one chosen
 */
export function completed(choice, sets) {
  const { before, after } = choice;
  if (before && after) return choice;
  if (!before && !after) {
    return sets.length > 1 ? { ...choice, before: sets[1].id, after: sets[0].id } : choice;
  }
  const at = sets.findIndex(({ id }) => id === (after || before));
  const newest = sets.find(({ id }) => id !== (after || before))?.id ?? "";
  return after ? { ...choice, before: sets[at + 1]?.id ?? newest } : { ...choice, after: newest };
}

/**
 * @param {Rep[]} before
 * @param {Rep[]} after
 * @param {boolean} isSameSet
 * @returns {{beforeRep: number, afterRep: number} | null} the first rep of each, of the same side where
 *   there is one; the first two of one set; null where one has none
 */
export function firstReps(before, after, isSameSet) {
  const [first] = before;
  if (!first || !after.length) return null;
  const second =
    isSameSet && after[1] ? after[1] : (after.find(({ side }) => side === first.side) ?? after[0]);
  return { beforeRep: first.number, afterRep: second.number };
}

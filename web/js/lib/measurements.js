/**
 * Numbers and limits as formcheck/analysis/formatting.py writes them, for the pages that draw their own:
 * progress, summary, compare and limits. A report's numbers come from the server as text.
 */

const SUFFIX = { deg: "°", "°": "°", "": "", ratio: "" };
const DECIMALS = { deg: 0, "°": 0, s: 1, "%": 1, reps: 0, steps: 0, sets: 0, changes: 0 };
const ONE = {
  reps: "rep",
  "reps per side": "rep per side",
  steps: "step",
  "changes of side": "change of side",
};

/** @typedef {{value: number | null, unit: string, margin?: number | null, limit?: number | null}} Measured */

/** Round as Python does: a number exactly half-way goes to the even neighbour. */
export function toFixed(value, d) {
  const scaled = value * 10 ** d;
  const halfway = Math.abs(scaled % 1) === 0.5 && Number.isInteger(value * 2 ** (d + 1));
  if (!halfway) return value.toFixed(d);
  const below = Math.floor(scaled);
  return ((below % 2 === 0 ? below : below + 1) / 10 ** d).toFixed(d);
}

/** @returns {string} what is written behind a number of this unit */
export const unitSuffix = (unit) => SUFFIX[unit] ?? ` ${unit}`;

/** @returns {number} decimals shown; one more where it would else look equal to the limit beside it */
export function decimals(unit, value = 0, beside = null) {
  const d = DECIMALS[unit.split(" ", 1)[0]] ?? 2;
  const alike = beside !== null && value !== beside && toFixed(value, d) === toFixed(beside, d);
  return alike ? d + 1 : d;
}

/** @returns {string} a true minus sign and no minus zero */
export function plainNumber(value, d) {
  const text = toFixed(value, d);
  return Number(text) === 0 ? text.replace(/^-/, "") : text.replace("-", "−");
}

/** @returns {string} "163°", "3.8 s", "0.34" */
export function amount(value, unit, beside = null) {
  const told = plainNumber(value, decimals(unit, value, beside));
  return told + unitSuffix(told === "1" ? (ONE[unit] ?? unit) : unit);
}

/**
 * @param {Measured} f
 * @returns {string} "163° ± 4°" with spaces that do not break; empty without a value
 */
export function measured(f) {
  if (f.value === null) return "";
  if (!f.margin) return amount(f.value, f.unit, f.limit);
  const d = decimals(f.unit, f.value, f.limit);
  const sign = unitSuffix(f.unit);
  const value = plainNumber(f.value, d);
  const margin = plainNumber(Math.max(f.margin, 10 ** -d), d);
  if (sign === "°") return `${value}° ± ${margin}°`;
  return `${value} ± ${margin}${sign}`;
}

/** @returns {string} a limit without its unit and without rounding it away: "165", "6.6", "0.70" */
export function limitNumber(limit, unit) {
  const d = [0, 1, 2].find((n) => Number(toFixed(limit, n)) === limit) ?? 3;
  return plainNumber(limit, Math.max(d, decimals(unit) === 2 ? 2 : 0));
}

/** @returns {string} "at least 165°", "goal 70–115°"; empty when there are no limits */
export function limitText(low, high, unit) {
  if (low !== null && high !== null) {
    if (low === -high) return `within ±${limitNumber(high, unit)}${unitSuffix(unit)}`;
    return `goal ${limitNumber(low, unit)}–${limitNumber(high, unit)}${unitSuffix(unit)}`;
  }
  if (low !== null) return `at least ${limitNumber(low, unit)}${unitSuffix(unit)}`;
  if (high === null) return "";
  const told = limitNumber(high, unit);
  return `at most ${told}${unitSuffix(told === "1" ? (ONE[unit] ?? unit) : unit)}`;
}

/** @returns {string} the same after a word that already says what it is: "70–115°" */
export const bareLimit = (low, high, unit) => limitText(low, high, unit).replace(/^goal /, "");

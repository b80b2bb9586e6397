/** The time that a page looks back on: the last weeks, or all of it. */

import { addDays, dayOf } from "./dates.js";

/** @typedef {"4" | "12" | "26" | "all"} Span a number of weeks */

/** @type {Span[]} */
export const SPANS = ["4", "12", "26", "all"];
/** @type {Span} */
export const USUAL_SPAN = "12";

/**
 * @param {string} search location.search
 * @returns {Span | null} null where the address asks for none
 */
export function spanFromAddress(search) {
  const weeks = new URLSearchParams(search).get("weeks");
  return SPANS.find((span) => span === weeks) ?? null;
}

/**
 * @param {Span} span
 * @param {string} [today]
 * @returns {string | null} its first day; null where it has none
 */
export const firstDayOf = (span, today = dayOf()) =>
  span === "all" ? null : addDays(today, 1 - 7 * Number(span));

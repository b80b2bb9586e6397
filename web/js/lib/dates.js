/** Days as the person has them, not as the server's clock does. */

import { words } from "../words/shared.js";

const { locale } = words.formatting;

/** @param {Date} [date] @returns {string} "2026-11-20", in the time zone of this browser */
export function dayOf(date = new Date()) {
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/**
 * @param {{created: string, filmed_on?: string | null}} set
 * @returns {string} the day it counts on: when it was filmed, else when it was added
 */
export function dayOfSet({ created, filmed_on: filmed }) {
  const added = dayOf(new Date(created));
  return filmed && filmed < added ? filmed : added;
}

/** @returns {number} minutes that this browser's clock is ahead of UTC */
export const utcOffset = () => -new Date().getTimezoneOffset();

/** @param {string} day @returns {Date} its noon, so that no change of the clock moves it */
export const noon = (day) => new Date(`${day}T12:00:00`);

/** @param {string} day @param {number} by @returns {string} the day so many days later */
export function addDays(day, by) {
  const date = noon(day);
  date.setDate(date.getDate() + by);
  return dayOf(date);
}

/** @param {string} day @returns {string} "Friday 20 November" */
export const longDay = (day) =>
  noon(day).toLocaleDateString(locale, { weekday: "long", day: "numeric", month: "long" }).replace(",", "");

/** @param {string} instant in ISO form @returns {string} its day: "20 Nov" */
export const shortDayOf = (instant) => shortDay(dayOf(new Date(instant)));

/** @param {string} day @returns {string} "20 Nov"; with its year when that is another one */
export function shortDay(day, now = new Date()) {
  const year = noon(day).getFullYear() === now.getFullYear() ? undefined : "numeric";
  return noon(day).toLocaleDateString(locale, { day: "numeric", month: "short", year });
}

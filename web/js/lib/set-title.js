/** What a set is called. The day and its part are the reader's own, so only the browser can name them. */

import { words } from "../words/shared.js";
import { dayOf, dayOfSet, noon } from "./dates.js";

const { locale, dayAndPart } = words.formatting;

/** What cameras and programs call files, which tells people nothing: "IMG_2041", "set_2_side". */
const FILE_NAME = /^(\S*_\S*_\S*|(img|vid|pxl|dsc|mvi|mov|gopr|gx)[-_]?\d\S*)$/i;

/**
 * @typedef {{title: string, created: string, filmed_on?: string | null,
 *   exercise?: {title: string} | null}} Set
 */

/**
 * @param {Set} set
 * @param {string} [file] the name of its video, where it is known
 * @returns {boolean} whether a set's own name says more than its exercise and its file do
 */
export const hasOwnTitle = ({ title, exercise }, file = "") =>
  Boolean(title) &&
  title !== exercise?.title &&
  title !== file.replace(/\.\w+$/, "") &&
  !FILE_NAME.test(title);

/** @param {number} hour 0 to 23 @returns {"night" | "morning" | "afternoon" | "evening"} */
export function partOfDay(hour) {
  if (hour < 5 || hour >= 22) return "night";
  return hour < 12 ? "morning" : hour < 17 ? "afternoon" : "evening";
}

/**
 * @param {Set} set
 * @returns {string} "Saturday morning"; "Saturday" when it was filmed on an earlier day
 */
export function weekdayAndPart(set) {
  const added = new Date(set.created);
  const day = dayOfSet(set);
  const weekday = noon(day).toLocaleDateString(locale, { weekday: "long" });
  return day === dayOf(added) ? dayAndPart[partOfDay(added.getHours())](weekday) : weekday;
}

/**
 * @param {Set} set
 * @param {string} [file] the name of its video, where it is known
 * @returns {string} its own title, else "Glute bridge, Saturday morning"
 */
export const shownTitle = (set, file = "") =>
  hasOwnTitle(set, file) || !set.exercise ? set.title : `${set.exercise.title}, ${weekdayAndPart(set)}`;

/** Numbers and dates as people read them. Pure: `now` is handed in where it matters. */

import { words } from "../words/shared.js";
import { dayOf, dayOfSet, shortDay } from "./dates.js";

const formattingWords = words.formatting;

/**
 * @param {number} seconds
 * @returns {string} "0:05.8", "1:02:03.4"
 */
export function clock(seconds) {
  const tenths = Math.max(0, Math.round(seconds * 10));
  const [hours, minutes] = [Math.floor(tenths / 36000), Math.floor(tenths / 600) % 60];
  const rest = ((tenths % 600) / 10).toFixed(1).padStart(4, "0");
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}

/**
 * A number that only the browser knows: one that moves with the video or the pointer, or a mark on an axis.
 * All others come from the server as text.
 *
 * @param {number} value
 * @param {{decimals: number, suffix: string}} unit
 * @returns {string} "163°", "−0.34": a true minus sign and no minus zero
 */
export function numberText(value, { decimals, suffix }) {
  const text = value.toFixed(decimals);
  return (Number(text) === 0 ? text.replace("-", "") : text.replace("-", "−")) + suffix;
}

/**
 * @param {number} seconds
 * @returns {string} "42 s", "1 min 05 s"
 */
export function duration(seconds) {
  const whole = Math.round(seconds);
  return whole < 60
    ? formattingWords.seconds(whole)
    : formattingWords.minutes(Math.floor(whole / 60), String(whole % 60).padStart(2, "0"));
}

/**
 * @param {number} seconds
 * @returns {string} "a few seconds left", "about 40 s left": in steps, so that it does not flicker
 */
export function timeLeft(seconds) {
  if (seconds < 5) return formattingWords.fewLeft;
  if (seconds < 90) return formattingWords.secondsLeft(Math.ceil(seconds / 5) * 5);
  return formattingWords.minutesLeft(Math.round(seconds / 60));
}

/**
 * @param {string | Date} date
 * @param {Date} [now]
 * @returns {string} "today 14:05", "yesterday 9:12", "12 Nov 14:05", "12 Nov 2025"
 */
export function dateAndTime(date, now = new Date()) {
  const then = new Date(date);
  const midnight = (/** @type {Date} */ d) => new Date(d).setHours(0, 0, 0, 0);
  const days = Math.round((midnight(now) - midnight(then)) / 86_400_000);
  const time = then.toLocaleTimeString(formattingWords.locale, {
    hour: "numeric",
    minute: "2-digit",
    hourCycle: "h23",
  });
  if (days === 0) return formattingWords.today(time);
  if (days === 1) return formattingWords.yesterday(time);
  const sameYear = then.getFullYear() === now.getFullYear();
  const day = then.toLocaleDateString(formattingWords.locale, {
    day: "numeric",
    month: "short",
    ...(sameYear ? {} : { year: "numeric" }),
  });
  return sameYear ? `${day} ${time}` : day;
}

/**
 * @param {{created: string, filmed_on?: string | null}} set
 * @param {Date} [now]
 * @returns {string} when it was added, "today 14:05"; "1 Nov" where it was filmed on an earlier day
 */
export function setDate(set, now = new Date()) {
  const day = dayOfSet(set);
  return day === dayOf(new Date(set.created)) ? dateAndTime(set.created, now) : shortDay(day, now);
}

/**
 * @param {number} bytes
 * @returns {string} "420 kB", "1.2 GB"
 */
export function fileSize(bytes) {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let at = 0;
  let value = bytes;
  while (value >= 999.5 && at < units.length - 1) {
    value /= 1000;
    at += 1;
  }
  const digits = at > 1 && value < 9.95 ? 1 : 0;
  return `${value.toFixed(digits)} ${units[at]}`;
}

/**
 * @param {[number, number] | null} pair
 * @returns {string} "10-15" with an en dash, "10" when both are one
 */
export const range = (pair) => (!pair ? "" : pair[0] === pair[1] ? `${pair[0]}` : `${pair[0]}–${pair[1]}`);

/** @param {number} seconds @returns {string} "1:05" */
export const stopwatch = (seconds) =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

/** @param {[number, number]} hold seconds @returns {string} "hold 5–10 s" */
export const holdText = (hold) => formattingWords.hold(hold, range(hold));

/**
 * @param {import("../../types/api.js").PrescriptionOut} prescription
 * @returns {string} "10–15 reps, 2–3 sets, hold 5–10 s, one side, then the other"
 */
export const prescriptionText = ({ reps, sets, hold, sides, side_order: order }) =>
  [
    formattingWords.reps(range(reps)),
    formattingWords.sets(range(sets)),
    hold ? holdText(hold) : "",
    order === "both" ? "" : sides,
  ]
    .filter(Boolean)
    .join(", ");

/**
 * What one set came to, never as a score.
 *
 * @param {{good: number | null, total: number | null, fault: object | null}} set
 * @returns {{verdict: "ok" | "fault" | "unsure", text: string} | null} null while there is no result
 */
export function setResult({ good, total, fault }) {
  if (total === null || total === undefined) return null;
  if (total === 0) return { verdict: "unsure", text: formattingWords.noReps };
  if (!good && !fault) return { verdict: "unsure", text: formattingWords.unseen(total) };
  // Never "0 of 10": which faults there are is said beside it.
  if (!good) return { verdict: "fault", text: formattingWords.toFix(total) };
  if (good === total) return { verdict: fault ? "fault" : "ok", text: formattingWords.allClean(total) };
  return { verdict: fault ? "fault" : "unsure", text: formattingWords.someClean(good, total) };
}

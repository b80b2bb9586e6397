/** Words of the timeline: how long recovery takes. */

import { counted } from "./shared.js";

/** Weeks in a month, so that a range of many weeks is told in months. */
const MONTH = 52 / 12;

/** @param {number} low @param {number} high */
const span = (low, high) => {
  if (high <= 16) return low ? `in ${low} to ${counted(high, "week")}` : `within ${counted(high, "week")}`;
  const [from, to] = [Math.max(Math.floor(low / MONTH), 0), Math.ceil(high / MONTH)];
  return from ? `in ${from} to ${counted(to, "month")}` : `within ${counted(to, "month")}`;
};

/** @satisfies {Words} */
export const words = {
  title: "How long it takes",
  ask: "A few short questions give you an honest range: when the first changes usually come, and how long a lasting recovery takes.",
  act: "Answer",
  none: "Not answered yet.",
  first: "First changes",
  firstHow: "more strength, less pain",
  full: "Lasting recovery",
  fullHow: "with all three phases",
  span: ({ low, high, open }) => `${span(low, high)}${open ? ", or longer" : ""}`,
  asPlanned: (text) => `at this pace; as planned, ${text}`,
  lessPain: "Your pain is already going down.",
  counted: "Weeks that count",
  countedOf: (n, weeks) => `${n} of ${counted(weeks, "week")} since you began`,
  back: "What holds you back most",
  backAlso: "Also",
  factors: {
    training: (share) => `training days: ${Math.round(100 * share)}\u00a0% of those planned`,
    sitting: (hours) => `sitting: ${hours}\u00a0h a day`,
    form: (share) => `form: ${Math.round(100 * share)}\u00a0% of filmed reps were clean`,
  },
  nothingBack: "nothing: you are on course",
  skipped: (weeks) =>
    `You entered this phase about ${counted(weeks, "week")} early. That delays it: the upper end is later.`,
  noRange: {
    professional:
      "With a disc or a nerve, see a professional first. Once they clear you to train, change your answers and you get a range.",
    pain: "Your pain is strong or getting worse. Stop and see a professional; until then there is no range.",
    rest: "In the last four weeks you trained on less than a quarter of the planned days. There is no range until you are back: one set today is a good start.",
  },
  about:
    "A range, never a date. 6 to 8 weeks and up to about six months are what the routine says; how it moves with your training, sitting, form and pain is our own arithmetic, not a study. Skipping a phase delays it.",
  told: "Your answers",
  change: "Change answers",
  remove: "Delete answers",
  removed: "Answers deleted.",
  restored: "Answers restored.",
  saved: "Answers saved.",
  undone: "Answers as before.",
  form: {
    title: "Where you are starting from",
    lasted: "How long have you had this?",
    lastedAll: { weeks: "weeks", months: "months", years: "years" },
    severity: "How bad is it?",
    severityAll: { mild: "mild", moderate: "moderate", strong: "strong" },
    sitting: "Hours you sit on a typical day",
    disc: "A disc problem",
    nerve: "Numbness, tingling or weakness in a leg",
    cleared: "A professional has cleared me to train",
    else: "Anything else?",
    save: "Save",
    cancel: "Cancel",
    hours: (h) => `${h}\u00a0h of sitting`,
  },
};

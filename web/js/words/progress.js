/** Words of the progress page: weeks, cues, sides, pain. */

import { counted } from "./shared.js";

/** @satisfies {Words} */
export const words = {
  title: "Progress",
  titleOf: (name) => `${name}’s progress`,
  loading: "Loading your progress",
  print: "Print",
  summary: "Summary to print",
  csv: "All sets as CSV",
  paper: (title, from, to) => [title, `${from} to ${to}`].filter(Boolean).join(", "),
  paperNote:
    "Measured by camera with formcheck. Not a medical device. ± is the possible error of each number.",
  filter: {
    label: "What to show",
    exercise: "Exercise",
    counted: (title, sets) => (sets ? `${title} (${sets})` : title),
    span: "Time",
  },
  spans: { 4: "Last 4 weeks", 12: "Last 12 weeks", 26: "Last 6 months", all: "All time" },
  empty: {
    title: "No sets yet",
    message: "After your first set, you can follow here how your form changes from week to week.",
    record: "Record a set",
    today: "Today’s plan",
  },
  noSets: {
    title: (title) => `No ${title.toLowerCase()} sets in this period`,
    any: "No sets in this period",
    message: "Choose a longer period or another exercise.",
  },
  sentence: (sets, title, days) =>
    sets === 1
      ? `Your first ${title.toLowerCase()} set. Do it again to see what changes.`
      : `${counted(sets, "set")} of ${title.toLowerCase()} on ${counted(days, "day")}.`,
  better: (titles) => `Better: ${titles}.`,
  worse: (titles) => `Worse: ${titles}.`,
  other: (titles) => `Changed: ${titles}.`,
  steady: "No visible change so far.",
  weeks: {
    title: "Week by week",
    week: "Week",
    days: "Days trained",
    daysOf: (days, planned) => `${days} of ${planned}`,
    sets: "Sets",
    clean: "Clean reps",
    cleanOf: (good, reps) => `${good} of ${reps}`,
    hold: "Hold",
    none: "–",
  },
  cues: {
    title: "What was measured",
    about:
      "The band is the possible error of each number. Only a value outside the first set’s band has surely changed.",
    change: {
      better: (from, to) => `Better: from ${from} to ${to}.`,
      worse: (from, to) => `Worse: from ${from} to ${to}.`,
      other: (from, to) => `Changed: from ${from} to ${to}.`,
      none: (from, to) => `No visible change: ${from} first, ${to} last.`,
      unknown: (from) => `${from} in your first set.`,
    },
    marks: {
      better: "better",
      worse: "worse",
      other: "changed",
      none: "no visible change",
      unknown: "one set only",
    },
    first: {
      title: "Your first set, measured",
      message: "From the next set on, this page draws each of these over time and says what changed.",
      faults: (faults, reps) =>
        faults
          ? faults === reps
            ? "In every rep"
            : `In ${faults} of ${counted(reps, "rep")}`
          : `No fault in ${counted(reps, "rep")}`,
    },
    rest: (n) => (n === 1 ? "1 more measurement" : `${n} more measurements`),
    asked: (limit) => `Goal: ${limit}.`,
    compare: "Compare first and last set",
    compareLabel: (title) => `Compare first and last set: ${title}`,
    drawn: (title, n, from, to, low, high, goal) =>
      `${title}: ${counted(n, "set")} from ${from} to ${to}, between ${low} and ${high}${goal ? `; goal: ${goal}` : ""}`,
    point: (day, value, faults, reps) =>
      `${day}: ${value}${faults ? `; fault in ${faults} of ${reps}` : ""}`,
    table: "All values",
    tableLabel: (title) => `All values of ${title}`,
    day: "Day",
    value: "Value",
    faults: "Reps with the fault",
    faultsOf: (faults, reps) => (faults ? `${faults} of ${counted(reps, "rep")}` : "none"),
    key: {
      value: "average of a set",
      fault: "a set with the fault",
      margin: "possible error",
      limit: "limit",
      beyond: "beyond the limit",
    },
  },
  sides: {
    title: "Left and right",
    side: "Side",
    left: "Left",
    right: "Right",
    clean: "Clean reps",
    hold: "Average hold",
    cleanOf: (good, reps) => (reps ? `${good} of ${reps}` : "none done"),
  },
  loads: {
    title: "Load and effort",
    about: "What you noted, beside how clean the reps were. More load counts only with the same form.",
    fromTo: (from, to) =>
      from === to ? `${from} from the first set to the last.` : `From ${from} to ${to}.`,
    formFromTo: (before, after) => `Clean reps: ${before} first, ${after} last.`,
    drawn: (n, from, to) => `Load: ${counted(n, "set")}, from ${from} to ${to}`,
    table: "All sets with load or effort",
    load: "Load",
    effort: "Effort",
    effortOf: (n) => `${n} of 10`,
    reps: "Reps",
    repsOf: (sets, reps) => (sets > 1 ? `${sets} × ${reps}` : String(reps)),
    notFilmed: "not filmed",
  },
  sitting: {
    title: "Hours sitting",
    hours: (h) => `${h}\u00a0h`,
    drawn: (first, last) => `Hours sitting: ${first} first, ${last} last`,
    hoursOf: (before, now) => {
      if (!now) return "";
      return before ? `${before}\u00a0h a day at first, ${now}\u00a0h lately.` : `${now}\u00a0h a day.`;
    },
    breaksOf: (before, now) => {
      if (!now) return "";
      return before ? `Breaks: ${before} a day at first, ${now} lately.` : `Breaks: ${now} a day.`;
    },
  },
  pain: {
    title: "Pain",
    regions: { back: "Low back", hip: "Hip", knee: "Knee" },
    none: "No check-ins in this period.",
    today: "Check in today",
    drawn: (text) => `Pain from 0 to 10: ${text}`,
    fromTo: (name, first, last) => `${name} from ${first} to ${last}`,
    table: "All check-ins",
    day: "Day",
    sitting: "Sitting",
    hours: (h) => `${h}\u00a0h`,
    breaks: "Breaks",
    untold: "–",
  },
};

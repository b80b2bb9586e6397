/** Words of the summary that goes to a physiotherapist. */

import { counted } from "./shared.js";

/** @satisfies {Words} */
export const words = {
  title: "Summary for a physiotherapist",
  titleOf: (name) => `Summary: ${name}`,
  lead: "Your training and check-ins on paper. Print it, or save it as a PDF from the print dialog.",
  loading: "Loading",
  print: "Print or save as PDF",
  span: "Time",
  period: (from, to) => `${from} to ${to}`,
  made: (day) => `printed ${day}`,
  short: {
    title: "Overview",
    phase: "Phase",
    phaseOf: (number, title) => `${number}, ${title.toLowerCase()}`,
    trained: "Trained",
    trainedOf: (days, sets) =>
      sets ? `on ${counted(days, "day")}, ${counted(sets, "set")}` : "not in this time",
    planned: (done, of) => `${done} of ${of} planned days in the last two weeks`,
    clean: "Clean reps",
    cleanOf: (good, reps) => (reps ? `${good} of ${reps} filmed` : "none filmed"),
    pain: { back: "Low-back pain", hip: "Hip pain", knee: "Knee pain" },
    painOf: (first, last, n) =>
      n === 1 ? `${last} of 10, recorded once` : `${first} of 10 first, ${last} last (${n} check-ins)`,
    untold: "not recorded",
  },
  exercises: {
    title: "Measurements",
    about: "Average of each set with its possible error. A change counts only when it is larger than that.",
    sets: (n) => counted(n, "set"),
    asked: (text) => `Goal: ${text}.`,
    cue: "Measure",
    limit: "Limit",
    first: "First set",
    last: "Last set",
    change: "Change",
    changes: {
      better: "better",
      worse: "worse",
      other: "changed",
      none: "no visible change",
      unknown: "one set only",
    },
    faults: "Reps with the fault, last set",
    faultsOf: (n, reps) => (n ? `${n} of ${reps}` : "none"),
    none: "Nothing was filmed in this period.",
    sides: (left, right) => `Clean reps: left ${left}, right ${right}.`,
    of: (good, reps) => `${good} of ${reps}`,
  },
  plan: {
    title: "Plan",
    exercise: "Exercise",
    days: "Days",
    amount: "Sets and reps",
    limits: "Changed limits",
  },
  note: "Measured by camera with formcheck. Angles are as seen in the picture; ± is the possible error. Not a medical device. Pain is self-reported, from 0 (none) to 10 (worst).",
};

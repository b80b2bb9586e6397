/** Words of the summary that goes to a physiotherapist. */

const counted = (n, one, many = `${one}s`) => `${n}\u00a0${n === 1 ? one : many}`;

export const words = {
  title: "Summary for a physiotherapist",
  titleOf: (name) => `Summary: ${name}`,
  lead: "Everything that was measured and told, on paper. Print it, or save it as a PDF from the print dialog.",
  loading: "Gathering the numbers",
  print: "Print or save as PDF",
  span: "Time",
  period: (from, to) => `${from} to ${to}`,
  made: (day) => `made ${day}`,
  short: {
    title: "In short",
    phase: "Phase",
    phaseOf: (number, title) => `${number}, ${title.toLowerCase()}`,
    trained: "Trained",
    trainedOf: (days, sets) => `on ${counted(days, "day")}, ${counted(sets, "set")}`,
    planned: (done, of) => `${done} of ${of} planned days in the last two weeks`,
    clean: "Clean reps",
    cleanOf: (good, reps) => (reps ? `${good} of ${reps} filmed` : "none filmed"),
    pain: { back: "Low-back pain", hip: "Hip pain", knee: "Knee pain" },
    painOf: (first, last, n) =>
      n === 1 ? `${last} of 10, told once` : `${first} of 10 at first, ${last} at last (${n} days told)`,
    untold: "not told",
  },
  exercises: {
    title: "What was measured",
    about:
      "Mean of a set, and how far off it may be. A change is called one only when it is larger than that.",
    sets: (n) => counted(n, "set"),
    asked: (text) => `Asked: ${text}.`,
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
    faults: "Reps at fault, last set",
    faultsOf: (n, reps) => (n ? `${n} of ${reps}` : "none"),
    none: "Nothing was filmed in this time.",
    sides: (left, right) => `Clean reps: left ${left}, right ${right}.`,
    of: (good, reps) => `${good} of ${reps}`,
  },
  plan: {
    title: "What is prescribed",
    exercise: "Exercise",
    days: "Days",
    amount: "How much",
    everyDay: "every day",
    never: "on no day",
    limits: "Limits that are other than the exercise’s own",
  },
  note: "Measured by camera with formcheck; angles are of the picture, margins say how far off a number may be. Not a medical device. Pain is what the person told, 0 none to 10 the worst.",
};

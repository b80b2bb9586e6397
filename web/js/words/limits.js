/** Words of the page of limits. */

const counted = (n, one, many = `${one}s`) => `${n}\u00a0${n === 1 ? one : many}`;

const last = (n) => (n === 1 ? "the one set there is" : `the last ${n} sets`);

export const words = {
  title: "Limits",
  titleOf: (name) => `Limits for ${name}`,
  lead: "What each rep is judged by. Where a body needs another limit, change it here and say why.",
  loading: "Looking up the limits",
  gone: "formcheck does not answer. This page comes back by itself.",
  changed: "Changed",
  none: "Nothing is changed: every set is judged by the exercises’ own limits.",
  later: "New sets are judged by it at once; those there are when they are judged again.",
  all: "By exercise",
  count: (n, changed) => (changed ? `${counted(n, "limit")}, ${changed} changed` : counted(n, "limit")),
  own: (text) => `The exercise’s own: ${text}`,
  prescribed: "From the hold of the plan",
  since: (day) => `Changed ${day}`,
  change: "Change",
  changeLabel: (title, exercise) => `Change ${title}, ${exercise}`,
  dialog: {
    own: (text) => `The exercise asks: ${text}.`,
    low: (unit) => (unit ? `At least (${unit})` : "At least"),
    high: (unit) => (unit ? `At most (${unit})` : "At most"),
    note: "Why",
    noteHint: "An old injury, a long thigh, the first weeks after an operation",
    save: "Save the limit",
    cancel: "Cancel",
    back: "Back to the exercise’s own",
    noNote: "Say in a few words why the limit is another one.",
    noNumber: "Give a number.",
  },
  preview: {
    title: "What it would have changed",
    same: "This is the limit as it stands.",
    asking: "Judging the last sets again",
    noSets: "There is no set of this exercise yet.",
    none: (sets) => `No difference in ${last(sets)}.`,
    some: (sets, before, after) =>
      `In ${last(sets)}: ${counted(after, "rep")} at fault instead of ${before}.`,
    equal: (sets) =>
      `In ${last(sets)}: as many reps at fault as before; what can be told for sure is other.`,
    table: "Sets that would be judged otherwise",
    set: "Set",
    before: "As judged",
    after: "With this limit",
    verdicts: (faults, ok, unsure) =>
      [faults ? `${faults} at fault` : "", ok ? `${ok} fine` : "", unsure ? `${unsure} unsure` : ""]
        .filter(Boolean)
        .join(", ") || "no rep",
  },
  saved: (title) => `${title}: the limit is changed.`,
  reset: (title) => `${title}: back to the exercise’s own.`,
  undone: (title) => `${title}: the limit is as before.`,
};

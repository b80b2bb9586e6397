/** Words of the limits page. */

import { counted } from "./shared.js";

/** @param {number} n */
const last = (n) => (n === 1 ? "your one set" : `the last ${n} sets`);

/** @satisfies {Words} */
export const words = {
  title: "Limits",
  titleOf: (name) => `${name}’s limits`,
  lead: "Every rep is judged by these limits. If a body needs a different one, change it here and say why.",
  loading: "Loading limits",
  changed: "Changed",
  none: "All limits are the defaults.",
  later: "New sets use a changed limit straight away. Earlier sets use it when they are analysed again.",
  all: "By exercise",
  count: (n, changed) => (changed ? `${counted(n, "limit")}, ${changed} changed` : counted(n, "limit")),
  own: (text) => `Default: ${text}`,
  prescribed: "From the hold in the plan",
  since: (day) => `Changed ${day}`,
  change: "Change",
  changeLabel: (title, exercise) => `Change ${title}, ${exercise}`,
  dialog: {
    own: (text) => `Default: ${text}.`,
    low: (unit) => (unit ? `At least (${unit})` : "At least"),
    high: (unit) => (unit ? `At most (${unit})` : "At most"),
    height: "In centimetres for somebody 1.70 m tall; formcheck adjusts it to your body.",
    note: "Why?",
    noteHint: "For example an old injury, or the first weeks after surgery",
    save: "Save limit",
    cancel: "Cancel",
    back: "Use the default",
    noNote: "Say in a few words why this limit is different.",
  },
  preview: {
    title: "Effect on earlier sets",
    same: "This is the current limit.",
    asking: "Checking earlier sets",
    noSets: "There are no sets of this exercise yet.",
    unseen: (sets) => `This could not be seen in ${last(sets)}, so they do not show what the limit does.`,
    none: (sets) => `No difference in ${last(sets)}.`,
    some: (sets, before, after) =>
      `In ${last(sets)}: ${counted(after, "rep")} with this fault instead of ${before}.`,
    equal: (sets) => `In ${last(sets)}: as many reps with this fault as before, but more or fewer unsure.`,
    table: "Sets with a different result",
    set: "Set",
    before: "Now",
    after: "With this limit",
    verdicts: (faults, ok, unsure) =>
      [faults ? `${faults} with the fault` : "", ok ? `${ok} fine` : "", unsure ? `${unsure} unsure` : ""]
        .filter(Boolean)
        .join(", ") || "no reps",
  },
  saved: (title) => `${title}: limit saved.`,
  reset: (title) => `${title}: default restored.`,
  undone: (title) => `${title}: change undone.`,
};

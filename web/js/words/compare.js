/** Words of the page that sets two sets, or two reps, beside each other. */

const counted = (n, one, many = `${one}s`) => `${n}\u00a0${n === 1 ? one : many}`;

export const words = {
  title: "Compare",
  eyebrow: (title, what) => `${title}, ${what}`,
  whats: { sets: "two sets", reps: "two reps" },
  loading: "Looking up both sets",
  choose: {
    label: "What to compare",
    exercise: "Exercise",
    none: "Choose a set",
    before: "Before",
    after: "After",
    set: (when, result, title) => [when, result, title].filter(Boolean).join(", "),
    what: "Compare",
    sets: "the whole sets",
    reps: "one rep of each",
    swap: "Swap the two",
    rep: (n, side) => (side ? `Rep ${n}, ${side}` : `Rep ${n}`),
    repBefore: "Rep before",
    repAfter: "Rep after",
  },
  empty: {
    title: "Nothing to compare yet",
    message: "Two sets of the same exercise are needed, or two reps of one set.",
    start: "Choose an exercise and two of its sets.",
    record: "Record a set",
    library: "To the library",
  },
  lonely:
    "There is one set of this exercise so far. Choose it twice to compare two of its reps, or do another set.",
  other:
    "These two sets are of different exercises, so their numbers do not mean the same. Choose two of one exercise.",
  gone: "One of the two sets is not there any more. Choose another.",
  unready:
    "One of the two sets has no result yet. Choose another; one that is still being analysed can be tried again later.",
  away: {
    title: "formcheck does not answer",
    message: "Nothing is lost. Start it again if it was stopped; this page comes back by itself.",
  },
  headline: {
    better: (titles) => `Better: ${titles}.`,
    worse: (titles) => `Worse: ${titles}.`,
    other: (titles) => `Changed: ${titles}.`,
    none: "No visible change.",
    unknown: "Nothing was measured in both.",
  },
  rest: (none, unknown) =>
    [
      none ? `${counted(none, "thing")} with no visible change` : "",
      unknown ? `${counted(unknown, "thing")} that cannot be told` : "",
    ]
      .filter(Boolean)
      .join(", ")
      .concat("."),
  sides: { left: "left", right: "right", both: "" },
  named: (title, side) => (side ? `${title}, ${side}` : title),
  differences: {
    title: "What changed",
    about: "A difference counts only when it is larger than both margins taken together.",
    change: {
      better: (by, margin) => `Better by ${by} (± ${margin}).`,
      worse: (by, margin) => `Worse by ${by} (± ${margin}).`,
      other: (by, margin) =>
        `Changed by ${by} (± ${margin}), neither nearer to the limits nor further from them.`,
      none: (by, margin) => `No visible change: ${by} is within ± ${margin}.`,
      unknown: "Cannot be told: not measured in both.",
    },
    before: "Before",
    after: "After",
    notMeasured: "not measured",
    value: (value, reps) => (reps > 1 ? `${value}, mean of ${reps} reps` : value),
  },
  pair: {
    region: "Both, kept in step",
    before: "Before",
    after: "After",
    open: "open the result",
    figure: (which, rep) => `${which}: rep ${rep}`,
    controls: "Playback of both",
    play: "Play both",
    pause: "Pause both",
    back: "One frame back",
    forth: "One frame on",
    previous: "Previous pair of reps",
    next: "Next pair of reps",
    speed: "Speed",
    rates: { 1: "1×", 0.5: "½×", 0.25: "¼×" },
    loop: "Loop this pair",
    overlay: "Skeletons over the videos",
    lay: "Lay over each other",
    slider: "Place in the rep",
    phases: {
      before: "before it",
      up: "on the way",
      top: "at its turning point",
      down: "on the way back",
      after: "after it",
    },
    at: (a, b, phase) => `${a === b ? `Rep ${a}` : `Rep ${a} beside rep ${b}`}, ${phase}`,
    laid: "Both skeletons in one picture",
    laidAbout: "Laid on each other where the rep starts: hips on hips, trunk as long as trunk.",
    mirrored: "The one after is mirrored, because it was filmed from the other side.",
    noPoses: "One of the two has no saved poses, so nothing can be laid over.",
    unpaired: "No rep of one goes with a rep of the other; choose one of each.",
    noReps: "In one of the two no full rep was found, so they cannot be kept in step.",
  },
  keys: {
    group: "Compare",
    list: [
      ["Space", "Play or pause both"],
      ["← / →", "One frame back, one frame on"],
      ["K / J", "Previous pair of reps, next pair"],
      ["L", "Loop this pair"],
      ["S", "Speed"],
      ["O", "Skeletons on or off"],
      ["Y", "Lay over each other"],
    ],
  },
};

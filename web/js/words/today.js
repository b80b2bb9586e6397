/** Words of the page of today: the plan, the check-in, the phase. */

const counted = (n, one, many = `${one}s`) => `${n}\u00a0${n === 1 ? one : many}`;

export const words = {
  title: "Today",
  loading: "Looking up what is planned",
  tally: (done, all) =>
    done === all
      ? "All done for today."
      : done
        ? `${done} of ${all} done.`
        : `${counted(all, "exercise")} planned.`,
  list: "Planned today",
  rest: {
    title: "Nothing is planned today",
    message: "Rest days are part of the programme. The check-in below still helps.",
  },
  stop: "Please stop here for now",
  gone: {
    title: "formcheck does not answer",
    message: "What you logged is safe. Start it again if it was stopped; this page comes back by itself.",
  },
  row: {
    asked: (sets, reps) => `${sets} sets of ${reps} reps`,
    askedOnce: (reps) => `1 set of ${reps} reps`,
    hold: (seconds) => `hold ${seconds}\u00a0s`,
    holdMost: (seconds) => `hold at most ${seconds}\u00a0s`,
    sides: { both: "", each: "each side", left: "left side only", right: "right side only" },
    some: (done, asked) => `${done} of ${counted(asked, "set")} done`,
    finished: (done) => `${counted(done, "set")} done`,
    record: "Record",
    recordLabel: (title) => `Record ${title}`,
    log: "Log by hand",
    logLabel: (title) => `Log by hand: ${title}`,
    more: (title) => `More for ${title}`,
    how: "How it is done",
    change: "Change the plan",
    noCamera: "not checked by camera",
    done: "Sets done",
    filmed: (good, reps) =>
      good === null || good === undefined
        ? `filmed, ${counted(reps, "rep")}`
        : good === reps
          ? `filmed, all ${reps} clean`
          : good
            ? `filmed, ${good} of ${reps} clean`
            : `filmed, ${counted(reps, "rep")}`,
    byHand: (reps, sets) =>
      sets > 1 ? `by hand, ${sets} sets of ${counted(reps, "rep")}` : `by hand, ${counted(reps, "rep")}`,
    takeBack: "Undo",
    takeBackLabel: (title, reps) => `Undo: ${title}, ${counted(reps, "rep")} by hand`,
  },
  beyond: "Done beyond the plan",
  other: { summary: "On other days", days: (names) => names.join(", "), never: "on no day" },
  logging: {
    title: (title) => `Log ${title}`,
    reps: "Reps",
    sets: "Sets",
    note: "Note (optional)",
    save: "Log it",
    cancel: "Cancel",
    logged: (title) => `${title} logged.`,
    taken: (title) => `${title}: taken back.`,
    back: (title) => `${title} is logged again.`,
  },
  planning: {
    title: (title) => `Change ${title}`,
    days: "Days",
    names: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    short: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    reps: "Reps",
    sets: "Sets",
    from: "from",
    to: "to",
    repsFrom: "Reps, from",
    repsTo: "Reps, to",
    setsFrom: "Sets, from",
    setsTo: "Sets, to",
    holdFrom: "Hold in s, from",
    holdTo: "Hold in s, to",
    sides: "Sides",
    sidesAll: {
      both: "both at once",
      each: "one, then the other",
      left: "only the left",
      right: "only the right",
    },
    save: "Save",
    cancel: "Cancel",
    routine: "As in the routine",
    saved: (title) => `${title}: the plan is changed.`,
    usual: (title) => `${title}: back to the routine.`,
    undone: (title) => `${title}: the plan is as before.`,
  },
  checkin: {
    title: "How is it today?",
    lead: "0 is no pain, 10 the worst you can imagine. Leave out what you like.",
    regions: { back: "Low back", hip: "Hip", knee: "Knee" },
    none: "none",
    worst: "worst",
    unset: "Clear",
    unsetLabel: (region) => `Clear ${region}`,
    sitting: "Hours sitting",
    breaks: "Breaks from sitting",
    heard: { title: "Check-in", none: "Nothing was told today.", pain: (n) => `pain ${n} of 10` },
    saving: "Saving",
    saved: "Saved. You can change it all day.",
    failed: (say) => `Not saved. ${say}`,
    range: "Hours go from 0 to 24, breaks are whole numbers from 0 to 200.",
  },
  phase: {
    title: (number, all) => `Phase ${number} of ${all}`,
    facts: "The facts",
    days: "Days trained",
    daysOf: (done, planned) => `${done} of ${planned} planned days in the last two weeks`,
    noDays: "nothing was planned in the last two weeks",
    clean: "Clean reps",
    cleanNow: (share) => `${share}\u00a0% of those filmed in the last two weeks`,
    cleanBefore: (share) => `${share}\u00a0% in the two weeks before`,
    noneClean: "none yet of those filmed in the last two weeks",
    noClean: "none filmed in the last two weeks",
    pain: { back: "Low-back pain", hip: "Hip pain", knee: "Knee pain" },
    trends: {
      up: "more than before",
      down: "less than before",
      level: "about the same",
      unknown: "not enough check-ins to tell",
    },
    recent: (value) => `${value} of 10 this week`,
    earlier: (value) => `${value} in the three weeks before`,
    move: "Moving on",
    decide:
      "When to move on is your decision, or your coach’s with you. Steady days, clean reps and less pain speak for it.",
    last: "This is the last phase. Stay as long as it does you good.",
    on: (number, title) => `Move on to phase ${number}: ${title}`,
    backTo: (number) => `Go back to phase ${number}`,
    moved: (number) => `You are in phase ${number} now.`,
    progress: "See your progress",
    theirProgress: "See their progress",
    decideWith:
      "When to move on is your decision with them. Steady days, clean reps and less pain speak for it.",
  },
};

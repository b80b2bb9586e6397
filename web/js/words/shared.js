/** Words that every page shares. */

export const words = {
  serverGone:
    "formcheck does not answer. Nothing is lost: start it again, and this page goes on by itself.",
  unexpected: "Something went wrong in formcheck itself. Nothing was lost; try again.",
  undo: "Undo",
  dismiss: "Dismiss",
  tryAgain: "Try again",
  cancel: "Cancel",
  dropHere: "Let go to add the videos",
  formatting: {
    locale: "en-GB",
    seconds: (s) => `${s}\u00a0s`,
    minutes: (m, s) => `${m}\u00a0min ${s}\u00a0s`,
    fewLeft: "a few seconds left",
    secondsLeft: (s) => `about ${s}\u00a0s left`,
    minutesLeft: (m) => `about ${m}\u00a0min left`,
    today: (time) => `today ${time}`,
    yesterday: (time) => `yesterday ${time}`,
    noReps: "No full rep found",
    unseen: (total) => `${total} ${total === 1 ? "rep" : "reps"}, form not seen`,
    allClean: (total) => (total === 1 ? "1 rep, clean" : `All ${total} clean`),
    oneFix: (total) => `${total} ${total === 1 ? "rep" : "reps"}, one thing to fix`,
    someClean: (good, total) => `${good} of ${total} clean`,
  },
  nav: {
    home: "formcheck, home",
    label: "Pages",
    today: "Today",
    record: "Record",
    library: "Library",
    progress: "Progress",
    exercises: "Exercises",
    desk: "Clients",
    you: "You",
  },
  whose: { of: (name) => `You are looking at ${name}.`, back: (name) => `All of ${name}` },
  footer: {
    privacy: "Everything stays on this machine. Not a medical device.",
    team: "Seen only by its owner and the coaches they chose. Not a medical device.",
    api: "For programs: the API",
  },
  shortcuts: {
    title: "Keyboard shortcuts",
    close: "Close",
    everywhere: "Everywhere",
    everywhereKeys: [
      ["?", "Show this list"],
      ["Esc", "Close what is open"],
      ["Ctrl+Z", "Undo, while it is offered"],
    ],
  },
};

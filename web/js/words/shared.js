/** Words that every page shares. */

/** @param {number} n @param {string} one @param {string} [many] @returns {string} "1 set", "3 sets" */
export const counted = (n, one, many = `${one}s`) => `${n}\u00a0${n === 1 ? one : many}`;

/** @satisfies {Words} */
export const words = {
  gone: {
    title: "formcheck is not responding",
    message: "Nothing is lost. If it was stopped, start it again; this page reconnects by itself.",
  },
  unexpected: "Something went wrong in formcheck. Nothing is lost; please try again.",
  undo: "Undo",
  dismiss: "Dismiss",
  tryAgain: "Try again",
  cancel: "Cancel",
  dropHere: "Drop to add the videos",
  formatting: {
    dayAndPart: {
      night: (day) => `${day} night`,
      morning: (day) => `${day} morning`,
      afternoon: (day) => `${day} afternoon`,
      evening: (day) => `${day} evening`,
    },
    locale: "en-GB",
    seconds: (s) => `${s}\u00a0s`,
    minutes: (m, s) => `${m}\u00a0min ${s}\u00a0s`,
    fewLeft: "a few seconds left",
    secondsLeft: (s) => `about ${s}\u00a0s left`,
    minutesLeft: (m) => `about ${m}\u00a0min left`,
    today: (time) => `today ${time}`,
    yesterday: (time) => `yesterday ${time}`,
    reps: (range) => `${range} reps`,
    sets: (range) => `${range} sets`,
    hold: ([low, high], range) => (low > 0 ? `hold ${range} s` : `hold up to ${high} s`),
    noReps: "No full rep found",
    unseen: (total) => `${total} ${total === 1 ? "rep" : "reps"}, form not seen`,
    allClean: (total) => (total === 1 ? "1 rep, clean" : `All ${total} clean`),
    toFix: (total) => `${total} ${total === 1 ? "rep" : "reps"}, something to fix`,
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
    unread: (n) => (n === 1 ? "1 new comment" : `${n} new comments`),
  },
  whose: { of: (name) => `You are viewing ${name}.`, back: (name) => `Back to ${name}` },
  footer: {
    privacy: "Everything stays on this computer. Not a medical device.",
    team: "Visible only to you and the coaches you share with. Not a medical device.",
    api: "API",
  },
  handing: { link: "Link", copy: "Copy", copied: "Copied.", send: "Send", qr: "QR code of the link" },
  links: {
    title: "Links without an account",
    about: "Whoever has such a link sees the report of one set, and nothing else, until it ends.",
    lasts: "It works for",
    usual: 7,
    days: [
      [1, "a day"],
      [7, "a week"],
      [30, "30 days"],
    ],
    make: "Create a link",
    sent: "A set in formcheck",
    open: (day) => `Works until ${day}`,
    withdraw: "End it now",
    withdrawOf: (title, day) => `End it now: the link to ${title} that works until ${day}`,
    withdrawn: "The link no longer works.",
    none: "You have not shared any set by link.",
  },
  shortcuts: {
    title: "Keyboard shortcuts",
    close: "Close",
    everywhere: "Everywhere",
    everywhereKeys: [
      ["?", "Show shortcuts"],
      ["Esc", "Close"],
      ["Ctrl+Z", "Undo, while offered"],
    ],
  },
};

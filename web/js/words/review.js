/** Words of the result page and of the review. */

// --- Result

/** @satisfies {Words} */
export const review = {
  title: "Result",
  back: "Library",
  verdicts: { ok: "fine", fault: "fault", unsure: "unsure" },
  degree: (/** @type {import("../api/types.js").Share[]} */ shares) =>
    shares
      .map(
        ({ verdict, count }) =>
          `${count} ${{ ok: "clean", fault: "with a fault", unsure: "not judged" }[verdict]}`,
      )
      .join(", "),
  openGoal: "not there yet",
  recordNext: "Record the next set",
  headings: {
    strip: "Rep by rep",
    facts: "In short",
    next: "Next",
    checks: "What was checked",
    set: "The whole set",
    curve: "Over time",
    numbers: "All numbers",
    unseen: "Not seen, and how to film it",
    notes: "Notes",
    clip: "About this set",
    files: "Share and download",
  },
  glossary: {
    title: "What this means",
    rule: "The routine",
    goal: "Goal",
    source: "Where the goal comes from",
    method: "How it is measured",
    misled: "What can mislead it",
  },
  oneRep: "Rep",
  fine: ": fine",
  informative: "(for information)",
  routine: (rule) => `The routine: ${rule}`,
  show: "Show",
  showsWhat: (title, rep) => `: ${title.toLowerCase()}, rep ${rep}`,
  picture: (rep, title, value) => `Rep ${rep}: ${title.toLowerCase()}${value ? `, ${value}` : ""}`,
  howToFilm: "How to film it",
  toSeeIt: "To see it: ",
  bestPlace: (name) => `Best camera position: ${name}.`,
  allPlaces: "All camera positions for this exercise",
  share: {
    open: "Share",
    pdf: "PDF",
    page: "One file to send",
    link: "Copy the link",
    copied: "Link copied.",
    note: "The file opens in any browser, without formcheck and without a connection.",
    linkNote: "The link opens for you and for those you share your sets with.",
  },
  files: {
    "report.html": ["Report", "one page to read, share or print"],
    "report.pdf": ["Report as PDF", "to send or to print"],
    "report.json": ["Report as JSON", "for programs"],
    "reps.csv": ["Numbers as CSV", "for a spreadsheet"],
    "poses.npz": ["Poses", "to analyse the set again without its video"],
    "poses.trc": ["Markers (.trc)", "for OpenSim"],
    "motion.mot": ["Angles (.mot)", "for OpenSim"],
    "annotated.webm": ["Annotated video", "with the skeleton drawn in"],
    video: ["Original video", "as it was recorded"],
  },
  print: "Print",
  writing: "The annotated video is not ready yet.",
  makingCopy: "Converting the video for this browser. Until then you see the skeleton only.",
  asSent:
    "This video is stored exactly as it was sent, with its sound and hidden details such as the location and phone model.",
  liveOnly: "The video of this live set was not kept, so you see the skeleton only.",
};

/** @satisfies {Words} */
export const player = {
  controls: "Playback",
  video: "Video of the set",
  figure: "Skeleton",
  loading: "Loading video",
  broken:
    "This browser cannot play the video, so you see the skeleton only. You can download the annotated video below.",
  play: "Play",
  pause: "Pause",
  space: "space",
  back: "Back one frame",
  forth: "Forward one frame",
  previousFault: "Previous fault",
  nextFault: "Next fault",
  seek: "Position in the video",
  zoom: "Zoom in",
  fullScreen: "Full screen",
  speed: "Speed",
  rates: { 1: "1×", 0.75: "0.75×", 0.5: "0.5×", 0.25: "0.25×" },
  loop: "Loop this rep",
  loops: (n) => `Stop looping rep ${n}`,
  overlay: "Show skeleton",
};

/** @satisfies {Words} */
export const timeline = {
  choose: "Measurement",
  slider: "Time in the set",
  unseen: "not seen",
  top: "at its turning point",
  rep: (/** @type {number} */ n, /** @type {string} */ top) => `rep ${n}${top ? `, ${top}` : ""}`,
  fault: (m, at) => `Fault at ${at}${m.label ? `: ${m.label}` : ""}. Show`,
  remark: (at, text) => `Comment at ${at}${text ? `: ${text.slice(0, 80)}` : ""}. Show`,
  you: "you",
  limit: "limit and possible error",
  beyond: "beyond the limit",
  reps: (/** @type {string} */ top) => `rep (darker ${top})`,
};

/** @satisfies {Words} */
export const states = {
  loading: "Loading result",
  stages: {
    waiting: ["Waiting", "Other sets are analysed first. You can leave this page."],
    analysing: [
      "Analysing",
      "Finding your body in every frame, then counting your reps. You can leave this page.",
    ],
    rendering: ["Almost done", "Drawing the pictures for your result."],
  },
  done: (share) => `${share} %`,
  left: (seconds) =>
    seconds < 8
      ? "a few seconds left"
      : seconds < 90
        ? `about ${Math.ceil(seconds / 5) * 5} s left`
        : `about ${Math.ceil(seconds / 60)} min left`,
  tries: (n) => `Attempt ${n}. The one before was interrupted.`,
  cancel: "Stop",
  failed: "This set could not be analysed.",
  safe: "Your video is safe.",
  safeLive: "The live result is kept.",
  again: "Try again",
  remove: "Delete",
  chooseAgain: "Choose the exercise and try again",
  log: "Technical log",
  cancelled: "Cancelled.",
  unreadable: "This result is from another version. Analyse it again.",
  cancelledSafe: "Your video is safe. You can start again at any time.",
  gone: "Set not found.",
  goneWhy: "It may have been deleted, or the link is incomplete.",
  deleted: "Set deleted.",
  deletedWhy: "You can undo this for a while.",
  undo: "Undo",
  deletedToast: (title) => `“${title}” deleted.`,
  restored: "Set restored.",
  toLibrary: "Go to your library",
  toRecord: "Record a set",
  stillTrying: "Reconnecting.",
};

/** @satisfies {Words} */
export const actions = {
  group: "This set",
  compare: "Compare with another set",
  rename: "Rename",
  renameField: "Name",
  day: "Change the day",
  save: "Save",
  cancel: "Cancel",
  remove: "Delete",
  again: "Change exercise",
  exercise: "Exercise",
  recognise: "Recognise it for me",
  judge: "Analyse again",
  mirrored: "The picture is mirrored (selfie camera)",
  judgeNote: "The set is analysed as the exercise you choose. This result is replaced.",
  renamed: "Renamed.",
  dayChanged: "Day changed.",
};

/** @satisfies {Words} */
export const keys = {
  group: "Result",
  list: [
    ["Space", "Play or pause"],
    ["← / →", "Back or forward one frame"],
    [", / .", "Back or forward one frame"],
    ["K / J", "Previous or next rep"],
    ["P / N", "Previous or next fault"],
    ["L", "Loop this rep"],
    ["S", "Slower, down to a quarter"],
    ["F", "Full screen"],
    ["+ / −", "Zoom in or out"],
    ["O", "Show or hide the skeleton"],
    ["D", "Delete this set (you can undo)"],
  ],
};

// --- Review

/** @satisfies {Words} */
export const reviewing = {
  review: "Review",
  stop: "Stop reviewing",
  you: "You",
  somebody: "Someone",
  decisions: { accepted: "Agree", rejected: "Disagree" },
  choose: (title, rep) => `Your verdict: ${title.toLowerCase()}, rep ${rep}`,
  about: (title, rep) => `: ${title.toLowerCase()}, rep ${rep}`,
  why: "Why? (optional)",
  told: {
    accepted: (who, me) => (me ? "You agree" : `${who} agrees`),
    rejected: (who, me) => (me ? "You disagree" : `${who} disagrees`),
  },
  decided: (title, rep, decision) => `${title}, rep ${rep}: ${decision}.`,
  decidedAs: { accepted: "you agree", rejected: "you disagree", none: "verdict removed" },
  deleted: "Comment deleted.",
  commentHere: "Comment on this moment",
};

/** @satisfies {Words} */
export const composer = {
  title: "Comment on this moment",
  change: "Edit comment",
  at: (at) => `At ${at}`,
  between: (a, b) => `From ${a} to ${b}`,
  here: (at) => `Use ${at} instead`,
  untilHere: (at) => `Extend to ${at}`,
  noStretch: "One moment only",
  kind: "Type",
  comment: "Comment",
  missed: "Missed fault",
  text: "Comment",
  aboutIt: "What you saw (optional)",
  draw: "Draw on the picture",
  drawn: "Finish drawing",
  how: "Draw with a finger or the mouse.",
  back: "Undo last stroke",
  clear: "Clear",
  save: "Save",
  add: "Add fault",
  cancel: "Cancel",
};

/** @satisfies {Words} */
export const voice = {
  record: "Record a voice note",
  stop: (/** @type {number} */ seconds) => `Stop recording, ${seconds} s`,
  note: (/** @type {number} */ seconds) => `Voice note, ${Math.round(seconds)} s`,
  remove: "Delete the voice note",
  noMicrophone: "The browser may not use a microphone here, or there is none.",
};

/** @satisfies {Words} */
export const referenceClip = {
  label: "A clean rep to compare with",
  caption: (/** @type {string} */ date, /** @type {number | undefined} */ rep) =>
    `How it is done: ${date ? `the set of ${date}` : "the sample set"}${rep ? `, rep ${rep}` : ""}`,
  offer: "Show a good set beside it",
  choose: "Set to show beside it",
  nothing: "Choose a set",
  sample: "Sample set",
  set: (/** @type {string} */ date, /** @type {number} */ good, /** @type {number} */ total) =>
    `${date}, ${good} of ${total} clean`,
  none: "There is no other set of this exercise with a clean rep yet.",
  remove: "Remove",
};

/** @satisfies {Words} */
export const remarks = {
  title: "Review",
  show: "Show at ",
  stretch: (a, b) => `${a} to ${b}`,
  edited: "edited",
  fresh: "New",
  more: (at) => `More options for the comment at ${at}`,
  change: "Edit",
  remove: "Delete",
  drawing: "With a drawing.",
  answer: "Reply",
  answerTo: (at) => ` to the comment at ${at}`,
  answerOf: (text) => ` the reply “${text.slice(0, 40)}”`,
  answerLabel: "Your reply",
  send: "Send",
  cancel: "Cancel",
  missed: (cue, rep) =>
    [`Missed: ${cue ? cue.toLowerCase() : "something else"}`, rep ? `rep ${rep}` : ""]
      .filter(Boolean)
      .join(", ") + ".",
  reviewed: (name, at) => (name ? `Reviewed by ${name}, ${at}.` : `Reviewed ${at}.`),
  progress: (done, of) =>
    `${done} of ${of} fault${of === 1 ? "" : "s"} checked. Faults you leave unchecked stay in the result.`,
  noFaults: "No faults found. Add one if it was missed.",
};

/** @satisfies {Words} */
export const reviewKeys = {
  group: "Review",
  list: [
    ["R", "Start or stop reviewing"],
    ["C", "Comment on this moment"],
    ["W", "Draw on the picture, or stop drawing"],
    ["V", "Record a voice note, or stop recording"],
    ["A", "Agree with the fault shown"],
    ["X", "Disagree with the fault shown"],
    ["M", "Mark as reviewed"],
  ],
};

/** @satisfies {Words} */
export const news = {
  title: "New comments",
  said: (name, set, at) => `${name || "Somebody"} on your ${set.toLowerCase()}, at ${at}`,
  drew: "A drawing.",
  spoke: "A voice note.",
  more: (n) => `and ${n} more in your library`,
};

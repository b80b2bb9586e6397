/** Words of the result page and of the review. */

// --- Result

const reps = (n) => `${n} rep${n === 1 ? "" : "s"}`;

export const review = {
  title: "Result",
  back: "Library",
  reasons: { view: "other view", hidden: "hidden", margin: "too close", damaged: "damaged" },
  verdicts: { ok: "fine", fault: "fault", unsure: "unsure" },
  sides: { left: "Left", right: "Right", both: "" },
  notSeen: "not seen",
  notJudged: "not judged",
  clean: "clean",
  nothingToFix: "nothing to fix in what could be seen",
  openCues: (n) => `${n} unsure`,
  clean_of: (good, n) => `${good} of ${n} clean`,
  share: (some, n) => `${some === null ? "the rest" : `${some} of ${n}`} share one fix`,
  open_reps: (n) => `${n} could not be judged`,
  reps,
  recognised: "recognised from the video",
  model: (name) => `${name} model`,
  noReps: {
    title: "No full rep was found in this clip.",
    lead: "A rep is counted when the start position is held for a moment first and you come back to it at the end. Keep your whole body in the picture from before the first rep until after the last.",
  },
  nothingJudged: {
    title: "Your reps were counted, but their form could not be seen from here.",
    lead: "Move the camera and film one more set.",
  },
  allClean: (n) => ({
    title:
      n === 1
        ? "Your rep is clean in what could be seen."
        : `All ${n} reps are clean in what could be seen.`,
    lead: "Keep doing exactly this.",
  }),
  someClean: (good, n) => `${good} of ${reps(n)} are clean.`,
  toUnseen: "What could not be seen, and how to film it",
  headings: {
    moment: "The moment",
    strip: "Rep by rep",
    set: "The set",
    curve: "Over time",
    cards: "Each rep",
    cardsWorst: "Each rep, the one to look at first on top",
    numbers: "All numbers",
    unseen: "What could not be seen, and how to film it",
    notes: "Notes",
    clip: "The clip",
    files: "Take it with you",
  },
  legend: {
    ok: "Fine in everything that could be judged",
    fault: "Beyond the limit by more than the margin, with the number measured",
    unsure: "Not judged, and why",
  },
  oneRep: "Rep",
  rep: (number, side) => `Rep ${number}${side ? `, ${side.toLowerCase()}` : ""}`,
  fromTo: (a, b) => `${a} to ${b}`,
  fine: ": fine",
  informative: "(for information)",
  unsureBecause: (reason) => `Unsure, ${reason}. `,
  routine: (rule) => `The routine: ${rule}`,
  show: "Show it",
  showsWhat: (title, rep) => `: ${title.toLowerCase()}, rep ${rep}`,
  picture: (rep, title, value) => `Rep ${rep}: ${title.toLowerCase()}${value ? `, ${value}` : ""}`,
  held: (hold, asked) => `Held ${hold}${asked ? ` (asked: ${asked} s)` : ""}. `,
  movedBy: (amount) => `Moved ${amount}.`,
  notInSet: (titles) => `Not seen in this set: ${titles}. `,
  howToFilm: "How to film it",
  marginNote:
    "± is how far off a number may be. A rep is called a fault only when it lies beyond the limit by more than that.",
  toSeeIt: "To see it: ",
  bestPlace: (name) => `The best single place: ${name}.`,
  allPlaces: "All places for this exercise",
  facts: {
    file: "File",
    length: "Length",
    camera: "Camera",
    routine: "Routine",
    plan: "Plan",
    poses: "Poses",
    checked: "Checked with",
  },
  asks: (r, s, hold, sides) => `${r} reps, ${s} sets${hold ? `, hold ${hold} s` : ""}, ${sides}`,
  seen: (share) => `a person in ${share} % of the frames looked at`,
  live: "Live set",
  files: {
    "report.html": ["Report", "one page to read, send or print"],
    "report.json": ["Report as JSON", "for programs"],
    "reps.csv": ["Numbers as CSV", "for a spreadsheet"],
    "poses.npz": ["Poses", "judges the set again without the video"],
    "poses.trc": ["Markers (.trc)", "for OpenSim"],
    "motion.mot": ["Angles (.mot)", "for OpenSim"],
    "annotated.webm": ["Annotated video", "with the skeleton drawn in"],
    video: ["Original video", "as it was recorded"],
  },
  print: "Print",
  writing: "The annotated video is still being written.",
  makingCopy:
    "A copy of the video that this browser can play is being made. Until then the skeleton moves alone.",
  liveOnly: "This set was recorded live and its picture was not kept: the skeleton moves alone.",
};

export const player = {
  controls: "Playback",
  video: "The set's video",
  figure: "The skeleton of the set",
  loading: "Loading the video",
  broken:
    "This browser cannot play the video; the skeleton moves alone. The annotated video below is for any player.",
  play: "Play",
  pause: "Pause",
  space: "space",
  back: "One frame back",
  forth: "One frame on",
  previousFault: "Previous fault",
  nextFault: "Next fault",
  speed: "Speed",
  rates: { 1: "1×", 0.5: "½×", 0.25: "¼×" },
  loop: "Loop this rep",
  loops: (n) => `Looping rep ${n}: stop`,
  overlay: "Skeleton over the video",
};

export const timeline = {
  choose: "What to draw",
  slider: "Time in the set",
  unseen: "not seen",
  rep: (n, top) => `rep ${n}${top ? ", at its turning point" : ""}`,
  fault: (m, at) => `Fault at ${at}${m.label ? `: ${m.label}` : ""}. Show it`,
  remark: (at, text) => `Comment at ${at}${text ? `: ${text.slice(0, 80)}` : ""}. Show it`,
  told: (c, text) => `${c.title}: ${text}`,
  describe: (c, asked, faults, clock) =>
    [
      `from ${clock(c.time[0])} to ${clock(c.time.at(-1))}`,
      reps(c.bands.length),
      asked ? `asked for: ${asked}` : "",
      faults.length
        ? `beyond the limit: ${faults.map((b) => `rep ${b.number} at ${clock(b.judged[0])}`).join(", ")}`
        : "never beyond the limit",
    ]
      .filter(Boolean)
      .join("; "),
  you: "you",
  limit: "limit and margin",
  beyond: "beyond it",
  reps: "rep, darker at its turning point",
};

export const states = {
  loading: "Loading the result",
  stages: {
    waiting: [
      "Waiting for its turn",
      "Other sets are being looked at first. You can leave this page; it goes on by itself.",
    ],
    analysing: [
      "Looking at every frame",
      "The body is found frame by frame, then the reps are counted and judged. You can leave this page; it goes on by itself.",
    ],
    rendering: ["Writing the report", "The numbers are there; the pictures are being drawn."],
  },
  done: (share) => `${share} %`,
  left: (seconds) =>
    seconds < 8
      ? "a few seconds left"
      : seconds < 90
        ? `about ${Math.ceil(seconds / 5) * 5} s left`
        : `about ${Math.ceil(seconds / 60)} min left`,
  tries: (n) => `Try ${n}: the one before was interrupted.`,
  cancel: "Stop",
  failed: "This set could not be judged.",
  safe: "Your video is kept. Nothing else is affected.",
  safeLive: "What was told live is kept.",
  again: "Try again",
  remove: "Delete",
  chooseAgain: "Choose the exercise and try again",
  log: "Last lines of its log",
  cancelled: "Stopped before it was done.",
  cancelledSafe: "Your video is kept; start again whenever you like.",
  gone: "There is no such set.",
  goneWhy: "It may have been deleted, or the address is not complete.",
  deleted: "This set is deleted.",
  deletedWhy: "It can be brought back for a while.",
  undo: "Undo",
  deletedToast: (title) => `“${title}” is deleted.`,
  restored: "The set is back.",
  toLibrary: "To the library",
  toRecord: "Record a set",
  stillTrying: "Trying again by itself.",
};

export const actions = {
  group: "This set",
  compare: "Compare with another set",
  rename: "Rename",
  renameField: "Name",
  save: "Save",
  cancel: "Cancel",
  remove: "Delete",
  again: "Judge as another exercise",
  exercise: "Exercise",
  recognise: "Recognise it from the video",
  judge: "Judge again",
  judgeNote: "The limits of the exercise you choose are used. The result here is replaced.",
  renamed: "Renamed.",
};

export const keys = {
  group: "Result",
  list: [
    ["Space", "Play or pause"],
    ["← / →", "One frame back, one frame on"],
    [", / .", "One frame back, one frame on"],
    ["K / J", "Previous rep, next rep"],
    ["P / N", "Previous fault, next fault"],
    ["L", "Loop this rep"],
    ["S", "Speed: normal, half, a quarter"],
    ["O", "Skeleton on or off"],
    ["D", "Delete this set; it can be undone"],
  ],
};

// --- Review

export const reviewing = {
  review: "Review",
  stop: "Stop reviewing",
  you: "You",
  somebody: "Somebody",
  decisions: { accepted: "Agree", rejected: "Not so" },
  choose: (title, rep) => `What you think of: ${title.toLowerCase()}, rep ${rep}`,
  about: (title, rep) => `: ${title.toLowerCase()}, rep ${rep}`,
  why: "Why not? (if you like)",
  told: {
    accepted: (who, me) => (me ? "You agree" : `${who} agrees`),
    rejected: (who, me) => (me ? "You message: not so" : `${who} says: not so`),
  },
  decided: (decision, title, rep) =>
    `${title}, rep ${rep}: ${decision === null ? "no longer decided" : decision === "accepted" ? "agreed" : "not so"}.`,
  deleted: "The comment is deleted.",
  commentHere: "Comment on this moment",
};

export const composer = {
  title: "Comment on this moment",
  change: "Change the comment",
  at: (at) => `At ${at}`,
  between: (a, b) => `From ${a} to ${b}`,
  here: (at) => `Take ${at} instead`,
  untilHere: (at) => `Until ${at}`,
  noStretch: "Only the moment",
  kind: "What it is",
  comment: "A comment",
  missed: "A fault that was missed",
  text: "Comment",
  aboutIt: "What you saw (if you like)",
  draw: "Draw on the frame",
  drawn: "Drawing: done",
  how: "Draw on the picture with a finger or the mouse.",
  back: "Take the last stroke back",
  clear: "Clear",
  save: "Save",
  add: "Add this finding",
  cancel: "Cancel",
};

export const remarks = {
  title: "Review",
  show: "Show it at ",
  stretch: (a, b) => `${a} to ${b}`,
  edited: "changed",
  fresh: "New",
  more: (at) => `More for the comment at ${at}`,
  change: "Change",
  remove: "Delete",
  drawing: "With a drawing on the frame.",
  answer: "Answer",
  answerTo: (at) => ` the comment at ${at}`,
  answerOf: (text) => ` the answer “${text.slice(0, 40)}”`,
  answerLabel: "Your answer",
  send: "Send",
  cancel: "Cancel",
  missed: (cue, rep) =>
    [`Missed: ${cue ? cue.toLowerCase() : "something else"}`, rep ? `rep ${rep}` : ""]
      .filter(Boolean)
      .join(", ") + ".",
  reviewed: (name, at) => (name ? `Reviewed by ${name}, ${at}.` : `Reviewed ${at}.`),
  notReviewed: "Not yet after all",
  markReviewed: "Mark as reviewed",
  progress: (done, of) =>
    `${done} of ${of} fault${of === 1 ? "" : "s"} decided on. What you do not decide on stays as it was found.`,
  noFaults: "No faults were found. Say so if one was missed.",
};

export const reviewKeys = {
  group: "Review",
  list: [
    ["R", "Review this set, or stop reviewing"],
    ["C", "Comment on this moment"],
    ["A", "Agree with the finding that is shown"],
    ["X", "Reject the finding that is shown"],
  ],
};

export const news = {
  title: "New comments",
  said: (name, set, at) => `${name || "Somebody"} on your ${set.toLowerCase()}, at ${at}`,
  drew: "A drawing on the frame.",
  more: (n) => `and ${n} more, in the library`,
};

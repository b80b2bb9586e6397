/** Words of the record page. */

const seconds = (n) => (n === 1 ? "1 second" : `${n} seconds`);

export const words = {
  choose: {
    title: "Record a set",
    lead: "Your camera stays on this device: only the joints' positions are looked at, unless you keep the recording.",
    which: "Exercise",
    start: "Start",
    how: "Do",
    wear: "Wear",
    asked: "The routine asks for",
    reps: (range) => `${range} reps`,
    sets: (range) => `${range} sets`,
    hold: ([low, high], range) => (low > 0 ? `hold ${range} s` : `hold at most ${high} s`),
    sides: { each: "one side, then the other", left: "only the left", right: "only the right" },
    camera: "Where to put the camera",
    sees: "From here it sees",
    go: "Set up the camera",
    loading: "Fetching the exercises",
  },
  setup: {
    title: (exercise) => `${exercise}: the camera`,
    waiting: "Starting the camera",
    loading: "Fetching the pose model; the first time this takes a moment",
    looking: "Looking",
    checks: "Checks",
    names: {
      light: "Light",
      seen: "Somebody in the picture",
      alone: "Nobody else in the picture",
      posture: "Start position",
      whole: "Whole body in the picture",
      size: "Distance",
      view: "Camera's place",
    },
    passed: "fine",
    failed: "to do",
    unknown: "not known yet",
    device: "Camera",
    back: "Back",
    anyway: "Go on anyway",
    anywayHow: "Begins when you hold the start position. What cannot be seen from here stays unsure.",
    now: "Start now",
    ready: "Hold the start position",
    still: "Hold still",
    unseen: (titles) => `Not seen from here: ${titles.map((t) => t.toLowerCase()).join(", ")}.`,
    accepted: "Whenever you are ready: take the start position and hold it.",
    arrows: {
      left: "Camera to the left",
      right: "Camera to the right",
      up: "Camera up",
      down: "Camera down",
      closer: "Camera closer",
      further: "Camera further away",
    },
  },
  controls: { label: "What is shown and said", mirror: "Mirror", skeleton: "Skeleton", voice: "Voice" },
  set: {
    reps: (n) => (n === 1 ? "rep" : "reps"),
    hold: "seconds held",
    soFar: (n) => (n === 1 ? "1 rep" : `${n} reps`),
    sides: { left: ["L", "left"], right: ["R", "right"] },
    stop: "End the set",
    getReady: "Get ready",
    lost: "I cannot see you",
    spokenReady: "Get ready",
  },
  after: {
    none: "Nothing was counted",
    clean: (good, total) =>
      good === total
        ? total === 1
          ? "1 rep, and it was clean"
          : `All ${total} clean`
        : `${good} of ${total} clean`,
    nothingSure: (total) =>
      `${total} ${total === 1 ? "rep" : "reps"}, none of which could be judged from this view`,
    oneFix: (total) => `${total} ${total === 1 ? "rep" : "reps"}, with one thing to fix first`,
    allGood: "All clean in what could be seen.",
    fix: "Fix first",
    reps: "Reps",
    rep: (n, verdict, side) => `Rep ${n}${side ? `, ${side}` : ""}: ${verdict}`,
    verdicts: { ok: "clean", fault: "a fault", unsure: "not judged" },
    unseen: "Could not be seen",
    review: "See the whole report",
    again: "Another set",
    ending: "Writing the report",
    keepTitle: "Keep the recording?",
    keepWhy:
      "It is on this device only. Kept, it is checked again with the better model, and that report replaces this one.",
    keep: "Keep it",
    discard: "Discard it",
    discarded: "The recording was discarded. The report stays.",
    broken: "The camera was away in between, so there is no whole recording to keep.",
    noRecorder: "This browser cannot record, so there is no recording to keep.",
    sending: "Keeping the recording",
    waiting: "The server does not answer; it is tried again by itself",
    kept: "Kept. It is being checked again.",
    notKept: (say) => `The recording could not be kept: ${say}`,
    retry: "Try again",
  },
  trouble: {
    refused: [
      "The camera may not be used",
      "You or your browser refused it. Allow the camera for this page (the sign beside the address), then try again.",
    ],
    none: ["No camera was found", "Plug one in or switch it on, then try again."],
    used: ["The camera is in use", "Another program or page holds it. Close that one, then try again."],
    insecure: [
      "The camera cannot be used here",
      "Browsers allow a camera only on this machine or over https: open formcheck as localhost, or serve it over https.",
    ],
    cameraFailed: ["The camera did not start", "Unplug it and plug it in again, or choose another one."],
    cameraLost: [
      "The camera is gone",
      "Plug it in again, or choose another one. The set goes on with what is counted so far.",
    ],
    cameraMuted: [
      "The camera gives no picture",
      "Open its cover, or end what else uses it. The set goes on as soon as it does.",
    ],
    linkLost: [
      "The connection is lost",
      "It is being tried again. What you do meanwhile is not counted; what is counted stays.",
    ],
    linkGone: [
      "The connection did not come back",
      "What was counted is kept on the server if it had begun.",
    ],
    refusedByServer: ["The server refused", ""],
    modelFailed: [
      "The pose model does not run in this browser",
      "Update the browser, or film the set and upload the video instead.",
    ],
    noWasm: [
      "This browser cannot find poses",
      "It lacks WebAssembly. Update it or use another one, or film the set and upload the video instead.",
    ],
    slow: (rate) => [
      "This machine is slow",
      `Only ${Math.round(rate)} poses a second: close other programs. Times and holds become less exact.`,
    ],
    hidden: (n) => [
      `The page was hidden for ${seconds(n)}`,
      "Nothing was watched meanwhile. The set goes on.",
    ],
    again: "Try again",
    reconnect: "Use the camera again",
    upload: "Upload a video instead",
    back: "The connection is back",
  },
  shortcuts: {
    group: "Record",
    list: [
      ["Space", "go on, start, or end the set"],
      ["M", "mirror the picture"],
      ["K", "show the skeleton"],
      ["V", "voice on or off"],
      ["Esc", "back"],
    ],
  },
};

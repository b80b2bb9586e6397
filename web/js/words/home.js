/** Words of the first page. */

export const words = {
  title: "See what to fix first in your set.",
  lead: "formcheck watches you exercise, counts your reps, and shows the moment that matters most.",
  doors: "Begin",
  record: {
    title: "Record a set",
    message: "In front of your camera. It counts aloud and says one thing at a time.",
  },
  upload: { title: "Upload a video", message: "Filmed already? It is watched frame by frame." },
  last: "Your last sets",
  all: "All sets",
  first: {
    title: "Your first set",
    steps: [
      [
        "Choose the side.",
        "For most exercises the camera stands low, two steps away, straight across your hips.",
      ],
      ["Fit your whole body in.", "From head to feet, from before the first rep until after the last."],
      [
        "Film one set.",
        "Ten to fifteen calm reps. What could not be seen is said, with the place that would show it.",
      ],
    ],
    guide: "Where to put the camera for each exercise",
    drawing: "Glute bridge: the camera at your side, from above and from the side",
    sample: "Try it with a sample set",
    sampling: "The sample set is here and is being watched.",
  },
  film: {
    title: "How to film",
    message: "Each exercise shows its faults best from one place.",
    link: "See the place for each exercise",
  },
  privacyTeam: {
    title: "Yours, and your coaches’",
    message:
      "Videos, poses and results stay on this server. Only the coaches you chose see them, each look is written down, and deleting a set deletes all of it.",
  },
  privacy: {
    title: "Yours alone",
    message:
      "Videos, poses and results stay on this machine. Nothing is sent anywhere, and deleting a set deletes all of it.",
  },
};

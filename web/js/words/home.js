/** Words of the first page. */

/** @satisfies {Words} */
export const words = {
  title: "See what to fix first.",
  lead: "formcheck watches your set, counts your reps and shows you the moment that matters most.",
  again: "Welcome back",
  streak: (days) => `You have trained ${days} planned days in a row.`,
  today: "Today",
  toToday: "Whole plan",
  rest: "Nothing is planned today. Rest is part of the programme.",
  allDone: "All done for today.",
  lastResult: "Your last result",
  doors: "Start",
  record: {
    title: "Record a set",
    message: "Use your camera. formcheck counts out loud and gives you one cue at a time.",
  },
  upload: { title: "Upload a video", message: "Already filmed it? Every frame is analysed." },
  last: "Your latest sets",
  all: "All sets",
  first: {
    title: "Your first set",
    steps: [
      [
        "Film from the side.",
        "For most exercises, put the camera low, two steps away, level with your hips.",
      ],
      ["Get your whole body in.", "From head to feet, from before the first rep until after the last."],
      [
        "Do one set.",
        "Ten to fifteen slow reps. If something could not be seen, we tell you where to put the camera.",
      ],
    ],
    back: "Bring a backup back",
    guide: "Camera position for each exercise",
    drawing: "Glute bridge: the camera at your side, from above and from the side",
    sample: "Try a sample set",
    sampling: "Analysing the sample set.",
  },
  film: {
    title: "How to film",
    message: "Each exercise has one camera position that shows most.",
    link: "Camera position for each exercise",
  },
  privacyTeam: {
    title: "Between you and your coaches",
    message:
      "Your videos and results stay on this server. The location, phone model and other hidden details are removed from a video when it arrives, and so is the sound unless you choose to keep it. Only coaches you share with can see them, and you can check who looked. Deleting a set deletes all of it.",
  },
  privacy: {
    title: "Only yours",
    message:
      "Your videos and results stay on this computer. The location, phone model and other hidden details are removed from a video when it arrives, and so is the sound unless you choose to keep it. Nothing is uploaded anywhere, and deleting a set deletes all of it.",
  },
};

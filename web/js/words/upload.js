/** Words of uploading. */

/** @satisfies {Words} */
export const words = {
  title: "Upload videos",
  choose: "Choose videos",
  film: "Film with this phone",
  drop: "or drop them anywhere on this page",
  exercise: "Which exercise is it?",
  recognise: "Recognise it for me",
  recording: "Recording",
  keepSound: "Keep the sound",
  mirrored: "The picture is mirrored (selfie camera)",
  removed:
    "The location, phone model and other hidden details are removed from your video when it arrives. So is the sound, unless you keep it.",
  limits: (size, minutes) => `Up to ${size} and ${minutes} minutes each.`,
  waiting: "Waiting to upload",
  sending: (sent, all) => `Uploading, ${sent} of ${all}`,
  away: "formcheck is not responding. Upload continues when it is back.",
  paused: (sent, all) => `Paused at ${sent} of ${all}`,
  pause: "Pause",
  resume: "Resume",
  known: (name) => `${name}: already uploaded. Here is its result.`,
  arrived: (name) => `${name} uploaded.`,
  progress: (name) => `Uploading ${name}`,
  empty: "This file is empty. It may still have been copying; choose it again.",
  notVideo: "This is not a video. Choose a file that plays in your video player.",
  tooLarge: (size, most) =>
    `This video is ${size}; the limit is ${most}. Film a shorter set or make the file smaller.`,
};

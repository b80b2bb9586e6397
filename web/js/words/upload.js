/** Words of uploading. */

export const words = {
  title: "Upload videos",
  choose: "Choose videos",
  film: "Film with this phone",
  drop: "or drop them anywhere on this page",
  exercise: "Which exercise is it?",
  recognise: "Recognise it from the video",
  recording: "Recording",
  limits: (size, minutes) => `Up to ${size} and ${minutes} minutes each.`,
  waiting: "Waits for its turn to be sent",
  sending: (sent, all) => `Sending, ${sent} of ${all}`,
  away: "formcheck does not answer; it goes on by itself when it is back",
  paused: (sent, all) => `Paused at ${sent} of ${all}`,
  pause: "Pause",
  resume: "Go on",
  known: (name) => `${name} was already here: this is its result.`,
  arrived: (name) => `${name} is here and will be watched next.`,
  progress: (name) => `Sending ${name}`,
  empty: "This file is empty. Perhaps it was still being copied: choose it again.",
  notVideo: "This is not a video. Choose a file that your video player can play.",
  tooLarge: (size, most) =>
    `This video has ${size}; up to ${most} can be read. Film shorter sets, or make the video smaller.`,
};

/** Words of the review: what people say of what was found. */

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
  missed: (cue, rep) => [`Missed: ${cue ? cue.toLowerCase() : "something else"}`, rep ? `rep ${rep}` : ""].filter(Boolean).join(", ") + ".",
  reviewed: (name, at) => (name ? `Reviewed by ${name}, ${at}.` : `Reviewed ${at}.`),
  notReviewed: "Not yet after all",
  markReviewed: "Mark as reviewed",
  progress: (done, of) => `${done} of ${of} fault${of === 1 ? "" : "s"} decided on. What you do not decide on stays as it was found.`,
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

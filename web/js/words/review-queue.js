/** Words of the review queue: its list on the desk, and the panel beside a set that is reviewed. */

/** @param {number} n @param {string} one @param {string} many */
const some = (n, one, many) => `${n} ${n === 1 ? one : many}`;

/** @param {number} days whole days @returns {string} */
const age = (days) => (days < 1 ? "today" : days === 1 ? "1 day" : `${days} days`);

/** @satisfies {Words} */
export const queue = {
  title: "To review",
  start: (n) => `Review ${some(n, "set", "sets")}`,
  order: "Pain first, then faults in most reps, then the longest waiting.",
  waiting: (days) => (days < 1 ? "new today" : `waiting ${age(days)}`),
  clean: "No faults found",
  fault: (title, count, total) => `${title}: fault in ${count} of ${total} reps`,
  dismiss: "Dismiss",
  dismissLabel: (title, who) => `Dismiss ${title} of ${who} without a review`,
  dismissed: (title) => `${title} dismissed.`,
  empty: {
    title: "Nothing to review",
    message: "New sets of your clients wait here until you review or dismiss them.",
  },
};

/** @satisfies {Words} */
export const panel = {
  label: "Review",
  at: (n, of) => `Set ${n} of ${of}`,
  left: (n) => (n ? `${n} to review` : "All reviewed"),
  previous: "Previous set",
  next: "Next set",
  shown: (title, rep) => `${title}, rep ${rep}`,
  noFault: "No fault is shown at this moment. Choose a rep with a fault to agree or disagree.",
  objection: "What is wrong?",
  objections: [
    ["not_this_fault", "Not this fault"],
    ["missed_something", "It missed something"],
    ["cue_unclear", "The cue is unclear"],
  ],
  replies: "Saved replies",
  saveReply: "Save as a reply",
  replySaved: "Reply saved.",
  deleteReply: (text) => `Delete the reply “${text.slice(0, 40)}”`,
  markReviewed: "Mark as reviewed",
  markNext: "Reviewed, next set",
  notReviewed: "Mark as not reviewed",
  dismiss: "Dismiss",
  reviewedToast: (who) => `Set of ${who} reviewed.`,
  dismissedToast: (who) => `Set of ${who} dismissed.`,
  done: "That was the last one.",
  desk: "Back to your clients",
};

/** @satisfies {Words} */
export const queueKeys = {
  group: "Review queue",
  list: [
    ["J / K", "Next or previous set"],
    ["Shift+J / Shift+K", "Next or previous rep"],
    ["M", "Mark as reviewed and open the next set"],
    ["E", "Dismiss without a review"],
    ["1 … 9", "Write a saved reply"],
    ["Ctrl+Enter", "Save the comment"],
  ],
};

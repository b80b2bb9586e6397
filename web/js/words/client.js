/** Words of a coach's page of one client. */

export const words = {
  loading: "Looking up the client",
  since: (day) => `Shares with you since ${day}`,
  gone: {
    title: "There is nobody here",
    message: "They do not share with you, or no longer. Everything of theirs is out of your sight.",
    back: "To your clients",
  },
  ways: {
    progress: "Progress",
    today: "Today",
    library: "All sets",
    compare: "Compare",
    summary: "For a physiotherapist",
    limits: "Limits",
  },
  sets: "Last sets",
  all: "All sets",
  noSets: "No set yet.",
  plan: {
    title: "Prescription",
    about: "What they do from now on. They see it at once.",
    change: "Change",
    changeLabel: (title) => `Change ${title}`,
    own: "not as in the routine",
    never: "on no day",
    everyDay: "every day",
  },
  limits: { title: "Limits", none: "They are judged by the exercises’ own limits.", act: "Change limits" },
  letGo: {
    act: "Let this client go",
    title: (name) => `Let ${name} go?`,
    message: "You see nothing of theirs from now on. They can share with you again whenever they like.",
    sure: "Let go",
    cancel: "Cancel",
  },
};

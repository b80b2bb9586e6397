/** Words of a coach's page of one client. */

/** @satisfies {Words} */
export const words = {
  loading: "Loading client",
  since: (day) => `Sharing with you since ${day}`,
  gone: {
    title: "Client not found",
    message: "They are not sharing with you, or have stopped.",
    back: "Your clients",
  },
  ways: {
    progress: "Progress",
    today: "Today",
    library: "All sets",
    compare: "Compare",
    summary: "Summary to print",
    limits: "Limits",
  },
  sets: "Latest sets",
  all: "All sets",
  noSets: "No sets yet.",
  plan: {
    title: "Plan",
    about: "Changes apply straight away, and your client sees them.",
    change: "Change",
    changeLabel: (title) => `Change ${title}`,
    own: "changed from the routine",
    never: "not scheduled",
    everyDay: "every day",
  },
  limits: { title: "Limits", none: "All limits are the defaults.", act: "Change limits" },
  letGo: {
    act: "Remove client",
    title: (name) => `Remove ${name}?`,
    message: "You will no longer see their sets. They can share with you again at any time.",
    sure: "Remove",
    cancel: "Cancel",
  },
};

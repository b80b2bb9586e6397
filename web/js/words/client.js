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
  },
  notes: {
    title: "Your notes",
    about: "Only you see these.",
    note: "Note",
    tags: "Groups, separated by commas",
    example: "Tuesday class, knee",
    save: "Save",
    saved: "Saved.",
  },
  share: {
    act: "Give this plan to other clients",
    title: "Who gets this plan?",
    about: (name) =>
      `Their plan becomes the same as ${name}’s, for every exercise. Loads stay their own. They see the change.`,
    sure: "Give the plan",
    cancel: "Cancel",
    done: (n) => (n === 1 ? "1 client has this plan now." : `${n} clients have this plan now.`),
    nobody: "You have no other clients.",
  },
  templates: {
    keep: "Save as a template",
    use: "Use a template",
    name: "Name of the template",
    about: "Their plan becomes that of the template, for every exercise. Loads stay their own.",
    none: "You have no templates yet. Save a client’s plan as one first.",
    remove: (name) => `Delete the template ${name}`,
    save: "Save",
    cancel: "Cancel",
    kept: (name) => `Saved as “${name}”.`,
    given: (name) => `This is the plan “${name}” now.`,
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

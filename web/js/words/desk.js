/** Words of the coach's desk. */

/** @param {number} n @param {string} one @param {string} many */
const some = (n, one, many) => `${n} ${n === 1 ? one : many}`;

/** @satisfies {Words} */
export const desk = {
  title: "Your clients",
  invite: "Invite a client",
  views: { label: "Show", clients: "Clients", sets: "All sets" },
  loading: "Loading",
  more: "Show more",
  clear: "Clear filters",
  nothing: "No matches.",
  counted: (title, count) => `${title} (${count})`,
  count: (n, of) => (n === of ? some(n, "client", "clients") : `${n} of ${some(of, "client", "clients")}`),
  sets: (n) => some(n, "set", "sets"),
  news: (n) => some(n, "new set", "new sets"),
  answers: (n) => some(n, "reply", "replies"),
  noSet: "No sets yet.",
  adherence: (done, planned, week) =>
    [
      planned ? `${done} of ${planned} planned days in two weeks` : "nothing planned",
      `${some(week, "set", "sets")} this week`,
    ].join(" · "),
  /** `counted` stands beside how many have it, `title` in the list to choose from. */
  codes: [
    {
      code: "stop",
      counted: (n) => (n === 1 ? "has strong pain" : "have strong pain"),
      title: "Strong pain",
    },
    { code: "pain_up", counted: (_n) => "with more pain", title: "More pain" },
    { code: "fault_back", counted: (_n) => "with a fault that came back", title: "Fault came back" },
    { code: "no_set", counted: (_n) => "with no sets for days", title: "No sets for days" },
  ],
  sorts: [
    ["attention", "Most urgent first"],
    ["new", "Most new sets"],
    ["last", "Latest set"],
    ["adherence", "Least consistent"],
    ["name", "Name"],
  ],
  filters: {
    label: "Find clients",
    more: "Filters",
    name: "Name",
    set: "Set or exercise",
    attention: "Needs attention",
    all: "Everyone",
    anyAttention: "Any reason",
    exercise: "Exercise",
    anyExercise: "Any exercise",
    fault: "Fix first",
    anyFault: "Anything",
    tag: "Group",
    anyTag: "Any group",
    sort: "Sort by",
    reviewed: "Reviewed",
    allSets: "All sets",
    open: "Not reviewed",
    done: "Reviewed",
  },
  inviting: {
    title: "Invite a client",
    about: "You get a link to send. It works once, within two weeks.",
    once: "Send it now, or let them scan the code. It is not shown again.",
    sent: "An invitation to formcheck",
    done: "Done",
    cancel: "Cancel",
  },
  empty: {
    title: "No clients yet",
    message:
      "Send your first client an invitation link. Once they join and agree to share, you see their sets here.",
  },
  keys: {
    group: "Clients",
    list: [
      ["J", "Next client"],
      ["K", "Previous client"],
      ["Enter", "Open"],
      ["/", "Search"],
    ],
  },
};

/** Words of the coach's desk. */

const some = (n, one, many) => `${n} ${n === 1 ? one : many}`;

export const desk = {
  title: "Your clients",
  invite: "Invite a client",
  views: { label: "What to see", clients: "Clients", sets: "All sets" },
  loading: "Loading",
  more: "Show more",
  clear: "Show all",
  nothing: "Nothing is like that.",
  counted: (title, count) => `${title} (${count})`,
  count: (n, of) => (n === of ? some(n, "client", "clients") : `${n} of ${some(of, "client", "clients")}`),
  sets: (n) => some(n, "set", "sets"),
  news: (n) => some(n, "new set", "new sets"),
  answers: (n) => some(n, "answer", "answers"),
  noSet: "No set yet.",
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
    { code: "no_set", counted: (_n) => "with no set for days", title: "No set for days" },
  ],
  sorts: [
    ["attention", "Urgent first"],
    ["new", "What is new"],
    ["last", "Newest set"],
    ["adherence", "Least regular"],
    ["name", "Name"],
  ],
  filters: {
    label: "Find clients",
    more: "Filters",
    name: "Name",
    set: "Set or exercise",
    attention: "Needs attention",
    all: "Everybody",
    anyAttention: "For any reason",
    exercise: "Exercise",
    anyExercise: "Any exercise",
    fault: "To fix first",
    anyFault: "Anything",
    sort: "Order",
    reviewed: "Reviewed",
    allSets: "All sets",
    open: "Not yet",
    done: "Reviewed",
  },
  empty: {
    title: "Nobody yet",
    message:
      "Invite your first client with a link. You see their sets as soon as they have joined and said that you may.",
  },
  keys: {
    group: "Desk",
    list: [
      ["J", "Next client"],
      ["K", "Client before"],
      ["Enter", "Open"],
      ["/", "Search"],
    ],
  },
};

/** Words of signing in, and of joining by a link. */

/** @satisfies {Words} */
export const words = {
  signIn: {
    title: "Sign in",
    login: "Login",
    password: "Password",
    act: "Sign in",
    or: "or",
    passkey: "Sign in with a passkey",
    left: "No passkey was used. Try again, or sign in with your password.",
    erased: "All your data has been erased.",
    empty: {
      title: "No accounts yet",
      message: "formcheck printed a link for the first coach when it started. Open that link to begin.",
    },
  },
  join: {
    loading: "Loading invitation",
    title: (by) => `${by} invited you`,
    coachLead: (by) => `${by} invited you to coach here. Choose your login and password.`,
    first: "Set up the first coach account",
    firstLead: "Choose your login and password. Sets that are already here become yours.",
    lead: (by) => `Film your exercises, see what to fix first, and share them with ${by}.`,
    name: "Your name",
    login: "Login",
    loginHint: "An email address or a short name, without spaces.",
    password: "Password",
    passwordHint: "At least 10 characters, and different from your login.",
    consent: (by) => `Share my training with ${by}`,
    sees: (by) => `If you share, ${by} can see:`,
    what: [
      "your sets with their videos and results",
      "your programme, training log and check-ins",
      "your progress and limits",
    ],
    may: (by) =>
      `${by} can comment, change your plan and set your limits, but cannot delete anything. You can stop sharing at any time on your own page, and see there each time ${by} looked.`,
    without: "You can also join now and share later.",
    act: "Join",
    begin: "Start",
    add: "Share",
    addTitle: (by) => `${by} would like to be your coach`,
    notNow: "Not now",
    coachToo: "You are already signed in. Sign out first to join as someone else.",
    signOut: "Sign out",
    used: "This link no longer works",
  },
};

/** Words of the two doors: signing in, and joining by a link. */

export const words = {
  signIn: {
    title: "Sign in",
    login: "Login",
    password: "Password",
    act: "Sign in",
    or: "or",
    passkey: "Sign in with a passkey",
    left: "No passkey was used. Try again, or sign in with your password.",
    erased: "Everything of yours is erased.",
    forgot: "Without your password, ask your coach for a new invitation.",
    empty: {
      title: "Nobody has an account yet",
      message:
        "Where formcheck was started, it printed a link for the first coach. Open that link to begin.",
    },
  },
  join: {
    loading: "Looking at the invitation",
    title: (by) => `${by} invites you`,
    coachLead: (by) => `${by} wants to work with you here as another coach. Choose how you sign in.`,
    first: "Begin as the first coach",
    firstLead: "Choose how you sign in. What this formcheck has kept so far becomes yours.",
    lead: (by) => `Film your exercises, see what to fix first, and let ${by} look with you.`,
    name: "Your name",
    login: "Login",
    loginHint: "An address or a short name, without spaces.",
    password: "Password",
    passwordHint: "At least 10 characters, and not your login.",
    consent: (by) => `${by} may see what I keep here`,
    sees: (by) => `If you agree, ${by} sees:`,
    what: [
      "your sets with their videos, skeletons and results",
      "your programme, what you did and your check-ins",
      "your progress and limits",
    ],
    may: (by) =>
      `${by} may comment, change your plan and your limits, but not delete anything. You can withdraw this at any moment on your own page, and you see there each time ${by} looked.`,
    without: "You can also join without, and agree later.",
    act: "Join",
    begin: "Begin",
    add: "Agree",
    addTitle: (by) => `${by} asks to be your coach`,
    notNow: "Not now",
    coachToo: "You are signed in already. Sign out first to join as somebody else.",
    signOut: "Sign out",
    used: "This link no longer works",
  },
};

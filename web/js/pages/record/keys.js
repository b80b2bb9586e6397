/** What the keys do while a set is recorded. */

/** @typedef {import("./page.js").Record} Page */

/** @param {Page} page @returns {Parameters<typeof import("../../lib/keyboard.js").keys>[0]} */
export const recordKeys = (page) => ({
  " ": (event) => pressSpace(page, event),
  m: () => page.flip("mirror"),
  k: () => page.flip("skeleton"),
  v: () => page.flip("voice"),
  Escape: () => escape(page),
});

/** @param {Page} page @param {KeyboardEvent} event @returns {false | void} false: it is the browser's */
function pressSpace(page, event) {
  // On a button or a choice the space bar is that one's.
  if (event.target instanceof Element && event.target.closest("button, a, input, summary, select")) {
    return false;
  }
  if (event.repeat) return undefined;
  const { step, session } = page;
  if (step === "choose" && page.chosen) page.begin();
  else if (step === "set") session?.ask("end");
  else if (step === "setup" && session?.answer) {
    const { accepted, phase } = session.answer;
    session.ask(accepted || phase === "ready" ? "start" : "force");
  } else return false;
  return undefined;
}

/** @param {Page} page @returns {false | void} */
function escape(page) {
  if (page.step === "choose") return false;
  if (page.step === "set") page.session?.ask("end");
  else page.leave();
  return undefined;
}

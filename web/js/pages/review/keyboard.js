/** The keys of the result page. */

import { shortcuts } from "../../components/shortcuts.js";
import { keys } from "../../lib/keyboard.js";
import { queueKeys } from "../../words/review-queue.js";
import { reviewKeys } from "../../words/review.js";

/** @typedef {import("../../components/player.js").Player} Player */

/** What has its own use for the space bar where it was reached with the keyboard. */
const PRESSED = "button, a, summary, input:not([type=range]), [role=button]";
/** What scrolls with the arrows. */
const SCROLLED = ".scroll";

/** @param {Event} event @param {string} selector @returns {Element | null} */
const around = ({ target }, selector) => (target instanceof Element ? target.closest(selector) : null);

/**
 * @param {import("./page.js").ReviewPage} page
 * @param {{group: string, list: string[][]}} words
 * @returns {() => void} stops listening
 */
export function listen(page, words) {
  shortcuts.add(words.group, words.list);
  shortcuts.add(reviewKeys.group, reviewKeys.list);
  if (page.walk) shortcuts.add(queueKeys.group, queueKeys.list);
  // After a click the space bar plays: whoever clicks does not press the same button with a key.
  /** @type {Element | null} */
  let clicked = null;
  const press = (/** @type {Event} */ event) => {
    clicked = around(event, PRESSED);
  };
  const leave = () => {
    clicked = null;
  };
  document.addEventListener("pointerdown", press);
  document.addEventListener("focusout", leave);
  const ownsSpace = (/** @type {Event} */ event) => {
    const pressed = around(event, PRESSED);
    return pressed !== null && pressed !== clicked;
  };
  /** @typedef {void | boolean} Done false: the key is the browser's */
  /** @type {(act: (player: Player, event: KeyboardEvent) => Done) => (event: KeyboardEvent) => Done} */
  const shown = (act) => (event) => {
    if (!page.report || page.deleted || !page.player.value) return false;
    return act(page.player.value, event);
  };
  const step = (/** @type {number} */ frames) =>
    shown((player, event) => {
      if (event.key.startsWith("Arrow") && around(event, SCROLLED)) return false;
      return player.step(frames);
    });
  const silence = keys({
    " ": shown((player, event) => (ownsSpace(event) ? false : player.toggle())),
    ArrowLeft: step(-1),
    ArrowRight: step(1),
    ",": step(-1),
    ".": step(1),
    j: shown(() => (page.walk ? void page.walk.step(1) : page.go.jumpRep(1))),
    k: shown(() => (page.walk ? void page.walk.step(-1) : page.go.jumpRep(-1))),
    J: shown(() => page.go.jumpRep(1)),
    K: shown(() => page.go.jumpRep(-1)),
    n: shown(() => page.go.jump(1)),
    p: shown(() => page.go.jump(-1)),
    l: shown(() => page.go.loop()),
    s: shown((player) => player.slower()),
    o: shown((player) => player.switchOverlay()),
    f: shown((player) => player.switchFullScreen()),
    "+": shown((player) => player.zoom.to(player.zoom.scale * 1.5)),
    "-": shown((player) => player.zoom.to(player.zoom.scale / 1.5)),
    r: shown(() => (page.said.review ? void page.said.switch() : false)),
    c: shown(() => (page.said.review ? void page.said.write() : false)),
    w: shown(() => (page.said.review ? page.said.sketch() : false)),
    v: shown(() => (page.said.review ? page.said.speak() : false)),
    a: shown(() => (page.said.decideShown("accepted") ? undefined : false)),
    x: shown(() => (page.said.decideShown("rejected") ? undefined : false)),
    m: shown(() => (page.said.on ? void page.said.finish("reviewed") : false)),
    e: shown(() => (page.walk && page.said.on ? void page.said.finish("dismissed") : false)),
    d: () => (page.analysis && !page.gone && !page.deleted ? void page.edit.remove() : false),
  });
  return () => {
    silence();
    document.removeEventListener("pointerdown", press);
    document.removeEventListener("focusout", leave);
  };
}

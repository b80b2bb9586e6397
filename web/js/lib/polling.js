/** Asking again and again, quickly while something happens, and not at all unseen. */

const BUSY = 1000;
const IDLE = 10_000;
const GONE = 2000;

/**
 * Call `ask` now, then again after 1 s while it answers true ("something is under way"), 10 s
 * else, 2 s when it failed; paused while the page is hidden.
 *
 * @param {() => Promise<boolean>} ask
 * @returns {{now: () => void, stop: () => void}} `now` asks at once
 */
export function polling(ask) {
  let timer = 0;
  let asking = false;
  let again = false;
  let stopped = false;

  async function turn() {
    clearTimeout(timer);
    if (asking) {
      again = true;
      return;
    }
    asking = true;
    let pause = GONE;
    try {
      pause = (await ask()) ? BUSY : IDLE;
    } catch {
      pause = GONE;
    }
    asking = false;
    if (stopped) return;
    if (again) {
      again = false;
      turn();
      return;
    }
    if (!document.hidden) timer = setTimeout(turn, pause);
  }

  const seen = () => {
    if (document.hidden) clearTimeout(timer);
    else turn();
  };
  document.addEventListener("visibilitychange", seen);
  window.addEventListener("online", turn);
  turn();
  return {
    now: turn,
    stop() {
      stopped = true;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", seen);
      window.removeEventListener("online", turn);
    },
  };
}

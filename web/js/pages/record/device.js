/** The device in a set: its screen stays on, and what its person prefers is remembered. */

// --- Wake lock

export class ScreenLock {
  /** @type {WakeLockSentinel | null} */
  #lock = null;
  #wanted = false;

  constructor() {
    document.addEventListener("visibilitychange", () => {
      if (this.#wanted && !document.hidden) this.#take();
    });
  }

  on() {
    this.#wanted = true;
    this.#take();
  }

  off() {
    this.#wanted = false;
    this.#lock?.release().catch(() => {});
    this.#lock = null;
  }

  async #take() {
    // Taken away when the page is hidden; refused on a low battery, which is no trouble of ours.
    this.#lock = (await navigator.wakeLock?.request("screen").catch(() => null)) ?? null;
  }
}

// --- Which device

/** Whether this page is that of a paired phone: nothing but recording can be reached from it. */
export const onPhone = document.documentElement.dataset.device === "phone";

// --- Preferences

const KEY = "formcheck-record";
/**
 * `mirrored`: ids of the cameras whose picture is mirrored, unlike `mirror`, which only shows it so.
 * `countdown` and `rest` are seconds, `volume` is from 0 to 1.
 *
 * @typedef {{mirror: boolean, skeleton: boolean, voice: boolean, volume: number, voiceName: string,
 *   device: string, mirrored: string[], countdown: number, sets: number, rest: number}} Preferences
 * @type {Preferences}
 */
const USUAL = {
  mirror: true,
  skeleton: true,
  // The computer speaks for its phone.
  voice: !onPhone,
  volume: 1,
  voiceName: "",
  device: "",
  mirrored: [],
  countdown: 3,
  sets: 1,
  rest: 60,
};

/** @returns {Preferences} */
export function readPreferences() {
  try {
    return { ...USUAL, ...JSON.parse(localStorage.getItem(KEY) ?? "{}") };
  } catch {
    return { ...USUAL };
  }
}

/** @param {Preferences} values */
export function savePreferences(values) {
  try {
    localStorage.setItem(KEY, JSON.stringify(values));
  } catch {
    // Private windows may refuse; it is only a convenience.
  }
}

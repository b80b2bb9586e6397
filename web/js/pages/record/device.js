/** What the device does during a set: voice, wake lock, remembered preferences. */

// --- Voice

export class Voice {
  on = true;

  /** @returns {boolean} whether this browser can speak */
  static get possible() {
    return typeof speechSynthesis === "object";
  }

  /** @param {string} text */
  say(text) {
    if (!this.on || !text || !Voice.possible) return;
    speechSynthesis.cancel();
    const spoken = new SpeechSynthesisUtterance(text);
    spoken.lang = "en";
    speechSynthesis.speak(spoken);
  }

  stop() {
    if (Voice.possible) speechSynthesis.cancel();
  }
}

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
/** `mirrored`: ids of the cameras whose picture is mirrored, unlike `mirror`, which only shows it so. */
/**
 * @typedef {{mirror: boolean, skeleton: boolean, voice: boolean, device: string, mirrored: string[]}}
 *   Preferences
 * @type {Preferences}
 */
const USUAL = {
  mirror: true,
  skeleton: true,
  // The computer speaks for its phone.
  voice: !onPhone,
  device: "",
  mirrored: [],
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

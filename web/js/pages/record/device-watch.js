/** What happens to the device during a set: it is turned, the page is hidden, the space runs out. */

import { minutesLeft } from "./space.js";

/** Milliseconds between two looks at the space that is left. */
const LOOK_AT_SPACE = 10_000;

/**
 * Fires "turned" {back} when the picture is no longer as wide as it was when the set began, or is so again;
 * "hidden" {seconds} when the page is seen again; "space" {minutes}: how long a recording still fits, null
 * where that is long enough.
 */
export class DeviceWatch extends EventTarget {
  /** @type {HTMLVideoElement | null} */
  #video = null;
  /** Whether the picture was wider than high when the set began. @type {boolean | null} */
  #wide = null;
  #hiddenAt = 0;
  #spaceTimer = 0;
  #closed = false;
  #isRunning;

  /** @param {() => boolean} isRunning whether a set is under way */
  constructor(isRunning) {
    super();
    this.#isRunning = isRunning;
    document.addEventListener("visibilitychange", this.#seen);
  }

  /** @param {HTMLVideoElement} video */
  watch(video) {
    this.#video = video;
    video.addEventListener("resize", this.#turned);
  }

  /** A set begins. */
  begin() {
    this.#wide = this.#isWide;
  }

  /** Say when a recording will soon not fit any more, until it does. */
  async watchSpace() {
    const minutes = await minutesLeft();
    if (this.#closed) return;
    this.#tell("space", { minutes });
    this.#spaceTimer = setTimeout(() => this.watchSpace(), LOOK_AT_SPACE);
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#spaceTimer);
    this.#video?.removeEventListener("resize", this.#turned);
    document.removeEventListener("visibilitychange", this.#seen);
  }

  /** Whether the picture is wider than high; null before there is one. */
  get #isWide() {
    const { videoWidth = 0, videoHeight = 0 } = this.#video ?? {};
    return videoWidth ? videoWidth > videoHeight : null;
  }

  #turned = () => {
    if (!this.#isRunning() || this.#isWide === null) return;
    this.#wide ??= this.#isWide; // the first picture may come after the set's begin
    this.#tell("turned", { back: this.#isWide === this.#wide });
  };

  #seen = () => {
    const now = performance.now();
    if (!document.hidden && this.#hiddenAt) {
      this.#tell("hidden", { seconds: Math.round((now - this.#hiddenAt) / 1000) });
    }
    this.#hiddenAt = document.hidden ? now : 0;
  };

  /** @param {string} type @param {object} detail */
  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

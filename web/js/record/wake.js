/** Keeps the screen on, where the browser lets it. */

export class Wake {
  #lock = null;
  #wanted = false;

  constructor() {
    document.addEventListener("visibilitychange", () => { if (this.#wanted && !document.hidden) this.#take(); });
  }

  on() { this.#wanted = true; this.#take(); }

  off() {
    this.#wanted = false;
    this.#lock?.release().catch(() => {});
    this.#lock = null;
  }

  async #take() {
    // Taken away when the page is hidden; refused on a low battery, which is no trouble of ours.
    this.#lock = await navigator.wakeLock?.request("screen").catch(() => null) ?? null;
  }
}

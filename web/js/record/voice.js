/** Says the words that are on the screen; a newer word cuts off an older one. */

export class Voice {
  on = true;

  /** @returns {boolean} whether this browser can speak */
  static get possible() { return typeof speechSynthesis === "object"; }

  /** @param {string} text */
  say(text) {
    if (!this.on || !text || !Voice.possible) return;
    speechSynthesis.cancel();
    const spoken = new SpeechSynthesisUtterance(text);
    spoken.lang = "en";
    speechSynthesis.speak(spoken);
  }

  stop() { if (Voice.possible) speechSynthesis.cancel(); }
}

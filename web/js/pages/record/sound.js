/** What is heard during a set: a voice, and short tones where words would come too late. */

/** @import { Exercise, LiveAnswer } from "../../api/types.js" */

import { words as recordWords } from "../../words/record.js";
import { words as shared } from "../../words/shared.js";

const words = recordWords.set;

/** The language that is spoken: "en". */
const LANGUAGE = shared.formatting.locale.slice(0, 2);

/** Loudness from 0 to 1, and the name of a voice; without it the browser's own. */
/** @typedef {{voice: boolean, volume: number, voiceName: string}} SoundPreferences */

/** @returns {SpeechSynthesisVoice[]} the voices that speak the language of the page */
export function voices() {
  if (!Voice.possible || !speechSynthesis.getVoices) return [];
  return speechSynthesis.getVoices().filter(({ lang }) => lang.startsWith(LANGUAGE));
}

export class Voice {
  on = true;
  volume = 1;
  name = "";

  /** @returns {boolean} whether this browser can speak */
  static get possible() {
    return typeof speechSynthesis === "object";
  }

  /** @param {SoundPreferences} preferences */
  set({ voice, volume, voiceName }) {
    this.on = voice;
    this.volume = volume;
    this.name = voiceName;
    if (!voice) this.stop();
  }

  /** @param {string} text */
  say(text) {
    if (!this.on || !text || !Voice.possible) return;
    speechSynthesis.cancel();
    const spoken = new SpeechSynthesisUtterance(text);
    spoken.lang = LANGUAGE;
    spoken.volume = this.volume;
    spoken.voice = voices().find(({ name }) => name === this.name) ?? null;
    speechSynthesis.speak(spoken);
  }

  stop() {
    if (Voice.possible) speechSynthesis.cancel();
  }
}

/** Hertz and seconds of each tone, one after the other. */
const TONES = {
  tick: [[660, 0.08]],
  begin: [[990, 0.35]],
  held: [
    [880, 0.12],
    [1175, 0.25],
  ],
  end: [
    [880, 0.15],
    [660, 0.35],
  ],
};

/** Loudness of a tone beside a voice. */
const SOFT = 0.25;

/** @type {AudioContext | null} one for the page: browsers allow few */
let audio = null;

/** @param {keyof typeof TONES} name @param {Voice} voice whose loudness it has */
export function tone(name, { on, volume }) {
  if (!on || !volume || typeof AudioContext !== "function") return;
  audio ??= new AudioContext();
  if (audio.state === "suspended") audio.resume().catch(() => {});
  let at = audio.currentTime;
  for (const [hertz, seconds] of TONES[name]) {
    const source = new OscillatorNode(audio, { frequency: hertz });
    const gain = new GainNode(audio, { gain: SOFT * volume });
    gain.gain.setTargetAtTime(0, at + seconds * 0.7, seconds * 0.1);
    source.connect(gain).connect(audio.destination);
    source.start(at);
    source.stop(at + seconds);
    at += seconds;
  }
}

/** Turns the answers of a live set into speech and tones. */
export class SetSound {
  /** @type {LiveAnswer | null} */
  #last = null;
  #goal;
  #voice;

  /** @param {Voice} voice @param {Exercise | undefined} exercise */
  constructor(voice, exercise) {
    this.#voice = voice;
    this.#goal = exercise?.prescription.hold?.[0] || Infinity;
  }

  /** @param {LiveAnswer} answer */
  hear(answer) {
    const [before, voice] = [this.#last, this.#voice];
    this.#last = answer;
    const { phase } = answer;
    if (phase === "countdown") {
      if (before?.phase !== "countdown") voice.say(words.spokenReady);
      else if (before.countdown !== answer.countdown) tone("tick", voice);
    }
    if (phase === "set" && before?.phase === "countdown") tone("begin", voice);
    if (answer.speak) voice.say(answer.speak);
    // The first second of the goal: this is as long as it has to be.
    if (answer.hold >= this.#goal && !(before && before.hold >= this.#goal)) tone("held", voice);
    if (phase === "ended" && before?.phase === "set") tone("end", voice);
  }
}

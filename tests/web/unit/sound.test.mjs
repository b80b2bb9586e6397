import assert from "node:assert/strict";
import test from "node:test";

const spoken = [];
globalThis.speechSynthesis = {
  cancel() {},
  getVoices: () => [
    { name: "Ada", lang: "en-GB" },
    { name: "Berta", lang: "de-DE" },
    { name: "Cleo", lang: "en-US" },
  ],
  speak: (what) => spoken.push(what),
};
globalThis.SpeechSynthesisUtterance = class {
  constructor(text) {
    this.text = text;
  }
};
const { Voice, voices } = await import("../../../web/js/pages/record/sound.js");

test("of the browser's voices those may be chosen that speak the page's language", () => {
  assert.deepEqual(
    voices().map(({ name }) => name),
    ["Ada", "Cleo"],
  );
});

test("the voice and the loudness that were chosen are those that speak", () => {
  const voice = new Voice();
  voice.set({ voice: true, volume: 0.4, voiceName: "Cleo" });
  voice.say("Rep 1");
  assert.deepEqual(
    spoken.map(({ text, volume, voice: { name } }) => [text, volume, name]),
    [["Rep 1", 0.4, "Cleo"]],
  );
  spoken.length = 0;
  voice.set({ voice: true, volume: 1, voiceName: "one that is gone" });
  voice.say("Rep 2");
  assert.equal(spoken[0].voice, null);
  voice.set({ voice: false, volume: 1, voiceName: "" });
  voice.say("Rep 3");
  assert.equal(spoken.length, 1);
});

import assert from "node:assert/strict";
import test from "node:test";
import { VideoTransport } from "../../../web/js/components/playback.js";

const times = Array.from({ length: 100 }, (_, i) => i / 25);
/** Callbacks that wait for the next repaint. */
let repaints = [];
globalThis.requestAnimationFrame = (act) => repaints.push(act);

/** A video whose seeks end, and whose frames are shown, when the test says so. */
class SlowVideo extends EventTarget {
  paused = true;
  ended = false;
  seeking = false;
  #time = 0;
  #shown = null;

  get currentTime() {
    return this.#time;
  }
  set currentTime(time) {
    this.#time = time;
    this.seeking = true;
  }
  requestVideoFrameCallback(act) {
    this.#shown = act;
    return 1;
  }
  cancelVideoFrameCallback() {}
  pause() {
    this.paused = true;
  }
  play() {
    this.paused = false;
    return Promise.resolve();
  }
  arrive() {
    this.seeking = false;
    this.dispatchEvent(new Event("seeked"));
  }
  show(time) {
    this.#shown(0, { mediaTime: time });
  }
  repaint() {
    for (let left = 0; left < 3; left++) {
      const due = repaints;
      repaints = [];
      due.forEach((act) => act());
    }
  }
}

function slow() {
  const video = new SlowVideo();
  return { video, transport: new VideoTransport(video, 0, times, () => {}) };
}

test("steps count from the frame that was asked for, however late the video arrives", () => {
  const { video, transport } = slow();
  transport.seek(times[10]);
  transport.step(1);
  video.arrive();
  transport.step(1);
  assert.equal(transport.target, times[12]);
  video.show(times[11]);
  transport.step(1);
  assert.equal(transport.target, times[13]);
  video.arrive();
  video.show(times[13]);
  assert.equal(transport.time, times[13]);
  assert.equal(transport.aim, null);
});

test("a seek that ended while another is under way changes nothing", () => {
  const { video, transport } = slow();
  transport.seek(times[10]);
  video.dispatchEvent(new Event("seeked"));
  video.repaint();
  assert.equal(transport.target, times[10]);
});

test("where the browser leaves out the callback of a frame the clock is asked", () => {
  const { video, transport } = slow();
  transport.seek(times[10]);
  video.arrive();
  video.repaint();
  assert.equal(transport.time, times[10]);
  assert.equal(transport.aim, null);
});

test("after playing, steps count from the frame on screen", () => {
  const { video, transport } = slow();
  transport.seek(times[10]);
  transport.play();
  video.arrive();
  video.show(times[10]);
  video.show(times[30]);
  transport.step(1);
  assert.equal(transport.target, times[31]);
});

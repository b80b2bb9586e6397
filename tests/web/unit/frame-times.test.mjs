import assert from "node:assert/strict";
import test from "node:test";
import { evenly, inside, nearest, shownAt } from "../../../web/js/lib/frame-times.js";

const times = [0, 0.04, 0.08, 0.2];

test("the frame on screen is the last that has begun", () => {
  assert.deepEqual(
    [-1, 0, 0.039, 0.04, 0.19, 9].map((t) => shownAt(times, t)),
    [0, 0, 0, 1, 2, 3],
  );
});

test("a time stamp rounded to a tenth of a millisecond still shows its own frame", () => {
  assert.equal(shownAt(times, 0.0799), 2);
});

test("the nearest frame may be the next one", () => {
  assert.deepEqual(
    [0.03, 0.13, 0.15].map((t) => nearest(times, t)),
    [1, 2, 3],
  );
});

test("a seek goes a little into its frame", () => {
  for (const [i] of times.entries()) {
    assert.equal(shownAt(times, inside(times, i)), i);
  }
});

test("a clip of unknown times gets even ones", () => {
  assert.deepEqual(evenly(1, 1.1, 20), [1, 1.05, 1.1]);
});

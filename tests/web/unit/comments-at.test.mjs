import assert from "node:assert/strict";
import test from "node:test";
import { commentsAt } from "../../../web/js/pages/review/comments-at.js";

const moment = { time: 4, until: null };
const stretch = { time: 2, until: 5 };
const at = (time, playing = false) => commentsAt([moment, stretch], time, playing);

test("a comment on a moment belongs to the frame there, and not to the next ones", () => {
  assert.deepEqual(commentsAt([moment], 3.95, false), [moment]);
  assert.deepEqual(commentsAt([moment], 4.05, false), [moment]);
  assert.deepEqual(commentsAt([moment], 4.2, false), []);
});

test("while the video plays it stays long enough to be read", () => {
  assert.deepEqual(commentsAt([moment], 4.7, true), [moment]);
  assert.deepEqual(commentsAt([moment], 4.9, true), []);
  assert.deepEqual(commentsAt([moment], 3.7, true), []);
});

test("a comment on a stretch belongs to every frame of it", () => {
  assert.deepEqual(at(1.8), []);
  assert.deepEqual(at(3), [stretch]);
  assert.deepEqual(at(4), [moment, stretch]);
  assert.deepEqual(at(5.2), []);
});

import assert from "node:assert/strict";
import test from "node:test";
import { extent, poseAt, valueAt } from "../../../web/js/lib/poses.js";

const trunk = [null, null, null];
const poses = {
  width: 10,
  height: 10,
  times: [0, 0.1, 2],
  image: [
    [0, 0],
    [2, 4],
    [6, 6],
  ],
  trunk,
};

test("between two frames a pose is between both", () => {
  assert.deepEqual(poseAt(poses, 0.05).points, [[1, 2]]);
});

test("in a long gap nobody is shown", () => {
  assert.equal(poseAt(poses, 1).seen, false);
  assert.equal(poseAt(poses, 9).seen, false);
});

test("all of it is within its extent", () => {
  assert.deepEqual(extent(poses), [0, 0, 6, 6]);
});

test("a curve has no value in its gaps", () => {
  const curve = { time: [0, 0.1, 0.2], values: [1, 3, null] };
  assert.equal(valueAt(curve, 0.05), 2);
  assert.equal(valueAt(curve, 0.18), null);
  assert.equal(valueAt(curve, 5), null);
});

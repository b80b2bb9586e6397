import assert from "node:assert/strict";
import test from "node:test";
import { matchingRate, matchingTime, pairReps, phaseAt } from "../../../web/js/pages/compare/stepper.js";

const slow = { number: 1, side: "left", start: 0, top_start: 2, top_end: 3, end: 5 };
const quick = { number: 1, side: "left", start: 10, top_start: 11, top_end: 11.5, end: 12.5 };

test("the corners of one rep are shown at the corners of the other", () => {
  for (const corner of ["start", "top_start", "top_end", "end"]) {
    assert.equal(matchingTime(slow[corner], slow, quick), quick[corner]);
  }
  assert.equal(matchingTime(1, slow, quick), 10.5);
});

test("outside of a rep both run at the same speed", () => {
  assert.equal(matchingTime(-1, slow, quick), 9);
  assert.equal(matchingRate(-1, slow, quick), 1);
  assert.equal(matchingRate(1, slow, quick), 0.5);
});

test("a phase is named by where the time lies in its rep", () => {
  assert.deepEqual(
    [-1, 1, 2.5, 4, 6].map((t) => phaseAt(t, slow)),
    ["before", "up", "top", "down", "after"],
  );
});

test("reps are paired side by side", () => {
  const right = { ...slow, number: 2, side: "right" };
  const other = { ...quick, number: 5, side: "right" };
  assert.deepEqual(pairReps([slow, right], [other, quick]), [
    [slow, quick],
    [right, other],
  ]);
});

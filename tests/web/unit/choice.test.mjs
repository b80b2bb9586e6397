import assert from "node:assert/strict";
import test from "node:test";
import { completed, firstReps, fromAddress, toQuery } from "../../../web/js/pages/compare/choice.js";

const NONE = { before: "", after: "", beforeRep: null, afterRep: null };
const SETS = [{ id: "newest" }, { id: "middle" }, { id: "oldest" }];

test("the address names two sets, and a rep of each only where it names both", () => {
  assert.deepEqual(fromAddress("?before=a&after=b&before_rep=1&after_rep=12").choice, {
    before: "a",
    after: "b",
    beforeRep: 1,
    afterRep: 12,
  });
  for (const search of ["?before=a&after=b&before_rep=1", "?before=a&after=b&before_rep=1&after_rep=x"]) {
    assert.deepEqual(fromAddress(search).choice, { ...NONE, before: "a", after: "b" });
  }
  assert.deepEqual(fromAddress("?exercise=squat"), { choice: NONE, exercise: "squat" });
});

test("what is chosen stands in the address again", () => {
  const search = "before=a&after=b&before_rep=0&after_rep=12";
  assert.equal(new URLSearchParams(toQuery(fromAddress(search).choice, "squat")).toString(), search);
  assert.deepEqual(toQuery(NONE, "squat"), { exercise: "squat" });
});

test("without a choice the two newest sets are compared, the older one before", () => {
  assert.deepEqual(completed(NONE, SETS), { ...NONE, before: "middle", after: "newest" });
});

test("one set is compared with the one before it, the oldest with the newest", () => {
  assert.equal(completed({ ...NONE, after: "middle" }, SETS).before, "oldest");
  assert.equal(completed({ ...NONE, after: "oldest" }, SETS).before, "newest");
  assert.equal(completed({ ...NONE, before: "newest" }, SETS).after, "middle");
  assert.equal(completed({ ...NONE, before: "oldest" }, SETS).after, "newest");
});

test("a choice that is whole, or cannot be made, stays as it is", () => {
  const whole = { ...NONE, before: "oldest", after: "oldest" };
  assert.equal(completed(whole, SETS), whole);
  assert.equal(completed(NONE, SETS.slice(0, 1)), NONE);
});

test("the first reps of the same side are compared, of one set its first two", () => {
  const [right, left, last] = [
    { number: 1, side: "right" },
    { number: 2, side: "left" },
    { number: 3, side: "right" },
  ];
  assert.deepEqual(firstReps([left], [right, left], false), { beforeRep: 2, afterRep: 2 });
  assert.deepEqual(firstReps([right, last], [right, last], true), { beforeRep: 1, afterRep: 3 });
  assert.deepEqual(firstReps([right], [right], true), { beforeRep: 1, afterRep: 1 });
  assert.deepEqual(firstReps([left], [right], false), { beforeRep: 2, afterRep: 1 });
  assert.equal(firstReps([], [right], false), null);
  assert.equal(firstReps([left], [], false), null);
});

import assert from "node:assert/strict";
import test from "node:test";
import { nextSet, Series } from "../../../web/js/pages/record/series.js";

const bridge = { prescription: { side_order: "both" } };
const clamshell = { prescription: { side_order: "in_turn" } };
const counted = (...sides) => ({ id: "1", message: "", report: { reps: sides.map((side) => ({ side })) } });
const plan = { number: 1, sets: 3, rest: 60, sides: new Set(["left"]), byItself: true };

test("after a set comes the next one, and after the last one nothing", () => {
  const both = { ...plan, sides: new Set(["both"]) };
  assert.deepEqual(nextSet(bridge, counted("both"), both), { number: 2, side: "", seconds: 60 });
  assert.equal(nextSet(bridge, counted("both"), { ...both, number: 3 }), null);
});

test("the other side belongs to the set, for who has left the position but not for who ended it", () => {
  const one = { ...plan, sets: 1 };
  assert.equal(nextSet(clamshell, counted("left"), one).side, "right");
  assert.equal(nextSet(clamshell, counted("left"), one).number, 1);
  assert.equal(nextSet(clamshell, counted("left"), { ...one, byItself: false }), null);
  const done = { ...one, sides: new Set(["left", "right"]) };
  assert.equal(nextSet(clamshell, counted("right"), done), null);
});

test("nothing follows a set in which nothing was counted, unless it was only filmed", () => {
  assert.equal(nextSet(bridge, counted(), plan), null);
  assert.equal(nextSet(bridge, { id: null, message: "", report: null }, plan), null);
  const filmed = { id: null, message: "", report: null, code: "filmed" };
  assert.equal(nextSet(bridge, filmed, plan).number, 2);
});

test("a series keeps its earlier sets, and starts each one with no side done", () => {
  const series = new Series(clamshell, { sets: 2, rest: 30 });
  series.ended(counted("left"), { name: "first" }, true);
  assert.equal(series.title, "Now the right side");
  series.stop();
  series.ended(counted("right"), { name: "second" }, true);
  assert.equal(series.title, "Set 2 of 2");
  assert.equal(series.left, 30);
  series.stop();
  assert.deepEqual(
    series.past.map(({ recording }) => recording.name),
    ["first"],
  );
});

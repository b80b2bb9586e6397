import assert from "node:assert/strict";
import test from "node:test";
import { Scale, thinned, ticks } from "../../../web/js/lib/scale.js";

test("ticks are round, within the range, and not too many", () => {
  assert.deepEqual(ticks(152, 188, 5), [160, 170, 180]);
  assert.ok(ticks(0, 1000, 5).length <= 6);
});

test("a thinned signal keeps its extremes and its gaps", () => {
  const values = Array.from({ length: 5000 }, (_, i) => Math.sin(i / 50));
  [values[1234], values[4321], values[2500]] = [9, -9, null];
  const kept = new Set(thinned(values));
  assert.ok(kept.size < 2000);
  for (const i of [1234, 4321, 2500]) assert.ok(kept.has(i), String(i));
});

test("a limit outside of everything measured is on the scale", () => {
  const curve = { time: [0, 2], values: [10, 12], low: 30, high: null, margin: 2, marks: [] };
  const scale = new Scale(curve);
  assert.ok(scale.v1 > 32);
  assert.equal(scale.x(1), 50);
  assert.equal(scale.time(0.5), 1);
});

import assert from "node:assert/strict";
import test from "node:test";
import { about, kept } from "../../../web/js/components/zoom.js";

const STAGE = { width: 400, height: 200 };

test("the point under the finger stays where it is", () => {
  const point = { x: 100, y: 50 };
  const offset = about(1, 2, { x: 0, y: 0 }, point);
  assert.deepEqual(offset, { x: -100, y: -50 });
  // What was at the point before is at the point now: (point - offset) / scale.
  assert.equal((point.x - offset.x) / 2, 100);
  assert.deepEqual(about(2, 1, offset, point), { x: 0, y: 0 });
});

test("the picture always covers its stage", () => {
  assert.deepEqual(kept(2, { x: 30, y: 10 }, STAGE), { x: 0, y: 0 });
  assert.deepEqual(kept(2, { x: -900, y: -900 }, STAGE), { x: -400, y: -200 });
  assert.deepEqual(kept(2, { x: -120, y: -80 }, STAGE), { x: -120, y: -80 });
  const whole = kept(1, { x: 30, y: -10 }, STAGE);
  assert.equal(whole.x + 0, 0);
  assert.equal(whole.y + 0, 0);
});

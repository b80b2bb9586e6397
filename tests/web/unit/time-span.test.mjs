import assert from "node:assert/strict";
import test from "node:test";
import { firstDayOf, spanFromAddress } from "../../../web/js/lib/time-span.js";

test("a span of weeks ends today and begins on its first day", () => {
  assert.equal(firstDayOf("4", "2026-11-28"), "2026-11-01");
  assert.equal(firstDayOf("12", "2026-11-28"), "2026-09-06");
});

test("all time has no first day", () => assert.equal(firstDayOf("all", "2026-11-28"), null));

test("only a span that can be chosen is taken from the address", () => {
  assert.equal(spanFromAddress("?weeks=26"), "26");
  assert.equal(spanFromAddress("?exercise=squat&weeks=all"), "all");
  assert.equal(spanFromAddress("?weeks=7"), null);
  assert.equal(spanFromAddress(""), null);
});

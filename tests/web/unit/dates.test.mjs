import assert from "node:assert/strict";
import test from "node:test";
import { addDays, dayOf, dayOfSet, longDay, shortDay } from "../../../web/js/lib/dates.js";

test("a day is the one of this browser's clock", () => {
  assert.equal(dayOf(new Date(2026, 10, 5, 23, 59)), "2026-11-05");
});

test("days are added over the ends of months and years, and over changes of the clock", () => {
  assert.equal(addDays("2026-12-31", 1), "2027-01-01");
  assert.equal(addDays("2026-03-28", 2), "2026-03-30");
  assert.equal(addDays("2026-03-01", -1), "2026-02-28");
});

test("a day of another year is written with its year", () => {
  const now = new Date(2026, 10, 22);
  assert.equal(shortDay("2026-11-20", now), "20 Nov");
  assert.equal(shortDay("2025-11-20", now), "20 Nov 2025");
  assert.equal(longDay("2026-11-20"), "Friday 20 November");
});

test("a set counts on the day it was filmed, but never after it was added", () => {
  const created = new Date(2026, 10, 28, 9).toISOString();
  assert.equal(dayOfSet({ created, filmed_on: "2026-11-01" }), "2026-11-01");
  assert.equal(dayOfSet({ created, filmed_on: null }), "2026-11-28");
  assert.equal(dayOfSet({ created, filmed_on: "2026-11-29" }), "2026-11-28");
});

import assert from "node:assert/strict";
import test from "node:test";
import {
  clock,
  dateAndTime,
  duration,
  fileSize,
  range,
  setResult,
  timeLeft,
} from "../../../web/js/lib/formatting.js";

test("times of a video have tenths, and hours only where there are any", () => {
  assert.deepEqual(
    [0, 5.84, 59.96, 83.25, 3723.4].map((s) => clock(s)),
    ["0:00.0", "0:05.8", "1:00.0", "1:23.3", "1:02:03.4"],
  );
});

test("durations are whole seconds, with minutes from a minute on", () => {
  assert.deepEqual(
    [0.4, 42.3, 59.6, 65].map((s) => duration(s)),
    ["0\u00a0s", "42\u00a0s", "1\u00a0min 00\u00a0s", "1\u00a0min 05\u00a0s"],
  );
});

test("the time left goes in steps, so that it does not flicker", () => {
  const steps = [
    "a few seconds left",
    "about 15\u00a0s left",
    "about 65\u00a0s left",
    "about 3\u00a0min left",
  ];
  assert.deepEqual(
    [1, 12, 61, 170].map((s) => timeLeft(s)),
    steps,
  );
});

test("sizes are in decimal units", () => {
  assert.deepEqual(
    [0, 999, 420_190, 999_950, 2_147_483_648].map((n) => fileSize(n)),
    ["0 B", "999 B", "420 kB", "1.0 MB", "2.1 GB"],
  );
});

test("a range whose ends are one number is that number", () => {
  assert.deepEqual(
    [[10, 15], [2, 2], null].map((pair) => range(pair)),
    ["10–15", "2", ""],
  );
});

test("days close by have names, days of other years have their year", () => {
  const now = new Date(2026, 10, 22, 15, 0);
  const days = [
    [2026, 10, 22, 0, 1],
    [2026, 10, 21, 23, 59],
    [2026, 0, 3, 9, 5],
    [2025, 11, 31, 9, 5],
  ];
  assert.deepEqual(
    days.map(([y, m, d, h, min]) => dateAndTime(new Date(y, m, d, h, min), now)),
    ["today 0:01", "yesterday 23:59", "3 Jan 9:05", "31 Dec 2025"],
  );
});

test("a set's result is never a score, and a fault is never hidden by clean reps", () => {
  const fault = { cue: "x" };
  const verdict = (good, total, found) => setResult({ good, total, fault: found })?.verdict ?? null;
  assert.equal(verdict(3, 10, fault), "fault");
  assert.equal(verdict(10, 10, null), "ok");
  assert.equal(verdict(0, 10, null), "unsure");
  assert.equal(verdict(0, 0, null), "unsure");
  assert.equal(verdict(8, 10, null), "unsure");
  assert.equal(verdict(10, 10, fault), "fault");
  assert.equal(verdict(0, 3, fault), "fault");
  assert.equal(verdict(null, null, null), null);
  assert.doesNotMatch(setResult({ good: 0, total: 3, fault }).text, /\b0\b/);
});

import assert from "node:assert/strict";
import test from "node:test";
import { hasOwnTitle, partOfDay, shownTitle, weekdayAndPart } from "../../../web/js/lib/set-title.js";

const exercise = { title: "Glute bridge" };
const created = new Date(2026, 10, 28, 9, 30).toISOString();

test("a set named by its file or its exercise is called by its day", () => {
  for (const title of ["IMG_2041", "glute_bridge__side__ben", "Glute bridge"]) {
    assert.equal(shownTitle({ title, created, exercise }), "Glute bridge, Saturday morning");
  }
  const file = { title: "my bridge", created, exercise };
  assert.equal(shownTitle(file, "my bridge.mp4"), "Glute bridge, Saturday morning");
});

test("a title that was given stays", () => {
  const given = { title: "First day after surgery", created, exercise };
  assert.ok(hasOwnTitle(given, "bridge.mp4"));
  assert.equal(shownTitle(given, "bridge.mp4"), "First day after surgery");
});

test("before the exercise is known a set keeps its name", () => {
  assert.equal(shownTitle({ title: "IMG_2041", created, exercise: null }), "IMG_2041");
});

test("the part of day is unknown for a set that was filmed on an earlier day", () => {
  assert.equal(weekdayAndPart({ title: "", created, filmed_on: "2026-11-26" }), "Thursday");
});

test("every hour has its part of day", () => {
  assert.deepEqual(
    [0, 5, 11, 12, 17, 21, 22].map((h) => partOfDay(h)),
    ["night", "morning", "morning", "afternoon", "evening", "evening", "night"],
  );
});

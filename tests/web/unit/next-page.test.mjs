import assert from "node:assert/strict";
import test from "node:test";
import { homePage, nextPage } from "../../../web/js/lib/next-page.js";

const ORIGIN = "https://formcheck.example";
const next = (address) => nextPage(`?next=${encodeURIComponent(address)}`, "/today", ORIGIN);

test("after signing in one is back where one was", () => {
  assert.equal(next("/review/12?x=1#at"), `${ORIGIN}/review/12?x=1#at`);
});

test("nobody is led to another site, or in a circle", () => {
  for (const address of [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example",
    "/sign-in",
    "desk",
  ]) {
    assert.equal(next(address), "/today", address);
  }
  assert.equal(nextPage("", "/today", ORIGIN), "/today");
});

test("a coach begins with the clients, a client with the day", () => {
  assert.equal(homePage({ role: "coach" }), "/desk");
  assert.equal(homePage({ role: "client" }), "/today");
});

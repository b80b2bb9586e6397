/** Another language has the same words as English: the same names, lists as long, functions alike. */

import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";

const WORDS = new URL("../../../web/js/words", import.meta.url).pathname;

const folders = readdirSync(WORDS, { withFileTypes: true }).filter((entry) => entry.isDirectory());
const files = readdirSync(WORDS).filter((name) => name.endsWith(".js"));

/** What a language may share with English: an address, a sign, a code, a name, a word of one piece. */
const SENTENCE = /[a-z]{2,} [a-z]{2,}/i;

const MISSING = "missing";

/** @returns {string[]} where `other` is not what `english` is, by path */
function unlike(english, other, path) {
  const kind = (value) => (Array.isArray(value) ? "array" : typeof value);
  if (kind(english) !== kind(other)) return [`${path}: ${kind(english)} in English, here ${kind(other)}`];
  if (typeof english === "function") {
    return english.length === other.length ? [] : [`${path}: takes ${english.length} values in English`];
  }
  if (typeof english === "string") {
    return english === other && SENTENCE.test(english) ? [`${path}: still English`] : [];
  }
  if (typeof english !== "object" || english === null) return [];
  const names = new Set([...Object.keys(english), ...Object.keys(other)]);
  return [...names].flatMap((name) => {
    const at = `${path}.${name}`;
    if (!(name in other)) return [`${at}: ${MISSING}`];
    if (!(name in english)) return [`${at}: not in English`];
    return unlike(english[name], other[name], at);
  });
}

for (const { name: language } of folders) {
  for (const file of files.filter((name) => existsSync(join(WORDS, language, name)))) {
    test(`${language}/${file} says what ${file} does`, async (t) => {
      const english = await import(join(WORDS, file));
      const other = await import(join(WORDS, language, file));
      const found = unlike({ ...english }, { ...other }, file);
      const missing = found.filter((one) => one.endsWith(MISSING));
      if (missing.length) t.diagnostic(missing.join(", "));
      assert.deepEqual(
        found.filter((one) => !missing.includes(one)),
        [],
      );
    });
  }
}

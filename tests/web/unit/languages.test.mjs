/** Another language has the same words as English: the same names, lists as long, functions alike. */

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";

const WORDS = new URL("../../../web/js/words", import.meta.url).pathname;

const folders = readdirSync(WORDS, { withFileTypes: true }).filter((entry) => entry.isDirectory());
const files = readdirSync(WORDS).filter((name) => name.endsWith(".js"));

/** What a language may share with English: an address, a sign, a code, a name, a word of one piece. */
const SENTENCE = /[a-z]{2,} [a-z]{2,}/i;

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
    if (!(name in other)) return [`${at}: missing`];
    if (!(name in english)) return [`${at}: not in English`];
    return unlike(english[name], other[name], at);
  });
}

for (const { name: language } of folders) {
  test(`${language} has a module for each of the English ones`, () =>
    assert.deepEqual(readdirSync(join(WORDS, language)).sort(), [...files].sort()));

  for (const file of files) {
    test(`${language}/${file} says what ${file} does`, async () => {
      const english = await import(join(WORDS, file));
      const other = await import(join(WORDS, language, file));
      assert.deepEqual(unlike({ ...english }, { ...other }, file), []);
    });
  }
}

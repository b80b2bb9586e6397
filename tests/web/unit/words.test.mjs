/** Everything that people read stands in `web/js/words`: another language is another such folder. */

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import ts from "../../../web/node_modules/typescript/lib/typescript.js";

const ROOT = new URL("../../../web/js", import.meta.url).pathname;
const EXPRESSION = "\0";
/** The product's name is the same in every language. */
const NAMES = /formcheck/g;
const READ_ALOUD = /\s(?:aria-label|aria-roledescription|alt|title|placeholder|label)="([^"]*)"/g;
const LETTERS = /[A-Za-z]{2,}/;
/** How a sentence begins: a capital, and another word. */
const SENTENCE = /^[A-Z][a-z]+[,:]? \S/;

/** The page of the API speaks the language of its OpenAPI description. */
const modules = readdirSync(ROOT, { recursive: true })
  .map(String)
  .filter((path) => path.endsWith(".js") && !/^(words|pages.docs)/.test(path));

/** A template literal's own text, with a mark for each expression. */
const textOf = (node) =>
  ts.isNoSubstitutionTemplateLiteral(node)
    ? node.text
    : [node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join(EXPRESSION);

function ofMarkup(markup) {
  const text = `>${markup.replace(/<!--.*?-->/gs, "")}<`;
  const shown = [...text.matchAll(/>([^<>]*)</g)].map(([, inner]) => inner);
  const spoken = [...text.matchAll(READ_ALOUD)].map(([, inner]) => inner);
  return [...shown, ...spoken];
}

/** @returns {string[]} what a module itself says to people */
function spoken(path) {
  const source = ts.createSourceFile(
    path,
    readFileSync(join(ROOT, path), "utf8"),
    ts.ScriptTarget.Latest,
    true,
  );
  const found = [];
  const visit = (node) => {
    if (ts.isTaggedTemplateExpression(node) && ["html", "svg"].includes(node.tag.getText())) {
      found.push(...ofMarkup(textOf(node.template)));
    } else if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) {
      if (SENTENCE.test(node.text)) found.push(node.text);
    } else if (ts.isTemplateExpression(node) && !ts.isTaggedTemplateExpression(node.parent)) {
      if (SENTENCE.test(textOf(node))) found.push(textOf(node));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found
    .map((text) => text.replaceAll(EXPRESSION, "…").replace(NAMES, "").trim())
    .filter((text) => LETTERS.test(text));
}

for (const path of modules) {
  test(`${path} takes its words from the catalogue`, () => assert.deepEqual(spoken(path), []));
}

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import { words as page } from "../../site/app/words/en.js";
import { words as cards } from "../../site/app/words/en-cards.js";
import { words as course } from "../../site/app/words/en-course.js";
import { words as later } from "../../site/app/words/en-later.js";
import LANGUAGES from "../../site/app/words/languages.json" with { type: "json" };

/** The examples' docstrings, by their ids. */
const FOLDER = new URL("../../site/examples/", import.meta.url);
const docstrings = Object.fromEntries(
  readdirSync(FOLDER).map((name) => [
    name.replace(/^\d+-|\.py$/g, ""),
    readFileSync(new URL(name, FOLDER), "utf8").match(/^"""(.*?)\n"""/s)?.[1],
  ]),
);

const english = { ...page, cards, course, later, docstrings };

/** The words of each language beside English, by its name in itself. @type {[string, any][]} */
const others = await Promise.all(
  Object.entries(LANGUAGES)
    .filter(([code]) => code !== "en")
    .map(async ([code, name]) => [name, (await import(`../../site/app/words/${code}.js`)).words]),
);

/** Whatever a sentence's gap may be: a number, a text, a list, a record of these. */
const anything = new Proxy(() => {}, {
  get: (_, name) => (name === Symbol.toPrimitive ? () => 7 : anything),
  apply: () => anything,
});

/**
 * What a language says, by where it stands: sentences with their gaps filled.
 * @param {any} words
 * @returns {Map<string, string>}
 */
function said(words, path = "") {
  if (typeof words === "string") return new Map([[path, words]]);
  if (typeof words === "function") {
    const gaps = Array.from({ length: words.length }, () => anything);
    return new Map([[`${path}(${words.length})`, String(words(...gaps))]]);
  }
  const entries = Object.entries(words).flatMap(([key, each]) => [...said(each, `${path}.${key}`)]);
  return new Map(entries);
}

/** What is the same in every language, or happens to be. */
const isPlain = (/** @type {string} */ sentence) =>
  !/\p{Letter}{3,} \p{Letter}{2,}/u.test(sentence);
const lines = (/** @type {string} */ docstring) => docstring.split("\n").length;
const SAME = new Set([".title", ".creditUrl", ".course.title(3)"]);

for (const [name, words] of others) {
  test(`${name} has every word that English has, with the same gaps, and no other`, () => {
    assert.deepEqual([...said(words).keys()].sort(), [...said(english).keys()].sort());
  });

  test(`${name} says each sentence in its own words`, () => {
    const there = said(words);
    const left = [...said(english)].filter(
      ([path, sentence]) => !isPlain(sentence) && !SAME.has(path) && there.get(path) === sentence,
    );
    assert.deepEqual(left, []);
  });

  test(`${name} tells an example in as many lines as English: a recorded run names lines`, () => {
    for (const [id, docstring] of Object.entries(words.docstrings))
      assert.equal(lines(docstring), lines(docstrings[id] ?? ""), id);
  });
}

/** A gap that says what it is called. */
const named = new Proxy(
  {},
  { get: (_, name) => (name === Symbol.toPrimitive ? () => "" : String(name).toUpperCase()) },
);

/** The answers that every lesson may give, with the names of their gaps in them. @param {any} words */
const answersOf = (words) =>
  Object.entries(words.course.general).map(([key, say]) => [key, String(say(named))]);

const inCode = (/** @type {string} */ sentence) =>
  [...sentence.matchAll(/`([^`]+)`/g)].map(([, code]) => code);

test("the answers of lessons set the program's names as code, in each language the same", () => {
  const codes = new Map(answersOf(english).map(([key, said]) => [key, new Set(inCode(said))]));
  for (const words of [english, ...others.map(([, words]) => words)])
    for (const [key, said] of answersOf(words)) {
      const left = said.replaceAll(/`[^`]+`/g, "");
      // A call, an attribute, an operator, a word of Python's, a gap for a name.
      assert.doesNotMatch(
        left,
        /[\w…]\(|[a-zA-Z]\.[a-z]|(?<!\w)\.[a-z]|_|==|\*\*|`|\bself\b|\bNone\b/,
        said,
      );
      assert.doesNotMatch(
        left,
        /\b(?:NAME|NODE|FUNCTION|CALL|LIKE|CLASS|FILE|CALLEE|MEANT)\b/,
        said,
      );
      assert.deepEqual(new Set(inCode(said)), codes.get(key), said);
    }
});

test("what is said before a language's words are there is said in each", () => {
  const read = (/** @type {string} */ path) =>
    readFileSync(new URL(`../../site/${path}`, import.meta.url), "utf8");
  const codes = Object.keys(LANGUAGES).sort();
  const watch = [...read("app/watch-start.js").matchAll(/^ {4}(\w+): \{$/gm)].map(
    ([, code]) => code,
  );
  assert.deepEqual(watch.sort(), codes);
  const late = /<p class="late">(.*?)<\/p>/s.exec(read("index.html"))?.[1] ?? "";
  const spans = [...late.matchAll(/lang="(\w+)"/g)].map(([, code]) => code);
  assert.deepEqual(["en", ...spans].sort(), codes);
});

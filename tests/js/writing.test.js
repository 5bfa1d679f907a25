import assert from "node:assert/strict";
import test from "node:test";
import { words as german } from "../../site/app/words/de.js";
import { words as page } from "../../site/app/words/en.js";
import { words as cards } from "../../site/app/words/en-cards.js";
import { words as spanish } from "../../site/app/words/es.js";
import { measuringIn } from "../../site/app/words/measuring.js";
import { writingIn } from "../../site/app/words/writing.js";

const english = { ...page, cards };
/** @satisfies {Record<import("../../site/app/words/words.js").Language, object>} */
const LANGUAGES = { en: english, de: german, es: spanish };

/** @param {string} text  with the spaces that Intl likes made plain */
const plain = (text) => text.replace(/[\u00a0\u202f]/g, " ");

test("a form is chosen as the language's own rules choose it", () => {
  const forms = { one: "# one", few: "# few", many: "# many", other: "# other" };
  const chosen = (/** @type {string} */ language, /** @type {number[]} */ numbers) =>
    numbers.map((number) => writingIn(language).some(number, forms));
  assert.deepEqual(chosen("en", [0, 1, 2]), ["0 other", "1 one", "2 other"]);
  assert.deepEqual(chosen("pl", [1, 2, 5, 22]), ["1 one", "2 few", "5 many", "22 few"]);
  assert.equal(writingIn("pl").some(2, { one: "#!", other: "# there" }), "2 there");
});

test("each number is written by the language's own rules", () => {
  const { count, digits, list, megabytes, perSecond } = measuringIn("de");
  assert.equal(count(1_234_567), "1.234.567");
  assert.deepEqual([0.123456, 12.5, 3, 0, -0.5].map(digits), ["0,1235", "12,5", "3", "0", "-0,5"]);
  assert.deepEqual([7.371e-7, 2.5e12, Number.NaN].map(digits), ["7,371e-07", "2,5e+12", "NaN"]);
  assert.equal(digits(undefined), "");
  const often = [1234.4, 1.2, 0.97, 0.31, 0.002].map(perSecond);
  assert.deepEqual(often, ["1.234", "1", "1", "0,3", "0,002"]);
  assert.equal(megabytes(12_340_000), "12,3");
  assert.equal(list(["a", "b", "c"]), "a, b und c");
});

test("a time has its units in the language", () => {
  const times = [0.3504, 0.9996, 1.23, 59.96, 125, 3_660];
  const said = (/** @type {string} */ language) =>
    times.map((time) => plain(writingIn(language).duration(time)));
  assert.deepEqual(said("en"), [
    "350 ms",
    "1.0 sec",
    "1.2 sec",
    "1 min, 0 sec",
    "2 min, 5 sec",
    "1 hr, 1 min",
  ]);
  assert.deepEqual(said("de").slice(2, 5), ["1,2 Sek.", "1 Min., 0 Sek.", "2 Min., 5 Sek."]);
  assert.equal(plain(measuringIn("es").about(200)), "3 min");
});

/** What a training says of itself. @param {number} number */
const state = (number) => ({
  number,
  total: null,
  loss: 0.1234567,
  rate: 0.05,
  nextRate: null,
  speed: 0,
  seconds: 1.23,
  isPaused: false,
  ended: "num_rounds",
  message: "",
});

test("one thing is told as one, in every language", () => {
  const said = Object.values(LANGUAGES).map(({ cards, results }) => [
    cards.walk.checkedAll(1, 0, 1, []),
    cards.walk.leftOut({ shown: 1, total: 9, sample: 0, samples: 1, distance: 1 }),
    cards.walk.groupSize(1),
    cards.training.state(state(1)).split(" · ")[0],
    cards.training.pastLabel({ optimizer: "", rate: null, rounds: 1, loss: undefined }),
    cards.training.classes(1),
    results.more(1),
    cards.table.more(1),
  ]);
  assert.deepEqual(said[0], [
    "The one derivative agrees with central differences.",
    "1 of 9 nodes is shown. 1 belongs to samples other than 1. 1 is too far from the output.",
    "1 node",
    "1 round",
    "1 round",
    "1 output",
    "Show more (1 character is left)",
    "and 1 row more",
  ]);
  assert.deepEqual(said[1]?.slice(0, 2), [
    "Die eine Ableitung stimmt mit zentralen Differenzen überein.",
    "1 von 9 Knoten wird gezeigt. 1 gehört zu anderen Datenpunkten als 1. 1 ist zu weit von der Ausgabe entfernt.",
  ]);
  assert.deepEqual(said[2], [
    "La única derivada coincide con las diferencias centrales.",
    "Se muestra 1 de 9 nodos. 1 pertenece a muestras distintas de la 1. 1 está demasiado lejos de la salida.",
    "1 nodo",
    "1 ronda",
    "1 ronda",
    "1 salida",
    "Mostrar más (queda 1 carácter)",
    "y 1 fila más",
  ]);
});

test("a check says what it has counted, in every language", () => {
  const said = Object.values(LANGUAGES).map(({ cards }) =>
    [
      [6, 6],
      [2, 1],
      [1, 0],
    ].map(([nodes = 0, operands = 0]) => cards.walk.checkedWhat(nodes, operands)),
  );
  assert.deepEqual(said, [
    [
      "6 are gradients of nodes, 6 are local derivatives of operations.",
      "2 are gradients of nodes, 1 is the local derivative of an operation.",
      "It is the gradient of the only node.",
    ],
    [
      "6 sind Gradienten von Knoten, 6 sind lokale Ableitungen von Operationen.",
      "2 sind Gradienten von Knoten, 1 ist die lokale Ableitung einer Operation.",
      "Es ist der Gradient des einzigen Knotens.",
    ],
    [
      "6 son gradientes de nodos, 6 son derivadas locales de operaciones.",
      "2 son gradientes de nodos, 1 es la derivada local de una operación.",
      "Es el gradiente del único nodo.",
    ],
  ]);
});

test("of what could not be decided, only the signs that occur are explained", () => {
  const { walk } = LANGUAGES.en.cards;
  assert.equal(
    walk.checkedAll(3, 0, 5, ["kink", "unchecked"]),
    "3 of 5 derivatives agree. 2 could not be decided (∧ at a kink, ? not computed again).",
  );
  for (const { cards } of Object.values(LANGUAGES)) {
    const said = cards.walk.checkedAll(1, 0, 2, ["hidden"]);
    assert.deepEqual(said.match(/[∧↕∞≈?]/gu), ["≈"]);
  }
});

test("a line has one sign for decimals, and another for thousands", () => {
  const lines = Object.values(LANGUAGES).flatMap(({ cards: { training } }) => [
    training.state(state(12_345)),
    training.roundOf(12_345, 0.1234567),
    training.pastLabel({ optimizer: "SGD", rate: 0.05, rounds: 12_345, loss: 0.1234567 }),
    training.curve([0, 12_345], [0.5, 0.1234567]),
  ]);
  for (const line of lines) {
    const isPoint = line.includes("12,345");
    assert.match(line, isPoint ? /12,345/ : /12\.345/);
    assert.match(line, isPoint ? /0\.1235/ : /0,1235/);
    assert.doesNotMatch(line, isPoint ? /\b0,\d/ : /\b0\.\d/);
  }
});

test("a loss is called what the language calls it, and one of the program's own by its name", () => {
  const told = (/** @type {keyof typeof LANGUAGES} */ language, /** @type {string} */ loss) =>
    LANGUAGES[language].cards.training.facts({
      n_samples: 0,
      n_parameters: 1,
      loss,
      optimizer: "",
    });
  assert.equal(told("en", "squared_error"), "1 parameter · loss: squared error");
  assert.equal(told("de", "mse"), "1 Parameter · Verlust: mittlerer quadratischer Fehler");
  assert.equal(
    told("es", "binary_cross_entropy_with_logits"),
    "1 parámetro · pérdida: entropía cruzada binaria",
  );
  for (const language of /** @type {(keyof typeof LANGUAGES)[]} */ (Object.keys(LANGUAGES)))
    assert.match(told(language, "toString"), /: toString$/);
});

test("an axis has the language's sign before decimals", () => {
  const ticks = Object.values(LANGUAGES).map(({ cards }) => cards.training.axis([0.001, null]));
  assert.deepEqual(
    ticks.map(([tick]) => tick),
    ["0.001", "0,001", "0,001"],
  );
});

test("no sentence has a word of another trade, or a pronoun for what was not named", () => {
  const text = (/** @type {any} */ words) =>
    JSON.stringify(words, (_, each) => (typeof each === "function" ? String(each) : each));
  assert.doesNotMatch(
    text(spanish),
    /usuario|\bpico\b|apriet|Descartar|Según el|Esa es la lección|sigue siendo los|relu neurona/i,
  );
  assert.doesNotMatch(text(german), /"er ist|\bsein Wert|\bmit ihm\b|Durchg[aä]ng|\(es wurde/);
  // One thing has one name: the hand-out of a lesson and of a graph.
  for (const { cards, course } of [german, spanish])
    assert.ok(cards.walk.saveHandOut.startsWith(course.handOut));
});

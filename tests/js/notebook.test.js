import assert from "node:assert/strict";
import test from "node:test";
import { fromNotebook, NotebookError, toNotebook } from "../../site/app/notebooks/notebook.js";

const code = (/** @type {unknown} */ source) => ({
  cell_type: "code",
  metadata: {},
  source,
  outputs: [{ output_type: "stream", text: "SECRET" }],
  execution_count: 3,
});
const text = (/** @type {unknown} */ source) => ({ cell_type: "markdown", metadata: {}, source });
const notebook = (/** @type {unknown[]} */ cells, more = {}) =>
  JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells, ...more });
const refuses = (/** @type {string} */ json, /** @type {string} */ fault) =>
  assert.throws(
    () => fromNotebook(json),
    (error) => error instanceof NotebookError && error.fault === fault,
  );

test("cells come in order, text as comments, outputs not at all", () => {
  const files = fromNotebook(
    notebook([text(["# Title\n", "\n", "words"]), code("a = 1\r\na"), text("more"), code([])]),
  );
  assert.deepEqual(files, {
    "main.py":
      "# %% [markdown]\n# # Title\n#\n# words\n\n# %%\na = 1\na\n\n# %% [markdown]\n# more\n",
  });
});

test("a notebook of one cell is a program as it is", () => {
  assert.deepEqual(fromNotebook(notebook([code("print(1)")])), { "main.py": "print(1)\n" });
  assert.deepEqual(fromNotebook(notebook([])), { "main.py": "" });
});

test("what is IPython's alone becomes a comment", () => {
  const source =
    "%matplotlib inline\n!pip install x\nx = 5 % 3\nif x:\n    %time f()\nNode?\ny = 1";
  assert.equal(
    fromNotebook(notebook([code(source)]))["main.py"],
    "# %matplotlib inline\n# !pip install x\nx = 5 % 3\nif x:\n    # %time f()\n# Node?\ny = 1\n",
  );
  assert.equal(
    fromNotebook(notebook([code("%%html\n<script>alert(1)</script>\nx = 1")]))["main.py"],
    "# %%html\n# <script>alert(1)</script>\n# x = 1\n",
  );
  assert.equal(fromNotebook(notebook([code("%%time\nx = 1")]))["main.py"], "# %%time\nx = 1\n");
});

test("modules travel as cells that write a file", () => {
  const files = { "main.py": "import engine\n", "engine.py": "x = 1\n" };
  assert.deepEqual(fromNotebook(toNotebook(files, "needs micrograd")), files);
  for (const name of ["../up.py", "js.py", "main.py", "a.txt", "micrograd/node.py"]) {
    const source = `%%writefile ${name}\nx = 1`;
    assert.match(fromNotebook(notebook([code(source)]))["main.py"] ?? "", /^# %%writefile/);
  }
});

test("a program's cells are the notebook's, and come back", () => {
  const source = "# %% [markdown]\n# # Title\n#\n# words\n\n# %%\na = 1\n\n# %%\nb = 2\n";
  const made = JSON.parse(toNotebook({ "main.py": source }, "hint"));
  const cells = made.cells.map((/** @type {any} */ cell) => [cell.cell_type, cell.source.join("")]);
  assert.deepEqual(cells, [
    ["markdown", "hint"],
    ["markdown", "# Title\n\nwords"],
    ["code", "a = 1"],
    ["code", "b = 2"],
  ]);
  assert.deepEqual(fromNotebook(JSON.stringify(made)), { "main.py": source });
});

test("a docstring at the top is a cell of text", () => {
  const made = JSON.parse(toNotebook({ "main.py": '"""Title\n\nWords.\n"""\n\nx = 1\n' }, "hint"));
  assert.deepEqual(made.cells[1].source, ["# Title\n", "\n", "Words."]);
  assert.deepEqual(made.cells[2].source, ["x = 1"]);
  const ids = new Set(made.cells.map((/** @type {any} */ cell) => cell.id));
  assert.equal(ids.size, made.cells.length);
});

test("a fork can't be exported", () => {
  assert.throws(
    () => toNotebook({ "main.py": "", "micrograd/node.py": "" }, ""),
    (error) => error instanceof NotebookError && error.fault === "fork",
  );
});

test("what is no notebook is refused by what it lacks", () => {
  for (const json of ["", "no", "null", "5", "[]", "{}", '{"nbformat": 4}'])
    refuses(json, "broken");
  refuses(notebook([code("x")], { nbformat: 3 }), "version");
  refuses(notebook([code("x")], { nbformat: 5 }), "version");
  refuses(notebook([code("x")], { metadata: { kernelspec: { language: "R" } } }), "language");
  refuses(notebook([null]), "broken");
  refuses(notebook([code(5)]), "broken");
  refuses(notebook([code([5, {}]), { cell_type: "code" }]), "broken");
  refuses(notebook(Array.from({ length: 2_001 }, () => code("x"))), "tooManyCells");
  refuses(notebook([code("#".repeat(1_000_001))]), "tooLong");
  const many = Array.from({ length: 25 }, (_, i) => code(`%%writefile m${i}.py\nx = 1`));
  refuses(notebook(many), "files");
});

import assert from "node:assert/strict";
import test from "node:test";
import { fromNotebook, NotebookError, toNotebook } from "../../site/app/program/notebook.js";
import { readStatements } from "../../site/contract/statements.js";
import { processorTime } from "./processor-time.js";

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
      "# %% [markdown]\n# # Title\n#\n# words\n\n# %%\na = 1\na\n\n# %% [markdown]\n# more\n\n# %%\n",
  });
});

test("a notebook of one cell is a program as it is", () => {
  assert.deepEqual(fromNotebook(notebook([code("print(1)")])), { "main.py": "print(1)\n" });
  assert.deepEqual(fromNotebook(notebook([])), { "main.py": "" });
});

test("what is IPython's alone stays as it is", () => {
  for (const source of [
    "%matplotlib inline\n!pip install x\nx = 5 % 3\nif x:\n    %time f()\nNode?\ny = 1",
    "%%html\n<script>alert(1)</script>\nx = 1",
    "%%time\nx = 1",
  ])
    assert.equal(fromNotebook(notebook([code(source)]))["main.py"], `${source}\n`);
});

test("modules travel as cells that write a file", () => {
  const files = { "main.py": "import engine\n", "engine.py": "x = 1\n" };
  assert.deepEqual(fromNotebook(toNotebook(files, "needs micrograd")), files);
  for (const name of ["../up.py", "js.py", "main.py", "a.txt", "micrograd/node.py"]) {
    const source = `%%writefile ${name}\nx = 1`;
    assert.match(fromNotebook(notebook([code(source)]))["main.py"] ?? "", /^%%writefile/);
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
  refuses(notebook([{ cell_type: "code" }]), "broken");
  for (const part of [5, null, {}, ["a"]]) refuses(notebook([code(["a", part])]), "broken");
  refuses(notebook(Array.from({ length: 2_001 }, () => code("x"))), "tooManyCells");
  refuses(notebook([code("#".repeat(1_000_001))]), "tooLong");
  const many = Array.from({ length: 25 }, (_, i) => code(`%%writefile m${i}.py\nx = 1`));
  refuses(notebook(many), "files");
});

// --- where a statement may begin ---

for (const [name, source] of Object.entries({
  "a comparison in brackets": "if (\n    grad\n    != wanted\n):\n    pass",
  "a format in brackets": "text = (\n    'loss %.3f'\n    %grad\n)",
  "a string over lines": "note = '''\n!important\n%matplotlib inline\nNode?\n'''",
  "a docstring": 'def f():\n    r"""\n    %timeit x\n    """',
  "a continued line": "same = a \\\n    != b \\\n    %c",
  "a continued string": "text = 'a\\\n!b\\\n%c'",
  "an f-string with quotes like its own": 'print(f"{names["#"]}" "("\n    %x)',
  "an f-string with a format": "print(f'{x:{width}.3f}' + f'{{(' + f'{y!r:>3}'\n    !=z)",
  "an f-string over lines": 'f"""{\n!x\n}\n%y """',
  "a character's name": "f'\\N{LEFT CURLY BRACKET}' ; f(\n%x)",
  "bytes and raw strings": "b = [b'\\'', r'\\'', Rb\"\\\"[\",\n%x]",
  "comments with quotes and brackets": 'x = [ # don\'t ) """\n!y # ]\n%z ]',
  "an empty string": "f('', \"\",\n!x)",
  "brackets of all kinds": "x = {'a': [(1,\n!b)],\n%c}",
}))
  test(`nothing is a magic in ${name}`, () =>
    assert.deepEqual(readStatements(`${source}\n`).foreign, new Set()));

test("a magic is one wherever a statement begins, whatever it holds", () => {
  const after = (/** @type {string} */ before, /** @type {string} */ magic) => {
    const { foreign, begins } = readStatements(`${before}\n${magic}\nx = 1`);
    const line = before.split("\n").length;
    assert.deepEqual([...foreign], [line]);
    assert.ok(begins[line] && begins[line + 1]);
  };
  for (const before of ["x = (1)", "'''a\n'''", "f(\n)", "# (", "x = '(' # '", 'f"{x:{y}}"', ""])
    after(before, "%matplotlib inline");
  for (const magic of ["!echo don't", '!echo "(', "%cd '''", "?print", "print??", "x.y*?", "!!ls"])
    after("x = 0", magic);
  after("x = 0", "files = !ls (");
  after("x = 0", "a, b = %timeit -o f('");
  assert.deepEqual([...readStatements("!pip install \\\n  x 'y\nz = 1").foreign], [0, 1]);
});

test("a cell in another language ends where the next cell begins", () => {
  const { foreign, begins } = readStatements("%%html\n<b>it's (\n\n# %% x\n%%time\ny = [\n%z]");
  assert.deepEqual([...foreign], [0, 1, 2, 4]);
  assert.deepEqual(begins, [true, false, false, true, true, true, false]);
});

const cellsMade = (/** @type {string} */ source) =>
  JSON.parse(toNotebook({ "main.py": source }, "hint"))
    .cells.slice(1)
    .map((/** @type {any} */ cell) => cell.source.join(""));

test("a line in a string or in brackets divides no cells, and one behind what is open does", () => {
  for (const whole of [
    'text = """\n# %% not a cell\n"""\nprint(text)',
    "x = [\n# %%\n1]",
    'y = f"""{\n# %%\nx}"""',
    "# %%html is a comment",
  ])
    assert.deepEqual(cellsMade(whole), [whole]);
  assert.deepEqual(cellsMade("x = 1\n# %%\ny = (\n# %%\nz = 2"), ["x = 1", "y = (", "z = 2"]);
});

test("only a docstring that is all of its statement becomes text", () => {
  for (const whole of ['"""a""".join(b)\nc = """d"""', '"""a""" + """b"""', '"""a'])
    assert.deepEqual(cellsMade(whole), [whole]);
});

test("a notebook that was opened is saved with the same cells", () => {
  const cells = [
    text("# Title\n\n%% of LaTeX\n"),
    code("\n# %% looks like a cell\nx = 1\n\n# \\%% and this\n%timeit x"),
    code(""),
    { cell_type: "raw", metadata: {}, source: "raw\n\ntext" },
    code("%%bash\n# %% in it\nls"),
    text(""),
    code("\"\"\"A docstring.\"\"\"\nx = '''\n# %%\n'''"),
    code("  # only a comment"),
    code(""),
  ];
  const files = fromNotebook(notebook(cells));
  const made = JSON.parse(toNotebook(files, "hint")).cells.slice(1);
  assert.deepEqual(
    made.map((/** @type {any} */ cell) => [cell.cell_type, cell.source.join("")]),
    cells.map(({ cell_type, source }) => [cell_type, String(source).trimEnd()]),
  );
  for (const cell of made)
    assert.deepEqual(cell.outputs, cell.cell_type === "code" ? [] : undefined);
  assert.deepEqual(fromNotebook(toNotebook(files, "hint")), files);
});

test("text may be one string, and a comment may stand before the first cell", () => {
  const source = '# A comment.\n\n# %% [markdown]\n"""\n# Title\n\nwords\n"""\n\n# %%\nx\n';
  const made = JSON.parse(toNotebook({ "main.py": source }, "hint")).cells.slice(1);
  assert.deepEqual(
    made.map((/** @type {any} */ cell) => [cell.cell_type, cell.source.join("")]),
    [
      ["code", "# A comment."],
      ["markdown", "# Title\n\nwords"],
      ["code", "x"],
    ],
  );
});

test("what was opened, saved and opened again is the same text", () => {
  for (const cells of [
    [code("%%time\nx = 1"), code("%%html\n<b>\n%% x"), code("!ls\nx = '''\n# %%\n'''")],
    [text("%% a comment of LaTeX\n\\%% and one more\n\ntwo spaces  \n# %%"), code("x = 1")],
    [{ ...code("x = 1"), metadata: { title: "Load data" } }, text("a\u2028b")],
    [{ ...text("# words"), metadata: { title: "Words [1]" } }, code("'\u2028'")],
  ]) {
    const files = fromNotebook(notebook(cells));
    assert.deepEqual(fromNotebook(toNotebook(files, "hint")), files);
  }
  const titled =
    "# %% Load the data\nx = 1\n\n# %% [markdown] Why\n# Because.\n\n# %% Nothing yet\n";
  assert.deepEqual(fromNotebook(toNotebook({ "main.py": titled }, "")), { "main.py": titled });
});

test("both ways take time by the length alone", () => {
  const [many, some] = [60_000, 180_000];
  const sources = (/** @type {number} */ share) => [
    "\n".repeat(many / share) + "x",
    `x${"\n".repeat(many / share)}y`,
    " ".repeat(some / share) + "x",
    `x =${" ".repeat(some / share)}1`,
    `"""a"""${" ".repeat(some / share)}x`,
    "\\".repeat(some / share),
    `!${"\\a".repeat(some / share / 2)}`,
    `x = ${"(".repeat(some / share)}`,
    `x = f'${"{x:".repeat(some / share / 3)}`,
    `${"a ".repeat(some / share / 2)}x`,
    "# %%\nx\n".repeat(some / share / 100),
    " \n".repeat(some / share / 2),
    '"""\n'.repeat(some / share / 4),
  ];
  const seconds = (/** @type {() => unknown} */ act) => {
    const times = Array.from({ length: 2 }, () => {
      const start = processorTime();
      act();
      return processorTime() - start;
    });
    return Math.min(...times);
  };
  const [whole, part] = [sources(1), sources(20)];
  for (const [i, source] of whole.entries())
    for (const act of [
      (/** @type {string} */ each) => toNotebook({ "main.py": each }, ""),
      (/** @type {string} */ each) => fromNotebook(notebook([code(each)])),
      (/** @type {string} */ each) => fromNotebook(notebook([text(each)])),
    ]) {
      // Twenty times as much; a square would be 400. Few milliseconds say nothing, and a busy
      // machine may interrupt: then it is measured again.
      const isLinear = () =>
        seconds(() => act(source)) <
        200 *
          Math.max(
            2,
            seconds(() => act(part[i] ?? "")),
          );
      assert.ok(isLinear() || isLinear() || isLinear(), `source ${i}`);
    }
});

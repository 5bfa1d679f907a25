import assert from "node:assert/strict";
import test from "node:test";
import {
  isDataName,
  isFileName,
  isFork,
  MOST_FILES,
  readFiles,
} from "../../site/contract/files.js";

test("modules have names that Python can import, and that the page does not live of", () => {
  for (const name of ["main.py", "engine.py", "_a1.py", "micrograd/node.py"])
    assert.ok(isFileName(name), name);
  const others = ["a b.py", "../a.py", "a/b.py", "a.txt", "1a.py", ".py", "micrograd/a/b.py"];
  const taken = ["micrograd.py", "js.py", "pyodide.py", "playground_host.py", "micropip.py"];
  for (const name of [...others, ...taken, `${"a".repeat(41)}.py`, "__proto__", ""])
    assert.ok(!isFileName(name), name);
});

test("a fork is a file of the package's", () => {
  assert.ok(isFork("micrograd/node.py"));
  assert.ok(!isFork("node.py"));
});

test("a program has main.py, sound names, texts, and not too many files", () => {
  assert.deepEqual(readFiles({ "main.py": "1", "b.py": "" }), { "main.py": "1", "b.py": "" });
  for (const files of [null, "main.py", {}, { "b.py": "" }, { "main.py": 1 }])
    assert.equal(readFiles(files), null);
  const many = (/** @type {number} */ n) =>
    Object.fromEntries(Array.from({ length: n }, (_, i) => [i === 0 ? "main.py" : `m${i}.py`, ""]));
  assert.ok(readFiles(many(MOST_FILES)));
  assert.equal(readFiles(many(MOST_FILES + 1)), null);
});

test("data has a name that lies in the program's own folder, and one of a few kinds", () => {
  for (const name of ["names.txt", "my data.csv", "Größe.CSV", "a.b.json", "w.npy", "x.jpeg"])
    assert.ok(isDataName(name), name);
  const others = [
    "../a.txt",
    "a/b.csv",
    "a\\b.csv",
    ".txt",
    ".a.txt",
    "a.py",
    "a.csv.exe",
    "a\n.txt",
  ];
  for (const name of [...others, `${"a".repeat(81)}.csv`, "", "main.py", "__proto__"])
    assert.ok(!isDataName(name), name);
});

test("only the page's own drafts may refer to data that the browser keeps", () => {
  const files = { "main.py": "1", "a.csv": `data:${"0".repeat(64)}:12` };
  assert.deepEqual(readFiles(files, true), files);
  assert.equal(readFiles(files), null);
  for (const data of ["1,2", "data:../x:1", "data::1", "data:aa:-1", `data:${"0".repeat(65)}:1`])
    assert.equal(readFiles({ ...files, "a.csv": data }, true), null);
});

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { CODED_LIMIT, decodeLink, encodeLink, UNFOLDED_LIMIT } from "../../site/contract/link.js";

const shared = (/** @type {string} */ source) => ({ files: { "main.py": source } });

/** A link as a stranger could make it. @param {string | Buffer} content @param {string} [version] */
const forge = (content, version = "1") =>
  `#code=${version}.${deflateRawSync(content).toString("base64url")}`;

/** @param {string} fragment @param {string} fault */
const refuses = (fragment, fault) => assert.rejects(decodeLink(fragment), { fault });

const texts = {
  "an empty text": "",
  "Unicode of every plane": "print('é ∂L/∂w 漢字 😀 \u202e \u0000 \ufeff')\r\n\ttab",
  "a lone surrogate": "x = '\ud800'",
  "a byte order mark at the start": "\ufeffprint(1)",
  "64 KiB that hardly compress": Array.from({ length: 65_536 }, (_, i) =>
    String.fromCharCode(33 + ((i * 7919 + ((i * i) % 8191)) % 94)),
  ).join(""),
  "64 KiB of control characters": "\u0001".repeat(65_536),
};

test("the two moons fit into a chat", async () => {
  const path = new URL("../../site/examples/06-two-moons.py", import.meta.url);
  const files = { "main.py": readFileSync(path, "utf8") };
  const fragment = await encodeLink({ files, example: "two-moons" });
  assert.ok(fragment.length < 1_100, `${fragment.length} characters, without the page's address`);
});

for (const [name, text] of Object.entries(texts)) {
  test(`a link brings back ${name}`, async () => {
    const fragment = await encodeLink(shared(text));
    assert.match(fragment, /^#code=1\.[A-Za-z0-9_-]+$/);
    assert.deepEqual(await decodeLink(fragment), shared(text));
  });
}

test("a link of the first version opens for ever", async () => {
  const link = "#code=1.q1ZKy8xJLVayqlbKTczM0yuoVLJSKijKzCvRMNFUqq0FAA";
  assert.deepEqual(await decodeLink(link), shared("print(4)"));
});

const madeBefore = new URL("../links_made_before.json", import.meta.url);
for (const { name, link, files, besides } of JSON.parse(readFileSync(madeBefore, "utf8")).links) {
  test(`a link made by an earlier version opens: ${name}`, async () => {
    const { files: found, ...others } = await decodeLink(link);
    assert.deepEqual([Object.keys(found).sort(), others], [files, besides]);
  });
}

test("a short program makes a short link", async () => {
  const source = "from micrograd.node import Node\na = Node(2.0)\n(a * a).backpropagate()\n";
  assert.ok((await encodeLink(shared(source))).length < 180);
});

test("a program too large for a link is refused when the link is made", async () => {
  await assert.rejects(encodeLink(shared("x".repeat(UNFOLDED_LIMIT))), { fault: "tooLarge" });
});

test("gigabytes in a short link are refused while they unfold", async () => {
  const bomb = deflateRawSync(Buffer.alloc(200_000_000, " "));
  assert.ok(bomb.length < CODED_LIMIT / 2);
  const before = process.memoryUsage().arrayBuffers;
  await refuses(`#code=1.${bomb.toString("base64url")}`, "tooLarge");
  assert.ok(process.memoryUsage().arrayBuffers - before < 50_000_000);
});

test("a link that is longer than any of ours is refused unread", () =>
  refuses(`#code=1.${"A".repeat(CODED_LIMIT + 200)}`, "tooLarge"));

test("a program of more lines than the editor takes is refused", async () => {
  const lines = (/** @type {number} */ count) => JSON.stringify(shared("\n".repeat(count - 1)));
  await refuses(forge(lines(200_001)), "tooLarge");
  await assert.rejects(encodeLink(shared("\n".repeat(200_000))), { fault: "tooLarge" });
  assert.equal((await decodeLink(forge(lines(200_000)))).files["main.py"]?.length, 199_999);
});

test("a link of a later version says so", () => refuses(forge("{}", "2"), "version"));

const broken = {
  "nothing after the version": "#code=1.",
  "no version": "#code=abc",
  "characters that base64url has not": "#code=1.a+b/c",
  "a length that base64 can't have": "#code=1.abcde",
  "bytes that are not deflated": `#code=1.${Buffer.from("hello there").toString("base64url")}`,
  "text that is not UTF-8": forge(Buffer.from([0xff, 0xfe, 0x80])),
  "text that is not JSON": forge("print(1)"),
  "JSON without files": forge('{"file": {}}'),
  null: forge("null"),
  "files that are no object": forge('{"files": "main.py"}'),
  "files without main.py": forge('{"files": {"other.py": ""}}'),
  "main.py only by inheritance": forge('{"files": {"__proto__": {"main.py": "x"}}}'),
  "a source that is no text": forge('{"files": {"main.py": 5}}'),
  "a file beside it that is no module": forge('{"files": {"main.py": "", "b.txt": ""}}'),
  "a file in a folder": forge('{"files": {"main.py": "", "../b.py": ""}}'),
  "a module that the page lives of": forge('{"files": {"main.py": "", "js.py": ""}}'),
  "too many files": forge(
    JSON.stringify({
      files: Object.fromEntries(["main", ..."abcdefghijklmnopqrst"].map((n) => [`${n}.py`, ""])),
    }),
  ),
};

for (const [name, fragment] of Object.entries(broken)) {
  test(`a link is broken with ${name}`, () => refuses(fragment, "broken"));
}

test("a link survives what mail programs add to its end", async () => {
  const fragment = await encodeLink(shared("x"));
  for (const end of ["=", "==", "%20", "%3D"]) {
    assert.deepEqual(await decodeLink(fragment + end), shared("x"));
  }
});

test("a link that was cut anywhere is broken", async () => {
  const fragment = await encodeLink(shared("print('the whole of it')\n".repeat(3)));
  for (let length = "#code=1.".length; length < fragment.length - 1; length += 1) {
    await refuses(fragment.slice(0, length), "broken");
  }
});

const around = [
  [")", "a bracket"],
  [".", "a full stop"],
  [",", "a comma"],
  [">", "an angle bracket"],
  ["\u201d", "a quotation mark"],
  ["%E2%80%9D", "one that the browser escaped"],
  ["**", "emphasis"],
  ["_", "emphasis by underscores"],
  ["](https://example.org/a_b)", "the rest of Markdown"],
  ["&utm_source=chat", "what a chat adds"],
  ["%20and%20more", "words"],
  ["#:~:text=x", "a text fragment"],
];
for (const [end, name] of around) {
  test(`a link is read with ${name} behind it: ${end}`, async () => {
    const fragment = await encodeLink(shared("print('a link')\n"));
    assert.deepEqual(await decodeLink(fragment + end), shared("print('a link')\n"));
  });
}

test("a link is read that was wrapped, or escaped, on its way", async () => {
  const source = Array.from({ length: 40 }, (_, i) => `name_${i} = ${i * i * 7919}`).join("\n");
  const fragment = await encodeLink(shared(source));
  const code = fragment.slice("#code=1.".length);
  const middle = code.length >> 1;
  for (const between of ["%0A", "%20", "=\n", "%0D%0A", " "]) {
    const wrapped = `#code=1.${code.slice(0, middle)}${between}${code.slice(middle)}`;
    assert.deepEqual(await decodeLink(wrapped), shared(source), JSON.stringify(between));
  }
  for (const escaped of ["\\_", "%5C_", "%5F", "%255F"])
    assert.deepEqual(await decodeLink(`#code=1.${code.replaceAll("_", escaped)}`), shared(source));
  for (const start of ["#%23code=1.", "#code%3D1.", "#code=3D1.", "##code=1."])
    assert.deepEqual(await decodeLink(start + code), shared(source), start);
});

test("a lesson in a link that breaks a rule says which, and its program is there", async () => {
  const lesson = { title: "t", text: "x", hints: [], answers: {}, check: "" };
  const rules = /** @type {[string, any][]} */ ([
    ["hints", Array(11).fill("x")],
    ["hints", "x"],
    ["title", "x".repeat(201)],
    ["answers", undefined],
    ["answers", ["a"]],
    ["check", 5],
  ]);
  for (const [name, value] of rules) {
    const content = { ...shared("x = 1"), lesson: { ...lesson, [name]: value } };
    const found = await decodeLink(forge(JSON.stringify(content)));
    assert.deepEqual([found.brokenRule?.name, found.files], [name, shared("x = 1").files]);
    assert.equal(found.lesson, undefined);
  }
});

test("a link of a megabyte of brackets, or of names, is refused before it is read", async () => {
  const names = Object.fromEntries(Array.from({ length: 60_000 }, (_, i) => [`f${i}.py`, ""]));
  await refuses(forge("[".repeat(1_000_000)), "broken");
  await refuses(forge(JSON.stringify({ files: { "main.py": "", ...names } })), "broken");
  // In a program they are text.
  const text = `${"[".repeat(100_000)}"\\"${",".repeat(100_000)}`;
  assert.deepEqual(await decodeLink(await encodeLink(shared(text))), shared(text));
});

test("a link brings data with it", async () => {
  const data = { "a.csv": "x,y\n1,2\n", "w.npy": { base64: "k05VTVBZ" } };
  const fragment = await encodeLink({ ...shared("1"), data });
  assert.deepEqual(await decodeLink(fragment), { ...shared("1"), data });
});

test("a stranger's link refers to nothing that the browser keeps", () =>
  refuses(
    forge(JSON.stringify({ files: { "main.py": "1", "a.csv": `data:${"0".repeat(64)}:5` } })),
    "broken",
  ));

for (const data of [
  { "../a.csv": "1" },
  { "a.exe": "1" },
  { "a.csv": 1 },
  { "a.csv": null },
  { "a.csv": { base64: 5 } },
  Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`${i}.csv`, ""])),
  "a.csv",
]) {
  test(`data that a program can't have is left out: ${JSON.stringify(data).slice(0, 40)}`, async () => {
    const fragment = forge(JSON.stringify({ ...shared("1"), data }));
    assert.deepEqual(await decodeLink(fragment), shared("1"));
  });
}

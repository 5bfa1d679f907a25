/**
 * Links that carry a program: `#code=<version>.<base64url(deflate-raw(UTF-8 JSON))>`.
 *
 * This module uses neither the DOM nor the address bar. A link is untrusted, so both its packed and
 * its unpacked size are limited, the latter during unpacking (100 MB of spaces deflate to 130,000
 * characters).
 *
 * Besides the files, a link may contain a moment: the step of a graph that the sender looks at,
 * with the seed of their run. It may contain a lesson of the sender's own, whose texts are shown as
 * text, or the name of one of the site's lessons. Unknown parts of a link are ignored.
 */

import { hasTooManyLines, isDataName, MOST_FILES, readFiles } from "./files.js";
import { isCount, isListOf, isOneOf, isRecordOf, orNull, parsed } from "./schema.js";

/** @typedef {import("./protocol.js").Files} Files */
/**
 * @typedef {object} Moment
 * @property {number} card  the number of the graph in the run, from 0
 * @property {"start" | "forward" | "seed" | "backward" | "end"} kind  of the step
 * @property {string} node  of the step
 * @property {string | null} pinned  the pinned box
 * @property {string | null} level  the level of folding, if it is the same everywhere
 * @property {number} seed  of the run's random numbers
 * @typedef {{title: string, text: string, hints: string[], answers: Record<string, string>, check: string}} OwnLesson
 * @typedef {Record<string, string | {base64: string}>} SharedData  by file name
 * @typedef {object} Shared
 * @property {Files} files
 * @property {SharedData} [data]  files beside the program that are no modules
 * @property {string} [example]  the example that the program was at first
 * @property {Moment} [moment]
 * @property {OwnLesson} [lesson]
 * @property {string} [course]  the site's lesson that it answers
 * @property {BrokenRule} [brokenRule]  the rule that the lesson in the link breaks
 */
/** @typedef {"broken" | "version" | "tooLarge" | "noUnpacking"} LinkFault */
/**
 * A rule for a part of a lesson: a text of at most `length` characters, or at most `most` such
 * texts.
 * @typedef {{name: string, kind: "text" | "list" | "answers", most: number, length: number}} BrokenRule
 */

const PREFIX = "#code=";
/** Also with an escaped `#` or `=`, and with `=3D`, as mail programs write it. */
const LINK = /^#(?:#|%23)*code(?:=|%3D)(?:3D)?(\d+)\.(.*)$/is;
/** Characters that end the code, with other text after it: `…&utm_source=chat`, `…](https://…)`. */
const BEHIND = /[&#[\](){}<>"'`|\u201c\u201d\u2019\u00ab\u00bb]/;
const VERSION = "1";
/** Limits for the JSON of a link. */
const MOST = { depth: 8, items: 5_000 };
export const CODED_LIMIT = 400_000;
export const UNFOLDED_LIMIT = 1_048_576;
export const SEED_LIMIT = 2 ** 32;

const isName = (/** @type {any} */ value) => typeof value === "string" && value.length <= 100;
const isMoment = isRecordOf({
  card: (value) => isCount(value) && value < 1_000,
  kind: isOneOf("start", "forward", "seed", "backward", "end"),
  node: isName,
  pinned: orNull(isName),
  level: orNull(isOneOf("open", "neuron", "layer", "mlp")),
  seed: (value) => isCount(value) && value < SEED_LIMIT,
});

/** @param {any} data  untrusted @param {number} most @returns {data is SharedData} */
const isData = (data, most) =>
  typeof data === "object" &&
  data !== null &&
  Object.keys(data).length <= most &&
  Object.entries(data).every(
    ([name, content]) =>
      isDataName(name) && (typeof content === "string" || typeof content?.base64 === "string"),
  );

/** @type {BrokenRule[]} */
const LESSON_RULES = [
  { name: "title", kind: "text", most: 1, length: 200 },
  { name: "text", kind: "text", most: 1, length: 10_000 },
  { name: "hints", kind: "list", most: 10, length: 2_000 },
  { name: "answers", kind: "answers", most: 50, length: 2_000 },
  { name: "check", kind: "text", most: 1, length: 20_000 },
];

/** @param {any} value  untrusted @param {BrokenRule} rule */
function holds(value, { kind, most, length }) {
  const isText = (/** @type {any} */ text) => typeof text === "string" && text.length <= length;
  if (kind === "text") return isText(value);
  if (kind === "list") return isListOf(isText, most)(value);
  const isRecord = typeof value === "object" && value !== null && !Array.isArray(value);
  return isRecord && isListOf(isText, most)(Object.values(value));
}

export class LinkError extends Error {
  /** @param {LinkFault} fault */
  constructor(fault) {
    super(`link: ${fault}`);
    this.fault = fault;
  }
}

/**
 * Return the URL fragment of a program.
 * @param {Shared} shared
 * @returns {Promise<string>}
 * @throws {LinkError} `tooLarge`, when the page would refuse to open the link
 */
export async function encodeLink(shared) {
  if (!("CompressionStream" in globalThis)) throw new LinkError("noUnpacking");
  if (hasTooManyLines(shared.files)) throw new LinkError("tooLarge");
  const text = JSON.stringify(shared);
  // Programs that turn text into links drop a "_" or "-" at the end, so the code must not end with
  // one: spaces at the end of the JSON change the code.
  for (let spaces = ""; ; spaces += " ") {
    const json = new TextEncoder().encode(text + spaces);
    if (json.length > UNFOLDED_LIMIT) throw new LinkError("tooLarge");
    const deflated = new Blob([json]).stream().pipeThrough(new CompressionStream("deflate-raw"));
    const coded = toBase64Url(new Uint8Array(await new Response(deflated).arrayBuffer()));
    if (coded.length > CODED_LIMIT) throw new LinkError("tooLarge");
    if (!/[_-]$/.test(coded)) return `${PREFIX}${VERSION}.${coded}`;
  }
}

/**
 * Return the program in a URL fragment.
 * @param {string} fragment
 * @returns {Promise<Shared>}
 * @throws {LinkError}
 */
export async function decodeLink(fragment) {
  // Escapes in and around a link, such as `%0A` for line ends, may be three times as long as it.
  if (fragment.length > 4 * CODED_LIMIT) throw new LinkError("tooLarge");
  if (!("DecompressionStream" in globalThis)) throw new LinkError("noUnpacking");
  const match = LINK.exec(fragment);
  if (!match) throw new LinkError("broken");
  const [, version, rest = ""] = match;
  if (version !== VERSION) throw new LinkError("version");
  const [coded = "", ...others] = readings(rest);
  if (coded.length > CODED_LIMIT) throw new LinkError("tooLarge");
  try {
    return await readCoded(coded);
  } catch (error) {
    for (const other of others) {
      const shared = await readCoded(other).catch(() => null);
      if (shared) return shared;
    }
    throw error;
  }
}

/** @param {string} coded */
const readCoded = async (coded) => read(await unfold(fromBase64Url(coded)));

/**
 * Remove what other programs put into a link or after it: a bracket, a full stop, Markdown's
 * backslashes, the line ends of mails. No coded program has such a character. The end is ambiguous:
 * a "_" there may be Markdown's emphasis, or one may have been dropped.
 * @param {string} rest  of a fragment
 * @returns {string[]} the possible codes, the likeliest first
 */
function readings(rest) {
  // `%255F`, for example, was escaped twice.
  const text = rest.replace(/%(?:25)*([0-9a-f]{2})/gi, (_, code) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  const [link = ""] = text.split(BEHIND, 1);
  const coded = link.replace(/[^\w-]/g, "");
  const [first = ""] = /^[\w-]*/.exec(link) ?? [];
  return [coded, `${coded}_`, `${coded}-`, coded.replace(/[_-]+$/, ""), first];
}

/** In bytes. A browser unfolds a whole slice, into up to a thousand times as much, before it returns any of it. */
const SLICE = 256;

/** A stream of slices, each read when the one before is unfolded. @param {Uint8Array<ArrayBuffer>} bytes */
function inSlices(bytes) {
  let at = 0;
  return new ReadableStream(
    {
      pull(controller) {
        if (at < bytes.length) controller.enqueue(bytes.slice(at, at + SLICE));
        else controller.close();
        at += SLICE;
      },
    },
    { highWaterMark: 0 },
  );
}

/** @param {Uint8Array<ArrayBuffer>} deflated */
async function unfold(deflated) {
  const reader = inSlices(deflated).pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  /** @type {BlobPart[]} */
  const pieces = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw new LinkError("broken");
    });
    if (done) break;
    length += value.length;
    if (length > UNFOLDED_LIMIT) {
      reader.cancel().catch(() => {});
      throw new LinkError("tooLarge");
    }
    pieces.push(value);
  }
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}

/** @param {Uint8Array} bytes @returns {Shared} */
function read(bytes) {
  const found = parsed(textOf(bytes), MOST);
  const files = readFiles(found?.files);
  if (!files) throw new LinkError("broken");
  if (hasTooManyLines(files)) throw new LinkError("tooLarge");
  /** @type {Shared} */
  const shared = { files };
  if (isData(found.data, MOST_FILES - Object.keys(files).length)) shared.data = found.data;
  if (isName(found.example)) shared.example = found.example;
  if (isMoment(found.moment)) {
    const { card, kind, node, pinned, level, seed } = found.moment;
    shared.moment = { card, kind, node, pinned, level, seed };
  }
  if (isName(found.course)) shared.course = found.course;
  if (found.lesson !== undefined) {
    const { title, text, hints, answers, check } = found.lesson ?? {};
    const lesson = { title, text, hints, answers, check };
    const broken = LESSON_RULES.find((rule) => !holds(found.lesson?.[rule.name], rule));
    if (broken) shared.brokenRule = broken;
    else shared.lesson = lesson;
  }
  return shared;
}

/** @param {Uint8Array} bytes */
function textOf(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new LinkError("broken");
  }
}

/** @param {Uint8Array} bytes */
function toBase64Url(bytes) {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** @param {string} coded */
function fromBase64Url(coded) {
  try {
    const binary = atob(coded.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
  } catch {
    throw new LinkError("broken");
  }
}

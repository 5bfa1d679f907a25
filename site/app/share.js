/**
 * Links that carry a program: `#code=<version>.<base64url(deflate-raw(UTF-8 JSON))>`.
 *
 * Pure: no DOM, no address bar. What arrives in a link is a stranger's, so both sizes are bounded,
 * the unfolded one while it unfolds (100 MB of spaces deflate to 130,000 characters).
 *
 * Besides the files a link may carry a moment: a graph's step that the sender looks at, with the
 * seed that their run had; and a lesson of the sender's own, whose texts are shown as text. What
 * this version does not know in a link is left alone.
 */

import { readFiles } from "../shared/files.js";
import { isCount, isListOf, isOneOf, isRecordOf, orNull } from "./rules.js";

/** @typedef {import("../shared/protocol.js").Files} Files */
/**
 * @typedef {object} Moment
 * @property {number} card  which graph of the run, from 0
 * @property {"start" | "forward" | "seed" | "backward" | "end"} kind  of the step
 * @property {string} node  of the step
 * @property {string | null} pinned  a box
 * @property {string | null} level  how the graph is folded, where it is folded evenly
 * @property {number} seed  of the run's random numbers
 * @typedef {{title: string, text: string, hints: string[], answers: Record<string, string>, check: string}} OwnLesson
 * @typedef {{files: Files, example?: string, moment?: Moment, lesson?: OwnLesson}} Shared  `example`: which it was at first
 */
/** @typedef {"broken" | "version" | "tooLarge"} LinkFault */

const PREFIX = "#code=";
const VERSION = "1";
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

/** @type {(most: number) => (value: any) => boolean} */
const isTextOf = (most) => (value) => typeof value === "string" && value.length <= most;
const isOwnLesson = isRecordOf({
  title: isTextOf(200),
  text: isTextOf(10_000),
  hints: isListOf(isTextOf(2_000), 10),
  answers: (value) =>
    typeof value === "object" &&
    value !== null &&
    isListOf(isTextOf(2_000), 50)(Object.values(value)),
  check: isTextOf(20_000),
});

export class LinkError extends Error {
  /** @param {LinkFault} fault */
  constructor(fault) {
    super(`link: ${fault}`);
    this.fault = fault;
  }
}

/** @param {string} fragment as `location.hash` gives it */
export const isCodeLink = (fragment) => fragment.startsWith(PREFIX);

/**
 * The fragment that carries a program.
 * @param {Shared} shared
 * @returns {Promise<string>}
 * @throws {LinkError} `tooLarge`, when the page would refuse to open the link
 */
export async function encodeLink(shared) {
  const json = new TextEncoder().encode(JSON.stringify(shared));
  if (json.length > UNFOLDED_LIMIT) throw new LinkError("tooLarge");
  const deflated = new Blob([json]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(deflated).arrayBuffer());
  const coded = toBase64Url(bytes);
  if (coded.length > CODED_LIMIT) throw new LinkError("tooLarge");
  return `${PREFIX}${VERSION}.${coded}`;
}

/**
 * The program that a fragment carries.
 * @param {string} fragment
 * @returns {Promise<Shared>}
 * @throws {LinkError}
 */
export async function decodeLink(fragment) {
  if (fragment.length > CODED_LIMIT + 100) throw new LinkError("tooLarge");
  // Some mail programs add padding or a space to what they take for a link's end.
  const match = /^#code=(\d+)\.([A-Za-z0-9_-]*)(?:=|%3D|%20|\s)*$/.exec(fragment);
  if (!match) throw new LinkError("broken");
  const [, version, coded] = match;
  if (version !== VERSION) throw new LinkError("version");
  return read(await unfold(fromBase64Url(/** @type {string} */ (coded))));
}

/** @param {Uint8Array<ArrayBuffer>} deflated */
async function unfold(deflated) {
  const reader = new Blob([deflated])
    .stream()
    .pipeThrough(new DecompressionStream("deflate-raw"))
    .getReader();
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
  let parsed;
  try {
    parsed = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    throw new LinkError("broken");
  }
  const files = readFiles(parsed?.files);
  if (!files) throw new LinkError("broken");
  /** @type {Shared} */
  const shared = { files };
  if (isName(parsed.example)) shared.example = parsed.example;
  if (isMoment(parsed.moment)) {
    const { card, kind, node, pinned, level, seed } = parsed.moment;
    shared.moment = { card, kind, node, pinned, level, seed };
  }
  if (isOwnLesson(parsed.lesson)) {
    const { title, text, hints, answers, check } = parsed.lesson;
    shared.lesson = { title, text, hints, answers, check };
  }
  return shared;
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

/**
 * The file format of a memory snapshot. Pyodide's own snapshot has all of Python's memory. Most of
 * that is zero, and much is as the WebAssembly itself makes it when it is instantiated: the base.
 * This file has a head, and the pieces of memory XOR base that are not zero.
 *
 * The head consists of 32-bit words: the mark, the head's length in bytes, the memory's length in
 * bytes, the base's length in bytes, the checksums of the base and of the pieces, the number of
 * pieces, then begin and end of each piece. After them comes the part of Pyodide's own file before
 * the memory: `_loadSnapshot` gets only this part, and `fill` restores the memory.
 */

const MARK = 0x7370_6d78;
/** The number of words before the pieces' bounds. */
const FIXED = 7;
/** The size of the blocks that are left out if they are all zero, in bytes; it divides the memory. */
const PAGE = 4096;
/** The most bytes of a head. */
export const HEAD_LIMIT = 65_536;

/**
 * @typedef {object} Head
 * @property {number} bytes  its own length
 * @property {number} memoryBytes
 * @property {number} baseBytes  from here on the base is zero
 * @property {number} baseSum
 * @property {number} sum  of the pieces
 * @property {[number, number][]} pieces  begin and end, in ascending order
 * @property {Uint8Array} start  the beginning of Pyodide's own file
 */

/**
 * @param {Uint8Array} snapshot  Pyodide's own: its second word is the offset of the memory
 * @param {Uint8Array} instantiated  the memory when the WebAssembly was instantiated
 * @returns {Uint8Array}
 */
export function toSparse(snapshot, instantiated) {
  const begin = new DataView(snapshot.buffer, snapshot.byteOffset).getUint32(4, true);
  const start = snapshot.subarray(0, begin);
  const memory = snapshot.slice(begin);
  const base = withoutZeros(instantiated);
  xor(memory, base);
  const pieces = findPieces(memory);
  const headBytes = 4 * (FIXED + 2 * pieces.length) + start.length;
  if (headBytes > HEAD_LIMIT) throw new RangeError(`a head of ${headBytes} bytes is too long`);
  const length = pieces.reduce((sum, [from, to]) => sum + to - from, headBytes);
  const file = new Uint8Array(length);
  let place = headBytes;
  for (const [from, to] of pieces) {
    file.set(memory.subarray(from, to), place);
    place += to - from;
  }
  new Uint32Array(file.buffer, 0, FIXED + 2 * pieces.length).set([
    MARK,
    headBytes,
    memory.length,
    base.length,
    checksum(base),
    checksum(file.subarray(headBytes)),
    pieces.length,
    ...pieces.flat(),
  ]);
  file.set(start, headBytes - start.length);
  return file;
}

/** Return whole words up to the last one that is not zero. @param {Uint8Array} memory */
function withoutZeros(memory) {
  const last = wordsOf(memory).findLastIndex((word) => word !== 0);
  return memory.subarray(0, 4 * (last + 1));
}

/** @param {Uint8Array} bytes  aligned, and of whole words */
const wordsOf = ({ buffer, byteOffset, length }) => new Int32Array(buffer, byteOffset, length >> 2);

/**
 * Return a number that any change of one word changes. It finds damage, not malice.
 * @param {Uint8Array} bytes  of whole words
 */
function checksum(bytes) {
  const words = wordsOf(bytes.byteOffset % 4 ? bytes.slice() : bytes);
  let sum = 1;
  for (let i = 0; i < words.length; i++) sum = (Math.imul(sum, 0x01000193) + (words[i] ?? 0)) | 0;
  return sum >>> 0;
}

/** @param {Uint8Array} memory  is changed @param {Uint8Array} base */
function xor(memory, base) {
  const [words, others] = [wordsOf(memory), wordsOf(base)];
  for (let i = 0; i < others.length; i++) words[i] = (words[i] ?? 0) ^ (others[i] ?? 0);
}

/** @param {Uint8Array} memory @returns {[number, number][]} */
function findPieces(memory) {
  /** @type {[number, number][]} */
  const pieces = [];
  for (let from = 0; from < memory.length; from += PAGE) {
    const to = Math.min(from + PAGE, memory.length);
    if (memory.subarray(from, to).every((byte) => byte === 0)) continue;
    const last = pieces.at(-1);
    if (last?.[1] === from) last[1] = to;
    else pieces.push([from, to]);
  }
  return pieces;
}

/**
 * @param {ArrayBuffer} beginning  of the file, at least the head
 * @returns {Head}
 * @throws {Error} if it is not such a file
 */
export function readHead(beginning) {
  const words = new Uint32Array(beginning, 0, beginning.byteLength >> 2);
  const [mark, bytes = 0, memoryBytes = 0, baseBytes = 0, baseSum = 0, sum = 0, count = 0] = words;
  if (mark !== MARK) throw new Error("no snapshot");
  const bounds = words.subarray(FIXED, FIXED + 2 * count);
  /** @type {[number, number][]} */
  const pieces = [];
  for (let i = 0; i < bounds.length; i += 2) pieces.push([bounds[i] ?? 0, bounds[i + 1] ?? 0]);
  const start = new Uint8Array(beginning).slice(bounds.byteOffset + bounds.byteLength, bytes);
  return { bytes, memoryBytes, baseBytes, baseSum, sum, pieces, start };
}

/**
 * Check that a file is as it was made.
 * @param {Head} head
 * @param {Uint8Array} file  the complete file
 * @throws {RangeError} if a byte is missing or wrong
 */
export function checkWhole({ bytes, sum, pieces }, file) {
  const length = pieces.reduce((total, [from, to]) => total + to - from, bytes);
  if (file.length !== length) throw new RangeError(`${file.length} bytes, expected ${length}`);
  if (checksum(file.subarray(bytes)) !== sum) throw new RangeError("a damaged snapshot");
}

/**
 * Restore a memory from a snapshot.
 * @param {Uint8Array} memory
 * @param {number} used  the offset from which on all bytes are zero already
 * @param {Head} head
 * @param {Uint8Array} file  the complete file
 * @param {Uint8Array} base  the memory's first `baseBytes` when the WebAssembly was instantiated
 * @throws {RangeError} if the file is damaged, or was made with another WebAssembly
 */
export function fill(memory, used, head, file, base) {
  checkWhole(head, file);
  if (checksum(base) !== head.baseSum) throw new RangeError("a snapshot of another WebAssembly");
  let place = head.bytes;
  let end = 0;
  for (const [from, to] of head.pieces) {
    memory.fill(0, end, Math.min(from, used));
    memory.set(file.subarray(place, place + to - from), from);
    place += to - from;
    end = to;
  }
  memory.fill(0, end, used);
  xor(memory, base);
}

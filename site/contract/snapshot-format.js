/**
 * The file format of a memory snapshot. Pyodide's own snapshot has all of Python's memory, and most
 * of that is zero. This file has a head and the pieces that are not zero.
 *
 * The head consists of 32-bit words: the mark, the head's length in bytes, the memory's length in
 * bytes, the number of pieces, then begin and end of each piece. After them comes the part of
 * Pyodide's own file before the memory: `_loadSnapshot` gets only this part, and `fill` restores
 * the memory.
 */

const MARK = 0x7370_6d67;
/** The size of the blocks that are left out if they are all zero, in bytes; it divides the memory. */
const PAGE = 4096;
/** The most bytes of a head. */
export const HEAD_LIMIT = 65_536;

/**
 * @typedef {object} Head
 * @property {number} bytes  its own length
 * @property {number} memoryBytes
 * @property {[number, number][]} pieces  begin and end, in ascending order
 * @property {Uint8Array} start  the beginning of Pyodide's own file
 */

/**
 * @param {Uint8Array} snapshot  Pyodide's own: its second word is the offset of the memory
 * @returns {Uint8Array}
 */
export function toSparse(snapshot) {
  const begin = new DataView(snapshot.buffer, snapshot.byteOffset).getUint32(4, true);
  const start = snapshot.subarray(0, begin);
  const memory = snapshot.subarray(begin);
  const pieces = findPieces(memory);
  const headBytes = 4 * (4 + 2 * pieces.length) + start.length;
  if (headBytes > HEAD_LIMIT) throw new RangeError(`a head of ${headBytes} bytes is too long`);
  const length = pieces.reduce((sum, [from, to]) => sum + to - from, headBytes);
  const file = new Uint8Array(length);
  new Uint32Array(file.buffer, 0, 4 + 2 * pieces.length).set([
    MARK,
    headBytes,
    memory.length,
    pieces.length,
    ...pieces.flat(),
  ]);
  file.set(start, headBytes - start.length);
  let place = headBytes;
  for (const [from, to] of pieces) {
    file.set(memory.subarray(from, to), place);
    place += to - from;
  }
  return file;
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
  const [mark, bytes = 0, memoryBytes = 0, count = 0] = words;
  if (mark !== MARK) throw new Error("no snapshot");
  const bounds = words.subarray(4, 4 + 2 * count);
  /** @type {[number, number][]} */
  const pieces = [];
  for (let i = 0; i < bounds.length; i += 2) pieces.push([bounds[i] ?? 0, bounds[i + 1] ?? 0]);
  const start = new Uint8Array(beginning).slice(bounds.byteOffset + bounds.byteLength, bytes);
  return { bytes, memoryBytes, pieces, start };
}

/**
 * Restore a memory from a snapshot.
 * @param {Uint8Array} memory
 * @param {number} used  the offset from which on all bytes are zero already
 * @param {Head} head
 * @param {Uint8Array} file  the complete file
 * @throws {RangeError} if the file is shorter than its head says
 */
export function fill(memory, used, { bytes, pieces }, file) {
  const length = pieces.reduce((sum, [from, to]) => sum + to - from, bytes);
  if (file.length !== length) throw new RangeError(`${file.length} bytes, expected ${length}`);
  let place = bytes;
  let end = 0;
  for (const [from, to] of pieces) {
    memory.fill(0, end, Math.min(from, used));
    memory.set(file.subarray(place, place + to - from), from);
    place += to - from;
    end = to;
  }
  memory.fill(0, end, used);
}

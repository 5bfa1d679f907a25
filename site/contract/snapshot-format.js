/**
 * A memory snapshot without the empty half: what Pyodide makes holds all of Python's memory, and
 * most of that was never written to. The file is a head and the pieces that are not zero.
 *
 * Words of the head: the mark, the head's bytes, the memory's bytes, the number of pieces, then
 * begin and end of each piece. After them comes the beginning of Pyodide's own file, before the
 * memory: what `_loadSnapshot` takes when the memory itself is put in place by `fill`.
 */

const MARK = 0x7370_6d67;
/** Zeros that are worth leaving out, in bytes; it divides the memory. */
const PAGE = 4096;
/** Within these bytes the head ends. */
export const HEAD_LIMIT = 65_536;

/**
 * @typedef {object} Head
 * @property {number} bytes  its own length
 * @property {number} memoryBytes
 * @property {[number, number][]} pieces  begin and end, in ascending order
 * @property {Uint8Array} start  the beginning of Pyodide's own file
 */

/**
 * @param {Uint8Array} snapshot  as Pyodide makes it: its second word says where the memory begins
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
 * @throws {Error} when it is no such file
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
 * Make a memory what it was.
 * @param {Uint8Array} memory
 * @param {number} used  where the bytes begin that are zero already
 * @param {Head} head
 * @param {Uint8Array} file  the whole of it
 * @throws {RangeError} when the file is shorter than its head says
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

/**
 * Pack a file by Zstandard; run by build/python_parts.py, under Node:
 *
 *     node build/pack.js FILE OUT
 */

import { readFile, writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { constants, zstdCompress } from "node:zlib";

const [from, to] = process.argv.slice(2);
if (from === undefined || to === undefined) throw new Error("what, and where to?");
const content = await readFile(from);
const params = {
  [constants.ZSTD_c_compressionLevel]: 22,
  // The browser's unpacker moves so many bytes for each block: a larger window makes it slow.
  [constants.ZSTD_c_windowLog]: 22,
};
const options = { params, pledgedSrcSize: content.length };
await writeFile(to, await promisify(zstdCompress)(content, options));

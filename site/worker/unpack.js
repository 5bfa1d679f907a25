/**
 * Unpacks the snapshot, while it arrives: it is packed by Zstandard, which browsers can't unpack yet.
 */

import { Decompress } from "fzstd";

/**
 * A stream that unpacks what is written to it; it fails if that is not whole.
 * @returns {TransformStream<Uint8Array, Uint8Array<ArrayBuffer>>}
 */
export function unpacking() {
  /** @type {Decompress} */
  let unpacker;
  return new TransformStream({
    start(controller) {
      unpacker = new Decompress((chunk) => {
        controller.enqueue(/** @type {Uint8Array<ArrayBuffer>} */ (chunk));
      });
    },
    transform(chunk) {
      unpacker.push(chunk);
    },
    flush() {
      unpacker.push(new Uint8Array(), true);
    },
  });
}

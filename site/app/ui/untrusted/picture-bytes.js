/**
 * The bytes of a picture that came as base64, and its size, read from its head: one that unfolds to
 * more than a screen can show is not decoded unasked.
 */

const CHUNK = 65_536;

/** @param {string} coded base64 @returns {Uint8Array<ArrayBuffer> | null} null if it is none */
export function bytesOf(coded) {
  try {
    const { fromBase64 } = /** @type {any} */ (Uint8Array);
    if (fromBase64) return fromBase64.call(Uint8Array, coded);
    const binary = atob(coded);
    const bytes = new Uint8Array(binary.length);
    for (let i = 0; i < bytes.length; i += 1) bytes[i] = binary.charCodeAt(i);
    return bytes;
  } catch {
    return null;
  }
}

/**
 * @param {Uint8Array} bytes  of a PNG or a JPEG
 * @returns {{width: number, height: number} | null} null if it is neither
 */
export function sizeOf(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length > 24 && view.getUint32(0) === 0x89504e47)
    return { width: view.getUint32(16), height: view.getUint32(20) };
  if (bytes.length > 4 && view.getUint16(0) === 0xffd8) return sizeOfJpeg(view);
  return null;
}

/** The size stands in the frame's head, behind others whose lengths are told. @param {DataView} view */
function sizeOfJpeg(view) {
  for (let at = 2; at + 9 < Math.min(view.byteLength, 16 * CHUNK); ) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return null;
}

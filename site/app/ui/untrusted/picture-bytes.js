/**
 * Decodes a picture from base64, and reads its size from its header: a picture that is too large is
 * not decoded by the browser without asking.
 */

const CHUNK = 65_536;

/** @param {string} coded base64 @returns {Uint8Array<ArrayBuffer> | null} null if it is not base64 */
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

/** Read the size from the frame's header, which follows segments with known lengths. @param {DataView} view */
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

/**
 * What the page and its workers know of a file that the build made.
 */

/** Its size, and its hash as `fetch` takes it. @typedef {{bytes: number, integrity: string}} Content */
/** A file as it is on the server. @typedef {Content & {path: string}} BuiltFile */
/** A file that is packed by Zstandard. @typedef {BuiltFile & {unpacked: Content}} PackedFile */

/** The header by which the service worker says that it has unpacked a file already. */
export const UNPACKED = "x-unpacked";

/**
 * Whether bytes have the hash of the build. On plain http, hashing is not available, and only the
 * length is checked.
 * @param {ArrayBuffer} content
 * @param {Content} built
 */
export async function isAsBuilt(content, { bytes, integrity }) {
  if (content.byteLength !== bytes) return false;
  if (!crypto.subtle) return true;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  return `sha256-${btoa(String.fromCharCode(...digest))}` === integrity;
}

/**
 * Fetches packages of Pyodide's distribution for a program, and keeps them in the browser: the next
 * program needs no network for them. Loaded when a program first imports one.
 *
 * A worker without an origin would not reach what is kept, so it asks the page. The page fetches only
 * what the site's own lock file names, and keeps only what has its hash.
 */

const KEPT = "micrograd-packages ";

/** @param {string} lock  the site's lock file */
function listed(lock) {
  /** @type {{packages: Record<string, {file_name: string, sha256: string}>}} */
  const { packages } = JSON.parse(lock);
  return new Map(Object.values(packages).map((each) => [each.file_name, each.sha256]));
}

/** @type {Map<string, string> | undefined} */
let hashes;

/** Open the cache of a distribution, and drop those of others. @param {string} url  of a package */
async function openKept(url) {
  try {
    const name = KEPT + new URL(".", url).href;
    for (const other of await caches.keys())
      if (other.startsWith(KEPT) && other !== name) await caches.delete(other);
    return await caches.open(name);
  } catch {
    return null;
  }
}

/**
 * @param {string} url
 * @param {string} lock
 * @param {(bytes: number) => void} onBytes  called as they arrive from the network
 * @returns {Promise<ArrayBuffer | null>} null if it is no package of the lock file, did not come, or
 *   has another hash
 */
export async function fetchPackage(url, lock, onBytes) {
  hashes ??= listed(lock);
  const hash = hashes.get(url);
  if (hash === undefined || !url.startsWith("https:")) return null;
  const kept = await openKept(url);
  const found = await kept?.match(url).catch(() => undefined);
  const bytes = found && (await found.arrayBuffer());
  if (bytes && (await isRight(bytes, hash))) return bytes;
  try {
    const response = await fetch(url, { credentials: "omit", referrerPolicy: "no-referrer" });
    if (!response.ok) return null;
    const counter = new TransformStream({
      transform(/** @type {Uint8Array} */ chunk, controller) {
        onBytes(chunk.byteLength);
        controller.enqueue(chunk);
      },
    });
    const fetched = await new Response(response.body?.pipeThrough(counter)).arrayBuffer();
    if (!(await isRight(fetched, hash))) return null;
    // Where the browser is full, the package is only not kept.
    await kept?.put(url, new Response(fetched)).catch(() => {});
    return fetched;
  } catch {
    return null;
  }
}

/** Python checks it too; without `crypto.subtle`, on plain http, only Python does. @param {ArrayBuffer} bytes @param {string} hash */
async function isRight(bytes, hash) {
  if (!crypto.subtle) return true;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("") === hash;
}

/**
 * Keeps the contents of the visitor's data files. A program's files have only a reference to a
 * content, `data:<id>:<bytes>`, so drafts stay small, and equal contents are kept once.
 *
 * The browser keeps them in IndexedDB, which no program reaches: programs run without an origin. What
 * no draft refers to any more is removed. If the browser keeps nothing, they last as long as the page.
 */

const NAME = "micrograd.data.1";
/** Another tab may not have stored the draft yet, and a removed file may be wanted back. */
const UNUSED_MS = 3_600_000;

/** @typedef {{id: string, bytes: Uint8Array<ArrayBuffer>, time: number}} Kept */

/** @param {string} reference */
export const sizeOf = (reference) => Number(reference.split(":")[2]);
const idOf = (/** @type {string} */ reference) => reference.split(":")[1] ?? "";

/**
 * @param {IDBFactory | null} factory  null: the page stores nothing
 * @param {() => string[]} inUse  the references in the drafts and in the editor
 */
export function createDataStore(factory, inUse) {
  /** @type {Map<string, Uint8Array<ArrayBuffer>>} */
  const known = new Map();
  const base = factory ? open(factory) : null;

  /**
   * @template T
   * @param {IDBTransactionMode} mode
   * @param {(store: IDBObjectStore) => IDBRequest<T>} act
   * @returns {Promise<T | undefined>} undefined also if it was refused
   */
  async function request(mode, act) {
    try {
      const store = (await base)?.transaction(NAME, mode).objectStore(NAME);
      return store && (await settled(act(store)));
    } catch {
      return undefined;
    }
  }

  async function sweep() {
    const used = new Set(inUse().map(idOf));
    const old = Date.now() - UNUSED_MS;
    const ids = await request("readonly", (store) => store.getAllKeys());
    for (const id of ids ?? []) {
      if (used.has(String(id))) continue;
      const kept = await request("readonly", (store) => store.get(id));
      if (kept && kept.time < old) await request("readwrite", (store) => store.delete(id));
    }
  }

  return {
    /**
     * @param {Uint8Array<ArrayBuffer>} bytes
     * @returns {Promise<{reference: string, isStored: boolean}>} `isStored`: also after the page is closed
     */
    async put(bytes) {
      const id = await nameOf(bytes);
      known.set(id, bytes);
      await sweep();
      const put = await request("readwrite", (store) => store.put({ id, bytes, time: Date.now() }));
      return { reference: `data:${id}:${bytes.length}`, isStored: put !== undefined };
    },

    /** @param {string} reference @returns {Promise<Uint8Array<ArrayBuffer> | undefined>} undefined if it is kept no more */
    async get(reference) {
      const id = idOf(reference);
      const bytes =
        known.get(id) ??
        /** @type {Kept | undefined} */ (await request("readonly", (store) => store.get(id)))
          ?.bytes;
      if (bytes) known.set(id, bytes);
      return bytes;
    },
  };
}

/** @param {IDBFactory} factory @returns {Promise<IDBDatabase | null>} */
function open(factory) {
  return new Promise((resolve) => {
    try {
      const asked = factory.open(NAME, 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore(NAME, { keyPath: "id" });
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => resolve(null);
    } catch {
      resolve(null);
    }
  });
}

/** @template T @param {IDBRequest<T>} asked @returns {Promise<T>} */
const settled = (asked) =>
  new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });

/** Return a content's hash; where a page has none, on plain http, a random name. @param {Uint8Array<ArrayBuffer>} bytes */
async function nameOf(bytes) {
  const digest = crypto.subtle
    ? new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))
    : crypto.getRandomValues(new Uint8Array(32));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Fetches a module or a data file when it is first needed. It tries twice, and again at the next
 * use. After a deployment the host no longer has the old version's files: then the page is out of
 * date, and needs a reload.
 */

/** @type {(isOutOfDate: boolean) => void} */
let tellMissing = () => {};

/** @param {(isOutOfDate: boolean) => void} tell  tells the visitor that something could not be fetched */
export function onMissing(tell) {
  tellMissing = tell;
}

/**
 * @template T
 * @param {() => Promise<T>} fetchIt
 * @param {{isQuiet?: boolean}} [options]  `isQuiet`: don't tell the visitor if it fails
 * @returns {() => Promise<T | undefined>} returns it, fetched once; undefined if it can't be fetched
 */
export function lazily(fetchIt, { isQuiet = false } = {}) {
  /** @type {Promise<T | undefined> | undefined} */
  let coming;

  async function failed() {
    coming = undefined;
    if (!isQuiet) tellMissing(await isOutOfDate());
    return undefined;
  }

  return () => {
    coming ??= fetchIt().catch(fetchIt).catch(failed);
    return coming;
  };
}

/** @param {string} path  of a file of the site @returns {Promise<any>} */
export async function fetchJson(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

/** Whether the host has another version of the page. */
async function isOutOfDate() {
  const script = document.querySelector("script[src*='app/main']")?.getAttribute("src");
  try {
    const response = await fetch(location.pathname, { cache: "no-store" });
    return response.ok && script != null && !(await response.text()).includes(script);
  } catch {
    return false;
  }
}

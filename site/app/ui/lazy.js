/**
 * What comes when it is first asked for: a module, or a file of data. It is tried twice, and again
 * when it is asked for again. After a deployment the files of the old version are gone from the
 * host: then the page is out of date, and only a reload brings them.
 */

/** @type {(isOutOfDate: boolean) => void} */
let tellMissing = () => {};

/** @param {(isOutOfDate: boolean) => void} tell  the visitor, that something asked for did not come */
export function onMissing(tell) {
  tellMissing = tell;
}

/**
 * @template T
 * @param {() => Promise<T>} fetchIt
 * @param {{isQuiet?: boolean}} [options]  nobody asked for it in so many words
 * @returns {() => Promise<T | undefined>} gives it, fetched once; undefined where it does not come
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

/** Whether the host has another version of the page than this. */
async function isOutOfDate() {
  const script = document.querySelector("script[src*='app/main']")?.getAttribute("src");
  try {
    const response = await fetch(location.pathname, { cache: "no-store" });
    return response.ok && script != null && !(await response.text()).includes(script);
  } catch {
    return false;
  }
}

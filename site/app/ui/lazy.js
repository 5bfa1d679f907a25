/**
 * What comes when it is first asked for: a module, or a file of data. What does not come is fetched
 * once more past the browser's caches, and again when it is asked for again. After a deployment the
 * files of the old version are gone from the host: then the page is out of date, and only a reload
 * brings them.
 */

/** @typedef {"notFetched" | "refused" | "outOfDate"} Missing  why it does not come: the host does not answer; it does, but the part does not work; it has another version of the page */

/** @type {(why: Missing) => () => void} */
let tellMissing = () => () => {};

/** @param {typeof tellMissing} tell  the visitor, that something asked for did not come; gives what takes that back */
export function onMissing(tell) {
  tellMissing = tell;
}

/** The hashes that the build has written into the page, by the names of the files. @returns {Record<string, string>} */
function hashes() {
  const map = document.querySelector("script[type=importmap]")?.textContent;
  return JSON.parse(map || "{}").integrity ?? {};
}

/** The names of the files that the page's code loads. */
export const builtNames = () => Object.keys(hashes());

/** @param {string} url */
const hashOf = (url) => hashes()[`./app/${url.split("/").pop()}`];

/**
 * Fetch a file of the site. A host's word that it is missing has another hash.
 * @param {string} url
 * @param {RequestInit} [init]
 */
const fetchBuilt = (url, init) => fetch(url, { ...init, integrity: hashOf(url) });

/** @param {string} path  of a file of data @param {RequestInit} [init] @returns {Promise<any>} */
export const fetchJson = async (path, init) => (await fetchBuilt(path, init)).json();

/**
 * Fetch a module and what it imports past the browser's caches, which then have it as it was built.
 * @param {string} url
 * @param {Set<string>} [seen]
 */
async function renew(url, seen = new Set()) {
  if (seen.has(url)) return;
  seen.add(url);
  const code = await (await fetchBuilt(url, { cache: "reload" })).text();
  const imported = [...code.matchAll(/(?:from|import)"(\.\/[^"]+)"/g)];
  await Promise.all(imported.map(([, path = ""]) => renew(new URL(path, url).href, seen)));
}

/**
 * Load what did not come once more. Firefox never asks again for a module that failed: it then gets
 * another address. What such a module imports keeps its own, and may need a reload of the page.
 * @template T
 * @param {(init?: RequestInit) => Promise<T>} load
 * @returns {Promise<T>}
 */
async function loadAgain(load) {
  const path = /import\("(.+?)"\)/.exec(String(load))?.[1];
  if (!path) return load({ cache: "reload" });
  const url = new URL(path, import.meta.url).href;
  await renew(url);
  return load().catch(() => import(`${url}?again=${Date.now()}`));
}

/** @returns {Promise<Missing>} */
async function whyMissing() {
  const own = document.querySelector("script[src*='app/main']")?.getAttribute("src");
  try {
    const page = await (await fetch(location.pathname, { cache: "no-store" })).text();
    const there = /app\/main[-\w]*[.]js/.exec(page)?.[0];
    if (!there) return "notFetched";
    return there === own ? "refused" : "outOfDate";
  } catch {
    return "notFetched";
  }
}

/**
 * @template T, [Made=T]
 * @param {(init?: RequestInit) => Promise<T>} load  is `import("…")` and no more, or fetches data
 * @param {(it: T) => Made} [make]  of it what is wanted
 * @returns {(options?: {isQuiet?: boolean}) => Promise<Made | undefined>} gives it, loaded once; undefined where it does not come. `isQuiet`: nobody asked for it in so many words
 */
export function lazily(load, make = (it) => /** @type {any} */ (it)) {
  /** @type {Promise<Made | undefined> | undefined} */
  let coming;
  let isAsked = false;
  let takeBack = () => {};

  async function come() {
    const made = make(await load().catch(() => loadAgain(load)));
    takeBack();
    return made;
  }

  async function failed() {
    coming = undefined;
    if (isAsked) takeBack = tellMissing(await whyMissing());
    isAsked = false;
    return undefined;
  }

  return ({ isQuiet = false } = {}) => {
    isAsked ||= !isQuiet;
    coming ??= come().catch(failed);
    return coming;
  };
}

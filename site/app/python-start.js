/**
 * Begins what takes longest, before the page's own code is there: a small module of its own, which
 * the page loads first. `main.js` takes over from it.
 */

import { fetchPythonParts } from "./python/parts.js";
import { Runtime } from "./python/runtime.js";
import { readEmbedding, whenWanted } from "./shell/embed.js";
import { lazily } from "./ui/lazy.js";

/** @type {PromiseWithResolvers<typeof import("./cards.js")>} */
const { promise, resolve } = Promise.withResolvers();

/** The code of the cards, which no run begins without: it comes after the page, before Python. */
export const cards = promise;

const loadCards = lazily(() => import("./cards.js"));

async function fetchCards() {
  const code = await loadCards();
  if (!code) throw new Error("the code of the cards did not come");
  return code;
}

/** @type {import("./python/runtime.js").FetchParts} */
function fetchParts(onProgress) {
  const fetched = fetchPythonParts(onProgress);
  const code = pageIsRead().then(fetchCards);
  code.then(resolve, () => {});
  const parts = Promise.all([fetched.parts, code]).then(([arrived]) => arrived);
  // Who waits for it hears of a failure; until someone does, it must not count as unheard.
  parts.catch(() => {});
  return { ...fetched, parts };
}

/** @returns {Promise<unknown>} */
const pageIsRead = () =>
  new Promise((done) => {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", done);
    else done(null);
  });

export const runtime = new Runtime({ fetchParts });

/** Settled when Python is there, or has failed. Many pages may be embedded in one: each waits. */
export const booted = readEmbedding(location.search)
  ? whenWanted().then(() => runtime.boot())
  : runtime.boot();

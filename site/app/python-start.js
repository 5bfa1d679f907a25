/**
 * Begins to fetch Python, which takes longest, before the page's own code is loaded: the page loads
 * this small module first. `main.js` goes on with it.
 */

import { fetchPythonParts } from "./python/parts.js";
import { Runtime } from "./python/runtime.js";
import { readEmbedding, whenWanted } from "./shell/embed.js";
import { lazily } from "./ui/lazy.js";

/** @type {PromiseWithResolvers<typeof import("./cards.js")>} */
const { promise, resolve } = Promise.withResolvers();

/** The code of the cards, loaded after the page and before Python; no run begins without it. */
export const cardsCode = promise;

const loadCards = lazily(() => import("./cards.js"));

async function fetchCards() {
  const code = await loadCards({ isQuiet: true });
  if (!code) throw new Error("the code of the cards did not come");
  return code;
}

/** @type {import("./python/runtime.js").FetchParts} */
function fetchParts(onProgress) {
  const fetched = fetchPythonParts(onProgress);
  const code = pageIsRead().then(fetchCards);
  code.then(resolve, () => {});
  const parts = Promise.all([fetched.parts, code]).then(([arrived]) => arrived);
  // Whoever awaits it handles a failure; until then it must not count as an unhandled rejection.
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

/** Settles when Python is ready or has failed. An embedded page waits until it is used. */
export const booted = readEmbedding(location.search)
  ? whenWanted().then(() => runtime.boot())
  : runtime.boot();

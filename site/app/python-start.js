/**
 * Begins to fetch Python, which takes longest, before the page's own code is loaded: the page loads
 * this small module first. `main.js` goes on with it.
 */

import { fetchPythonParts } from "./python/parts.js";
import { Runtime } from "./python/runtime.js";
import { fetchRecording, firstExample } from "./recordings.js";
import { readEmbedding, watchUse } from "./shell/embed.js";
import { lazily } from "./ui/lazy.js";

/** @type {PromiseWithResolvers<typeof import("./cards.js")>} */
const { promise, resolve } = Promise.withResolvers();

/** The code of the cards, loaded after the page and before Python; no run begins without it. */
export const cardsCode = promise;

/** @type {Promise<unknown> | undefined} */
let archives;

const loadCards = lazily(() => import("./cards.js"));

async function fetchCards() {
  const code = await loadCards({ isQuiet: true });
  if (!code) throw new Error("the code of the cards did not come");
  return code;
}

/** What is seen first may hold up Python's files this long, if the host does not answer. */
const HEAD_START_MS = 5_000;

/** Settles when the scripts that the page asks for at once have come, though they may not have run. */
const scriptsHaveCome = () =>
  new Promise((done) => {
    new PerformanceObserver((_, observer) => {
      /** @type {NodeListOf<HTMLLinkElement>} */
      const links = document.querySelectorAll("link[rel=modulepreload]");
      const hasCome = [...links].every(({ href }) => performance.getEntriesByName(href)[0]);
      // Without a body, more links may follow.
      if (!document.body || !hasCome) return;
      observer.disconnect();
      done(null);
    }).observe({ type: "resource", buffered: true });
  });

/** Fetch what the first example shows before Python is there. @returns {Promise<unknown>} settled when it is there, or late */
function fetchFirst() {
  const id = firstExample();
  if (id === undefined) return Promise.resolve();
  const code = fetchCards();
  code.then(resolve, () => {});
  const late = new Promise((done) => setTimeout(done, HEAD_START_MS));
  // Python starts while they run: it has a thread of its own, and must only not take their bandwidth.
  const first = Promise.allSettled([fetchRecording(id), Promise.race([code, scriptsHaveCome()])]);
  // What this machine has takes no bandwidth from it.
  return navigator.serviceWorker?.controller ? Promise.resolve() : Promise.race([first, late]);
}

const first = fetchFirst();

/** @type {import("./python/runtime.js").FetchParts} */
async function fetchParts(onProgress) {
  const fetched = fetchPythonParts(onProgress, first);
  const code = pageIsRead().then(fetchCards);
  code.then(resolve, () => {});
  const module = Promise.all([fetched.module, code]).then(([compiled]) => compiled);
  archives = fetched.archives();
  // Whoever awaits it handles a failure; until then it must not count as an unhandled rejection.
  module.catch(() => {});
  return { ...fetched, module };
}

/** @returns {Promise<unknown>} */
const pageIsRead = () =>
  new Promise((done) => {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", done);
    else done(null);
  });

export const runtime = new Runtime({ fetchParts });

/** Settles when Python is ready or has failed. */
export const { booted } = runtime;

/** Settles when no file of Python's is on its way any more. */
export const fetchedAll = booted.then(() => archives);

/** Whether recorded results of the program are shown, or on their way: nobody needs Python for them. */
export const recordedResults = { isEnough: firstExample() !== undefined };

/** @type {{connection?: {saveData: boolean}}} */
const { connection } = /** @type {any} */ (navigator);
// An embedded page waits until it is used; to save data, every page waits for a run.
if (readEmbedding(location.search))
  watchUse(() => {
    const isWanted = runtime.isAsleep && !recordedResults.isEnough && !connection?.saveData;
    if (isWanted) void runtime.boot();
  });
else if (!connection?.saveData) void runtime.boot();

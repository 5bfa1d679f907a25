/**
 * Begins what takes longest, before the page's own code is there: a small module of its own, which
 * the page loads first. `main.js` takes over from it.
 */

import { readEmbedding, whenWanted } from "./embed.js";
import { fetchPythonParts } from "./python-parts.js";
import { Runtime } from "./runtime.js";

export const runtime = new Runtime({ fetchParts: fetchPythonParts });

/** Settled when Python is there, or has failed. Many pages may be embedded in one: each waits. */
export const booted = readEmbedding(location.search)
  ? whenWanted().then(() => runtime.boot())
  : runtime.boot();

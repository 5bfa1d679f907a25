/**
 * Fetches the reference of names, a file of the site, once, when it is first needed.
 */

import built from "built-files";
import { fetchJson, lazily } from "../ui/lazy.js";

const load = lazily((init) => fetchJson(built.reference, init));

/** @type {() => Promise<import("./scope.js").Reference | undefined>} undefined if it can't be fetched now */
export const fetchReference = () => load({ isQuiet: true });

/**
 * Keeps one version of the site in the browser, so that later visits need no network.
 *
 * A version is installed completely or not at all: every file must have the hash that the build
 * wrote down. The page and its files come from one cache, so two versions never mix. A new version
 * waits until the page of the old version asks for it or is closed.
 */

import { files, version } from "built-precache";
import { UNPACKED } from "../contract/unpacked.js";

const scope = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

// Other sites may use the same origin, with other paths.
const PREFIX = `micrograd-playground ${scope.registration.scope} `;
const CACHE = PREFIX + version;
const PAGE = new URL("./", scope.registration.scope).href;

/** Fetch every file of this version, or take it from the cache of an older version. */
async function install() {
  const cache = await caches.open(CACHE);
  const place = async (
    /** @type {(typeof files)[number]} */ { path, integrity, isNamedByHash, isPacked },
  ) => {
    const url = new URL(path, PAGE).href;
    const kept = isNamedByHash ? await caches.match(url) : undefined;
    const mode = isNamedByHash ? "default" : "no-cache";
    const response = kept ?? (await fetch(url, { integrity, cache: mode }));
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    await cache.put(url, isPacked && !kept ? unpacked(response) : response);
  };
  try {
    await Promise.all(files.map(place));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

/** Unpack a file that the page would otherwise unpack at every visit. @param {Response} response */
function unpacked({ body }) {
  const stream = body?.pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream, { headers: { [UNPACKED]: "true" } });
}

/** Drop older versions, unless another tab may still show one of them. */
async function sweep() {
  const pages = await scope.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (pages.length > 1) return;
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(names.map((name) => caches.delete(name)));
}

/**
 * Fetch a file again, and replace the damaged one in the cache.
 * @param {Cache} cache
 * @param {string} url
 * @param {Request} request
 */
async function mended(cache, url, request) {
  const response = await fetch(request);
  const file = files.find(({ path }) => new URL(path, PAGE).href === url);
  // Packed files are in the cache unpacked: the page can do without them until the next install.
  if (response.ok && file && !file.isPacked) await cache.put(url, response.clone());
  return response;
}

/** @param {Request} request */
async function answer(request) {
  const { origin, pathname } = new URL(request.url);
  const url = origin + pathname.replace(/index\.html$/, "");
  const cache = await caches.open(CACHE);
  // The page requests a damaged file again with this mode.
  if (request.cache === "reload" && request.mode !== "navigate") return mended(cache, url, request);
  return (await cache.match(url)) ?? (await caches.match(url)) ?? fetch(request);
}

scope.addEventListener("install", (event) => event.waitUntil(install()));

scope.addEventListener("activate", (event) => {
  event.waitUntil(Promise.all([scope.clients.claim(), sweep()]));
});

scope.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(PAGE)) return;
  event.respondWith(answer(request));
  if (request.mode === "navigate") event.waitUntil(sweep());
});

scope.addEventListener("message", (event) => {
  if (event.data === "take over") void scope.skipWaiting();
});

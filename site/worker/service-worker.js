/**
 * Keeps one version of the site in the browser, so that later visits need no network.
 *
 * A version is installed completely or not at all: every file must have the hash that the build
 * wrote down. The page and its files come from one cache, so two versions never mix. A new version
 * waits until the page of the old version asks for it or is closed.
 */

import { files, version } from "built-precache";
import { UNPACKED } from "../contract/built-file.js";
import { unpacking } from "../contract/unpack.js";

const scope = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

// Other sites may use the same origin, with other paths.
const PREFIX = `micrograd-playground ${scope.registration.scope} `;
const CACHE = PREFIX + version;
const PAGE = new URL("./", scope.registration.scope).href;

/** @typedef {(typeof files)[number]} File */

const urlOf = (/** @type {File} */ { path }) => new URL(path, PAGE).href;
const ownCache = () => caches.open(CACHE);

/** Keep every file of this version, or none. */
async function install() {
  // The same version may be at work already, and then this cache is its own.
  const isNew = !(await caches.has(CACHE));
  try {
    await Promise.all(files.map(keep));
  } catch (error) {
    if (isNew) await caches.delete(CACHE);
    throw error;
  }
}

/** Fetch the files that are missing: a browser that lacks space may have dropped them. */
async function complete() {
  const kept = new Set((await (await ownCache()).keys()).map(({ url }) => url));
  await Promise.allSettled(files.filter((file) => !kept.has(urlOf(file))).map(keep));
}

/** Take a file from the cache of an older version, or fetch it. @param {File} file */
async function keep(file) {
  const kept = await caches.match(urlOf(file));
  if (kept && (await isAsBuilt(kept.clone(), file)))
    await (await ownCache()).put(urlOf(file), kept);
  else await bring(file, file.isNamedByHash ? "default" : "no-cache");
}

/** Whether a kept file has the hash that the build wrote down. @param {Response} kept @param {File} file */
async function isAsBuilt(kept, { integrity, unpacked = { integrity, type: "" } }) {
  const digest = await crypto.subtle.digest("SHA-256", await kept.arrayBuffer());
  return `sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}` === unpacked.integrity;
}

/**
 * Fetch a file and keep it, if it has its hash. If it has another one, a cache of the browser may be
 * the cause: then it is fetched once more, past these caches.
 * @param {File} file
 * @param {RequestCache} mode
 */
async function bring(file, mode) {
  const ask = (/** @type {RequestCache} */ cache) =>
    fetch(urlOf(file), { integrity: file.integrity, cache });
  const fetched = await ask(mode).catch(() => ask("reload"));
  const response = file.unpacked ? unpack(fetched, file.unpacked.type) : fetched;
  await (await ownCache()).put(urlOf(file), response.clone());
  return response;
}

/** Unpack a file that the page would otherwise unpack at every visit. @param {Response} response @param {string} type */
function unpack({ body }, type) {
  const headers = { [UNPACKED]: "true", "content-type": type };
  return new Response(body?.pipeThrough(unpacking()), { headers });
}

/** Drop older versions, unless another tab may still show one of them. A newer one may be waiting. */
async function sweep() {
  const pages = await scope.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (pages.length > 1) return;
  // Names come in the order in which the caches were made.
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
  const older = names.filter((_, index) => index < names.indexOf(CACHE));
  await Promise.all(older.map((name) => caches.delete(name)));
}

/** @param {Request} request */
async function answer(request) {
  const { origin, pathname } = new URL(request.url);
  const url = origin + pathname.replace(/index\.html$/, "");
  // The page requests a damaged file again with this mode.
  const isDamaged = request.cache === "reload" && request.mode !== "navigate";
  const kept = isDamaged
    ? undefined
    : ((await caches.match(url, { cacheName: CACHE })) ?? (await caches.match(url)));
  if (kept) return kept;
  const file = files.find((each) => urlOf(each) === url);
  if (!file?.isNamedByHash) return fetch(request);
  return bring(file, isDamaged ? "reload" : "default").catch(() => fetch(request));
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
  if (event.data === "complete") event.waitUntil(complete());
});

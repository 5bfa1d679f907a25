/**
 * Fetches a program from an address, which a link names: `#url=https://…`. It is only shown. Loaded
 * with the code that opens files.
 */

import { later } from "../words/later.js";

/** The longest time that an address may take. */
const DEADLINE_MS = 20_000;

/** The most characters of an address in a sentence. */
const MOST_SHOWN = 300;

const words = later.address;

/** Why there is no program. */
export class AddressError extends Error {}

/**
 * Return where the text of a file is: a page of GitHub shows it among other things.
 * @param {string} address
 * @throws {AddressError} if it is no address on the Web
 */
export function rawAddress(address) {
  // Some programs escape what stands in a link.
  if (/^https%3a/i.test(address)) return rawAddress(decodeURIComponent(address));
  if (!URL.canParse(address) || new URL(address).protocol !== "https:")
    throw new AddressError(words.noAddress);
  const url = new URL(address);
  const { hostname, pathname } = url;
  const file = /^(\/[^/]+\/[^/]+)\/(?:blob|raw)\/(.+)$/.exec(pathname);
  if (hostname === "github.com" && file)
    return new URL(`https://raw.githubusercontent.com${file[1]}/${file[2]}`);
  if (hostname === "gist.github.com" && /^\/[^/]+\/[0-9a-f]+\/?$/.test(pathname))
    return new URL(`https://gist.githubusercontent.com${pathname.replace(/\/$/, "")}/raw`);
  return url;
}

/**
 * @param {string} address
 * @param {(name: string) => number} most  bytes of a file with this name
 * @returns {Promise<{file: File, from: string}>} `from`: where it came from in the end
 * @throws {AddressError} with a sentence
 */
export async function fetchProgram(address, most) {
  const url = rawAddress(address);
  const signal = AbortSignal.timeout(DEADLINE_MS);
  /** @param {unknown} error */
  const inWords = (error) =>
    new AddressError(
      signal.aborted
        ? words.endless(DEADLINE_MS / 1_000)
        : error instanceof AddressError
          ? error.message
          : words.unreachable(url.host),
    );
  try {
    // The host learns neither who asks nor from which page.
    const response = await fetch(url, {
      signal,
      credentials: "omit",
      referrerPolicy: "no-referrer",
    });
    if (!response.ok) throw new AddressError(words.status(url.host, response.status));
    if (/html/i.test(response.headers.get("content-type") ?? ""))
      throw new AddressError(words.html);
    const from = response.url || url.href;
    const name = nameIn(from, url);
    const bytes = await readUpTo(response, most(name));
    return { file: new File(bytes, name), from: from.slice(0, MOST_SHOWN) };
  } catch (error) {
    throw inWords(error);
  }
}

/** @param {Response} response @param {number} most @throws {AddressError} */
async function readUpTo(response, most) {
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const parts = [];
  let length = 0;
  const reader = response.body?.getReader();
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
    if (done || !value) return parts;
    length += value.length;
    if (length > most) {
      reader?.cancel().catch(() => {});
      throw new AddressError(later.notebooks.faults.tooLong);
    }
    parts.push(/** @type {Uint8Array<ArrayBuffer>} */ (value));
  }
}

/** Return the file's name; what was asked for says more of the kind than where it led. @param {string} from @param {URL} asked */
function nameIn(from, asked) {
  const names = [asked.pathname, new URL(from).pathname].map(
    (path) => path.split("/").at(-1) ?? "",
  );
  return names.find((name) => /\.(?:py|ipynb)$/i.test(name)) ?? names[0] ?? "";
}

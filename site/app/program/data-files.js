/**
 * The visitor's data beside the program: tables, texts, arrays and pictures, which the program opens
 * by their names. Loaded when a program first has one.
 */

import { isDataName, MOST_FILES } from "../../contract/files.js";
import { LinkError, UNFOLDED_LIMIT } from "../../contract/link.js";
import { later } from "../words/later.js";
import { createDataStore, sizeOf } from "./data-store.js";

/** @typedef {import("../../contract/protocol.js").Files} Files */
/** @typedef {import("../../contract/link.js").SharedData} SharedData */

/** The most bytes of a file, and of all files of a program. */
const MOST_BYTES = 20_000_000;
/** The beginning of a file that the editor shows. */
const [SHOWN_BYTES, SHOWN_LINES] = [20_000, 400];

const words = later.data;

/**
 * @param {object} page
 * @param {boolean} page.keepsThem  false: the page stores nothing
 * @param {{add: (name: string, text: string, isRead: boolean) => void, program: () => Files}} page.documents
 * @param {() => Files[]} page.drafts  the files of all drafts
 * @param {() => void} page.onEdit  the program has changed
 * @param {(sentence: string) => void} page.say
 */
export function createDataFiles({ keepsThem, documents, drafts, onEdit, say }) {
  const store = createDataStore(keepsThem ? storage() : null, () =>
    [documents.program(), ...drafts()].flatMap((files) => dataOf(files).map(([, data]) => data)),
  );

  /** @param {Files} files @returns {Promise<[string, Uint8Array<ArrayBuffer> | undefined][]>} */
  const contents = (files) =>
    Promise.all(
      dataOf(files).map(
        async ([name, data]) =>
          /** @type {[string, Uint8Array<ArrayBuffer> | undefined]} */ ([
            name,
            await store.get(data),
          ]),
      ),
    );

  return {
    contents,

    /** Put a chosen or dropped file beside the program. @param {File} file */
    async take(file) {
      const name = named(file.name);
      const files = documents.program();
      const others = dataOf(files).filter(([other]) => other !== name);
      const size = others.reduce((sum, [, data]) => sum + sizeOf(data), file.size);
      // The size is checked before reading: a gigabyte would fill the page's memory.
      if (size > MOST_BYTES) say(words.tooLarge(name, file.size, MOST_BYTES));
      else if (!(name in files) && Object.keys(files).length >= MOST_FILES)
        say(later.files.tooMany(MOST_FILES));
      else {
        const bytes = await file.arrayBuffer().catch(() => null);
        if (!bytes) {
          say(words.unreadable(name));
          return;
        }
        const { reference, isStored } = await store.put(new Uint8Array(bytes));
        documents.add(name, reference, false);
        onEdit();
        say(isStored || !keepsThem ? words.added(name) : words.notKept(name));
      }
    },

    /**
     * Return what an interpreter gets: the modules, and the data. Say which data are kept no more.
     * @param {Files} files
     */
    async forRun(files) {
      const found = await contents(files);
      const missing = found.filter(([, bytes]) => !bytes).map(([name]) => name);
      if (missing.length > 0) say(words.gone(missing));
      const data = Object.fromEntries(found.filter(([, bytes]) => bytes));
      return { files: withoutData(files), data: /** @type {Record<string, Uint8Array>} */ (data) };
    },

    /**
     * Return what a link contains: data as text, or in base64.
     * @param {Files} files
     * @throws {LinkError} if there is too much of it
     */
    async forLink(files) {
      const size = dataOf(files).reduce((sum, [, data]) => sum + sizeOf(data), 0);
      if (size > UNFOLDED_LIMIT) throw new LinkError("tooLarge");
      /** @type {SharedData} */
      const data = {};
      for (const [name, bytes] of await contents(files)) if (bytes) data[name] = packed(bytes);
      return { files: withoutData(files), data };
    },

    /** Take the data of a link. @param {Files} files @param {SharedData} data @returns {Promise<Files>} */
    async fromLink(files, data) {
      const whole = { ...files };
      for (const [name, content] of Object.entries(data)) {
        const bytes = unpacked(content);
        if (bytes) whole[name] = (await store.put(bytes)).reference;
      }
      return whole;
    },

    /** Return the beginning of a file, as text. @param {string} data */
    async preview(data) {
      const bytes = await store.get(data);
      if (!bytes) return words.gone([]);
      const text = asText(bytes.slice(0, SHOWN_BYTES), true);
      if (text === null) return words.binary(bytes.length);
      const lines = text.split("\n");
      const isWhole = bytes.length <= SHOWN_BYTES && lines.length <= SHOWN_LINES;
      return isWhole ? text : `${lines.slice(0, SHOWN_LINES).join("\n")}\n…`;
    },
  };
}

/** Whether a chosen or dropped file is data. @param {File} file */
export const isData = (file) => isDataName(named(file.name));

/** @param {string} name */
const named = (name) => name.replace(/[/\\\p{Cc}]|^\./gu, "_").replace(/^.*(?=.{80}\.[^.]*$)/u, "");

/** @param {Files} files */
const dataOf = (files) => Object.entries(files).filter(([name]) => isDataName(name));

/** @param {Files} files @returns {Files} */
export const withoutData = (files) =>
  Object.fromEntries(Object.entries(files).filter(([name]) => !isDataName(name)));

function storage() {
  try {
    return indexedDB;
  } catch {
    return null;
  }
}

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {boolean} [isCut]  the last character may be incomplete
 * @returns {string | null} null if it is no text
 */
function asText(bytes, isCut = false) {
  try {
    const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    const text = decoder.decode(bytes, { stream: isCut });
    return text.includes("\0") ? null : text;
  } catch {
    return null;
  }
}

/** @param {Uint8Array<ArrayBuffer>} bytes @returns {SharedData[string]} */
function packed(bytes) {
  const text = asText(bytes);
  if (text !== null) return text;
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return { base64: btoa(binary) };
}

/** @param {SharedData[string]} content @returns {Uint8Array<ArrayBuffer> | null} */
function unpacked(content) {
  if (typeof content === "string") return new TextEncoder().encode(content);
  try {
    return Uint8Array.from(atob(content.base64), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}

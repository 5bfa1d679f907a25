/**
 * Which program is in the editor, and where it came from: the visitor's draft, an example, a link.
 *
 * A draft is saved as it is typed. What came from elsewhere is only looked at until the first
 * edit, which makes it a draft of its own and keeps the one before.
 */

import { decodeLink, encodeLink, isCodeLink, LinkError } from "./share.js";

/** @typedef {import("../shared/protocol.js").Files} Files */
/** @typedef {{id: string, title: string, source: string}} Example */
/** @typedef {"draft" | "elsewhere" | "link"} Origin  elsewhere: an example, an earlier draft */

const EXAMPLE_PREFIX = "#example=";
const SAVE_MS = 300;

/**
 * The address bar, as this page uses it.
 * @typedef {object} Address
 * @property {() => string} fragment
 * @property {(fragment: string) => void} replace  without an entry in the history; "" removes it
 */

/**
 * @param {object} options
 * @param {{text: () => string, open: (text: string) => void}} options.editor
 * @param {ReturnType<typeof import("./drafts.js").createDrafts>} options.drafts
 * @param {Example[]} options.examples  the first one is for a visitor without a draft
 * @param {Address} options.address
 * @param {object} options.callbacks
 * @param {(origin: Origin) => void} options.callbacks.onOpened  another program is in the editor
 * @param {(fault: import("./share.js").LinkFault | "noExample") => void} options.callbacks.onRefused
 * @param {() => void} options.callbacks.onDrafts  the list of drafts has changed
 */
export function createWorkspace({ editor, drafts, examples, address, callbacks }) {
  /** @type {Origin} */
  let origin = "draft";
  let timer = 0;
  /** Links unfold asynchronously: only the last one asked for is opened. */
  let openings = 0;

  /** @returns {Files} */
  const files = () => ({ "main.py": editor.text() });

  /** @param {Files} program @param {Origin} from */
  function open(program, from) {
    save();
    origin = from;
    editor.open(program["main.py"] ?? "");
    callbacks.onOpened(from);
  }

  /** Save what is typed but not saved yet. */
  function save() {
    if (timer === 0) return;
    clearTimeout(timer);
    timer = 0;
    drafts.save(files());
    callbacks.onDrafts();
  }

  /** @param {number} [index]  0 is the current one; without any the first example opens */
  function openDraft(index = 0) {
    save();
    const draft = drafts.all()[index];
    address.replace("");
    if (draft) open(draft.files, index === 0 ? "draft" : "elsewhere");
    else open({ "main.py": examples[0]?.source ?? "" }, "elsewhere");
  }

  /** @param {string} id */
  function openExample(id) {
    const example = examples.find((candidate) => candidate.id === id);
    if (!example) return false;
    address.replace(EXAMPLE_PREFIX + id);
    open({ "main.py": example.source }, "elsewhere");
    return true;
  }

  /** Open what the address asks for: a link's program, an example, or else the draft. */
  async function openAddress() {
    openings += 1;
    const opening = openings;
    const fragment = address.fragment();
    if (fragment.startsWith(EXAMPLE_PREFIX)) {
      if (openExample(fragment.slice(EXAMPLE_PREFIX.length))) return;
      refuse("noExample");
    } else if (isCodeLink(fragment)) {
      try {
        const program = await decodeLink(fragment);
        if (opening === openings) open(program, "link");
      } catch (error) {
        if (opening === openings) refuse(error instanceof LinkError ? error.fault : "broken");
      }
    }
  }

  /** @param {import("./share.js").LinkFault | "noExample"} fault */
  function refuse(fault) {
    address.replace("");
    callbacks.onRefused(fault);
  }

  return {
    files,
    save,
    openDraft,
    openExample,
    openAddress,

    /** Open the draft, then what the address asks for. */
    async start() {
      const asked = address.fragment();
      openDraft();
      address.replace(asked);
      await openAddress();
    },

    /** The visitor has changed the text. */
    edited() {
      openings += 1;
      if (origin !== "draft") {
        origin = "draft";
        drafts.begin(files());
        callbacks.onDrafts();
      }
      if (address.fragment() !== "") address.replace("");
      clearTimeout(timer);
      timer = window.setTimeout(save, SAVE_MS);
    },

    /** Put the program into the address bar; return the fragment. */
    async share() {
      const fragment = await encodeLink(files());
      address.replace(fragment);
      return fragment;
    },
  };
}

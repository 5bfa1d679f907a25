/**
 * The visitor's drafts, kept in the browser, newest first.
 *
 * A tab writes only its own draft. The other drafts were replaced by links or examples, or belong
 * to other tabs. A duplicated tab begins with the same draft, because browsers copy the storage of
 * a tab. So it asks the other tabs, and begins a new draft if another tab has that one. A draft
 * that has changed since this tab read it also belongs to another tab. This module does not use the
 * DOM.
 */

import { createDraftStore } from "./draft-store.js";

/** @typedef {import("../../contract/protocol.js").Files} Files */
/** @typedef {import("./draft-store.js").Draft} Draft */
/** @typedef {import("./draft-store.js").Store} Store */
/** @typedef {Pick<BroadcastChannel, "postMessage" | "onmessage">} Channel  to the other tabs */

const OWN_KEY = "micrograd.draft.1";
const NAME_CHARACTERS = 80;
/** The time in which another tab answers that a draft is its own. */
const ANSWER_MS = 300;

/** Not `crypto.randomUUID`, which is missing on plain http. */
export const newId = () =>
  Array.from(crypto.getRandomValues(new Uint32Array(4)), (each) => each.toString(36)).join("-");

/**
 * @param {object} options
 * @param {Store | null} options.storage  shared by all tabs
 * @param {Pick<Storage, "getItem" | "setItem"> | null} options.tabStorage  this tab's own, which
 *   survives a reload
 * @param {Channel | null} [options.channel]
 * @param {() => number} [options.now]
 * @param {() => void} [options.onRefused]  called once, when the storage first refuses
 * @param {(drafts: Draft[]) => void} [options.onDropped]  called with drafts that were deleted to
 *   make room
 */
export function createDrafts({
  storage,
  tabStorage,
  channel = null,
  now = Date.now,
  onRefused = () => {},
  onDropped = () => {},
}) {
  const store = createDraftStore(storage, { onRefused, onDropped });
  let own = tabStorage?.getItem(OWN_KEY) ?? "";
  /** The time of this tab's draft when the tab last read or wrote it. */
  let seen = store.find(own)?.time;
  let last = 0;
  /** Whether another tab may still answer that this tab's draft is its own. */
  let isAsked = channel !== null && own !== "";

  if (channel) {
    const tab = newId();
    channel.onmessage = ({ data }) => {
      if (data?.from === tab || data?.draft !== own || own === "") return;
      if (data.kind === "whose") channel.postMessage({ kind: "mine", draft: own, from: tab });
      else if (isAsked) own = "";
      isAsked = false;
    };
    if (isAsked) {
      channel.postMessage({ kind: "whose", draft: own, from: tab });
      setTimeout(() => {
        isAsked = false;
      }, ANSWER_MS);
    }
  }

  /** Whether this tab's draft was changed by another tab, or may belong to one. */
  const isAnothers = () =>
    own === "" || isAsked || store.isUnreadable(own) || (store.find(own)?.time ?? seen) !== seen;

  /** @param {Files} files @param {Partial<Draft>} besides */
  function put(files, besides) {
    // Two changes in the same millisecond get different times.
    last = Math.max(now(), last + 1);
    seen = last;
    store.put({ ...besides, id: own, files, time: last });
    try {
      tabStorage?.setItem(OWN_KEY, own);
    } catch {
      // Without tab storage the next visit opens the newest draft.
    }
  }

  function takeAnother() {
    own = newId();
    seen = undefined;
    isAsked = false;
  }

  return {
    all: store.all,
    storage,
    prefix: store.prefix,

    /** Return this tab's draft, or else the newest. @returns {Draft | undefined} */
    latest: () => store.find(own) ?? store.all()[0],

    /** Whether this tab writes the draft. @param {Draft} draft */
    isOwn: (draft) => draft.id === own,

    /** Store the new content of this tab's draft. @param {Files} files @param {string} [link]  of the lesson that it answers */
    save(files, link) {
      const before = store.find(own);
      if (isAnothers()) takeAnother();
      put(files, { ...(link !== undefined && { link }), ...before });
    },

    /** Rename a draft; "": use its first line again. @param {string} id @param {string} name */
    rename(id, name) {
      const draft = store.find(id);
      if (draft) store.put({ ...draft, name: name.slice(0, NAME_CHARACTERS) || undefined });
    },

    /** @param {string} id */
    remove: (id) => store.remove(id),

    /** Restore a removed draft. @param {Draft} draft */
    restore: (draft) => store.put(draft),

    /** The newest of what a lesson of the site did not keep, unless it keeps the same. @param {string} course @param {Files} files */
    unkeptOf: (course, files) =>
      store.all().find((draft) => draft.course === course && !isSame(draft.files, files)),

    /** Store a program, which would otherwise be overwritten, as a draft. @param {Files} files @param {string} name */
    keep(files, name) {
      const isKept = store.all().some((draft) => isSame(draft.files, files));
      if (!isKept && !isBlank(files)) store.put({ id: newId(), files, time: now(), name });
    },

    /**
     * Begin a new draft as this tab's own. The old one is kept, unless it is blank or the same.
     * @param {Files} files
     * @param {string} [link]  of the lesson that it answers
     * @param {{name: string, course: string}} [unkept]  what it is called, and the lesson of the site that does not keep it
     */
    begin(files, link, unkept) {
      takeAnother();
      for (const draft of store.all())
        if (isBlank(draft.files) || (isSame(draft.files, files) && draft.link === link))
          store.remove(draft.id);
      put(files, { link, ...unkept });
    },
  };
}

/** @param {Files} a @param {Files} b */
const isSame = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** @param {Files} files */
const isBlank = (files) => Object.values(files).every((source) => source.trim() === "");

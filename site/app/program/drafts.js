/**
 * The visitor's drafts, kept in the browser, newest first.
 *
 * A tab writes only its own draft. The others are drafts that links or examples replaced, or that other
 * tabs write. A duplicated tab begins with the same own
 * draft, since browsers copy what is kept for a tab: it asks the others, and takes a draft of its own
 * where another tab has that one. A draft that has changed since this tab read it is another tab's
 * too. Nothing here touches the page.
 */

import { createDraftStore } from "./draft-store.js";

/** @typedef {import("../../contract/protocol.js").Files} Files */
/** @typedef {import("./draft-store.js").Draft} Draft */
/** @typedef {import("./draft-store.js").Store} Store */
/** @typedef {Pick<BroadcastChannel, "postMessage" | "onmessage">} Channel  to the other tabs */

const OWN_KEY = "micrograd.draft.1";
const NAME_CHARACTERS = 80;
/** Longer than another tab takes to say that a draft is its own. */
const ANSWER_MS = 300;

/** Not `crypto.randomUUID`, which a page that came by plain http has not. */
export const newId = () =>
  Array.from(crypto.getRandomValues(new Uint32Array(4)), (each) => each.toString(36)).join("-");

/**
 * @param {object} options
 * @param {Store | null} options.storage  shared by all tabs
 * @param {Pick<Storage, "getItem" | "setItem"> | null} options.tabStorage  this tab's alone, kept when it reloads
 * @param {Channel | null} [options.channel]
 * @param {() => number} [options.now]
 * @param {() => void} [options.onRefused]  called once, when the storage first refuses
 * @param {(drafts: Draft[]) => void} [options.onDropped]  these made room for a newer one
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
  /** Of the own draft, as this tab read or wrote it last. */
  let seen = store.find(own)?.time;
  let last = 0;
  /** Whether another tab may still say that the own draft is its. */
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

  /** Whether the own draft was changed by another tab, or can't be told to be this tab's. */
  const isAnothers = () =>
    own === "" || isAsked || store.isUnreadable(own) || (store.find(own)?.time ?? seen) !== seen;

  /** @param {Files} files @param {Partial<Draft>} besides */
  function put(files, besides) {
    // Two changes in one millisecond are two.
    last = Math.max(now(), last + 1);
    seen = last;
    store.put({ ...besides, id: own, files, time: last });
    try {
      tabStorage?.setItem(OWN_KEY, own);
    } catch {
      // The next visit then opens the newest draft.
    }
  }

  function takeAnother() {
    own = newId();
    seen = undefined;
    isAsked = false;
  }

  return {
    all: store.all,

    /** This tab's own, or else the newest. @returns {Draft | undefined} */
    latest: () => store.find(own) ?? store.all()[0],

    /** Whether this tab writes the draft. @param {Draft} draft */
    isOwn: (draft) => draft.id === own,

    /** Keep what the tab's own draft says now. @param {Files} files @param {string} [link]  of the lesson that it answers */
    save(files, link) {
      const before = store.find(own);
      if (isAnothers()) takeAnother();
      put(files, { ...(link !== undefined && { link }), ...before });
    },

    /**
     * A storage for what is no draft: where it is full, the oldest drafts make room as well.
     * @template {Pick<Storage, "getItem" | "setItem"> | null} Place
     * @param {Place} place
     * @returns {Pick<Storage, "getItem" | "setItem"> | null}
     */
    makingRoomIn: (place) =>
      place && {
        getItem: (key) => place.getItem(key),
        setItem: (key, text) => store.makeRoom(() => place.setItem(key, text)),
      },

    /** Call a draft something; nothing: as it calls itself. @param {string} id @param {string} name */
    rename(id, name) {
      const draft = store.find(id);
      if (draft) store.put({ ...draft, name: name.slice(0, NAME_CHARACTERS) || undefined });
    },

    /** @param {string} id */
    remove: (id) => store.remove(id),

    /** Bring a removed draft back to its place. @param {Draft} draft */
    restore: (draft) => store.put(draft),

    /** Keep what would else be overwritten. @param {Files} files @param {string} name */
    keep(files, name) {
      const isKept = store.all().some((draft) => isSame(draft.files, files));
      if (!isKept && !isBlank(files)) store.put({ id: newId(), files, time: now(), name });
    },

    /**
     * Begin another draft, the tab's own from here on. The one until now is kept behind it, unless
     * it is blank or says the same.
     * @param {Files} files
     * @param {string} [link]  of the lesson that it answers
     * @param {string} [name]
     */
    begin(files, link, name) {
      takeAnother();
      for (const draft of store.all())
        if (isBlank(draft.files) || (isSame(draft.files, files) && draft.link === link))
          store.remove(draft.id);
      put(files, { link, name });
    },
  };
}

/** @param {Files} a @param {Files} b */
const isSame = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** @param {Files} files */
const isBlank = (files) => Object.values(files).every((source) => source.trim() === "");

/**
 * The arguments of every wing: the notices to the visitor, the browser's storage, and the functions
 * of the other wings.
 */

import { createNotice } from "./shell/notice.js";
import { onMissing } from "./ui/lazy.js";
import { openStorage } from "./ui/storage.js";
import { words } from "./words/words.js";

/** @typedef {import("../contract/protocol.js").Files} Files */
/** @typedef {import("../contract/protocol.js").Place} Place */

/**
 * The functions that wings call in each other.
 * @typedef {object} Actions
 * @property {() => void} run
 * @property {(source: string) => boolean} evaluate  in the console; false: not possible now
 * @property {() => void} share
 * @property {() => void} edited  the visitor has changed the program
 * @property {(origin: import("./program/workspace.js").ProgramOrigin) => void} opened  another program is in the editor
 * @property {(files: Files) => void} replace  the program, as an edit that can be undone
 * @property {(id: string) => void} openDraft
 * @property {(place: Place) => void} goTo  a line of the program, from a card
 * @property {(place: Place | null) => void} atLine  the cursor is on this line
 * @property {(pane: import("./shell/panes.js").Pane) => void} showPane
 * @property {() => void} openKeys
 * @property {() => void} showTitle
 * @property {(choices: import("./shell/toolbar.js").Choice[]) => void} setDrafts
 * @property {(number: number | null) => void} setGoOn  the lesson to go on with; 0: all are passed; null: none is begun
 * @property {() => Promise<import("./lessons/sheets.js").Pictures>} onPaper  the results' pictures
 * @property {(id: string, files?: Files) => void} openLesson
 * @property {(lesson: import("../contract/link.js").OwnLesson, start: Files, isShown: () => boolean) => void} openOwnLesson
 *   a lesson from a link
 */

/**
 * @typedef {object} Frame
 * @property {Actions} actions  set by `main.js` when all wings are made; earlier, a call throws
 * @property {ReturnType<typeof createNotice>} notice
 * @property {import("./shell/embed.js").Embedding | null} embedding
 * @property {boolean} isReadOnly  the program can't be changed
 * @property {{local: Storage | null, tab: Storage | null}} storage  null in an embedded page
 * @property {(sentence: string) => void} say  show a sentence until the next edit
 * @property {() => void} tellRefused  say that the storage stores nothing
 */

/** @param {Frame["embedding"]} embedding @returns {Frame} */
export function createFrame(embedding) {
  const notice = createNotice(words.notice);
  const open = (/** @type {"localStorage" | "sessionStorage"} */ name) =>
    embedding ? null : openStorage(name);
  onMissing((why) => {
    const reload = { text: words.notice.reload, onClick: () => location.reload() };
    const actions = why === "notFetched" ? [] : [reload];
    return notice.show(words.notice[why], { actions, endsWithEdit: why !== "outOfDate" });
  });
  return {
    actions: new Proxy(/** @type {any} */ ({}), {
      get(set, name) {
        if (set[name]) return set[name];
        throw new Error(`too early: ${/** @type {string} */ (name)}`);
      },
    }),
    notice,
    embedding,
    isReadOnly: embedding?.isReadOnly ?? false,
    storage: { local: open("localStorage"), tab: open("sessionStorage") },
    say: (sentence) => notice.show(sentence, { endsWithEdit: true }),
    tellRefused: () => {
      if (!embedding) notice.show(words.notice.draftsRefused);
    },
  };
}

/** Resolves in the next task: making each large part in its own task keeps tasks short. */
export const nextTask = () => new Promise((resolve) => setTimeout(resolve));

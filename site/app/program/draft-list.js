/**
 * The visitor's drafts by their names, for the menu and the dialog of all drafts.
 */

import { MAIN } from "../../contract/files.js";
import { lazily } from "../ui/lazy.js";
import { titleOf } from "./titles.js";

/** @typedef {import("./drafts.js").Draft} Draft */

const NAME_CHARACTERS = 40;

/** Return a draft's name: the one that the visitor chose, or its first line. @param {Draft} draft @param {string} empty */
export const nameOf = (draft, empty) =>
  draft.name || titleOf(draft.files[MAIN] ?? "").slice(0, NAME_CHARACTERS) || empty;

/**
 * @param {object} options
 * @param {import("../words/words.js").PageWords} options.words
 * @param {ReturnType<typeof import("./drafts.js").createDrafts>} options.drafts
 * @param {(id: string) => void} options.onOpen
 * @param {(choices: {id: string, title: string}[]) => void} options.onChoices  newest first
 */
export function createDraftList({ words, drafts, onOpen, onChoices }) {
  /** The draft in the editor, or the one that would be opened. @type {Draft | undefined} */
  let own;

  function show() {
    own = drafts.latest();
    const choices = drafts.all().map((draft) => {
      const name = nameOf(draft, words.emptyDraft);
      const title = drafts.isOwn(draft)
        ? `${words.currentDraft}: ${name}`
        : words.draftOf(name, new Date(draft.time));
      return { id: draft.id, title };
    });
    onChoices(choices);
  }

  const dialog = lazily(
    () => import("./drafts-dialog.js"),
    ({ createDraftsDialog }) => createDraftsDialog({ drafts, onOpen, onChange: show }),
  );

  return {
    show,
    openAll: async () => (await dialog())?.open(),
    own: () => own,
  };
}

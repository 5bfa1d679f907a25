/**
 * The heads of a program's cells in the results: what a cell shows stands below its head, and takes
 * the place of what the same cell has shown before. A cell of text is shown as text.
 */

import { element } from "../ui/element.js";
import { whenNear } from "../ui/in-view.js";
import { lazily } from "../ui/lazy.js";
import { writeHtml } from "../ui/rich-text.js";

/** @typedef {import("../../contract/messages.js").Fields<"cell">} Cell */
/** @typedef {{id: number, line: number}} Known  a cell of the editor: its id stays while lines come and go */

const loadMarkdown = lazily(() => import("../ui/untrusted/markdown.js"));

/**
 * @param {object} page
 * @param {typeof import("../words/en-cards.js").words["cells"]} page.words
 * @param {() => Known[]} page.known  the cells of the program in the editor, in order
 * @param {(line: number) => void} page.goToLine
 * @param {() => void} page.onRemoved  called when cards were removed
 */
export function createCellHeads({ words, known, goToLine, onRemoved }) {
  /** @type {HTMLElement | null} */
  let cards = null;
  /** The cells when the run began. @type {Known[]} */
  let order = [];
  /** In their order on the page. @type {{id: number, place: number, element: HTMLElement}[]} */
  let heads = [];
  /** What follows the current cell's output. @type {Element | null} */
  let next = null;
  /** @type {HTMLElement | null} */
  let head = null;
  let number = 0;

  /** @param {HTMLElement} card */
  function insert(card) {
    if (next?.isConnected) next.before(card);
    else cards?.append(card);
  }

  /** Remove a head with what stands below it. @param {HTMLElement} old @returns {Element | null} what follows */
  function remove(old) {
    let after = old.nextElementSibling;
    old.remove();
    while (after && !after.matches(".cell-head, .cell-text, .echo")) {
      const gone = after;
      after = after.nextElementSibling;
      gone.remove();
    }
    onRemoved();
    return after;
  }

  /** Find the place of a cell among the heads, without what it has shown. @param {number} line */
  function findPlace(line) {
    const index = order.findIndex((cell) => cell.line === line);
    const id = order[index]?.id ?? -line;
    // Cells that are no longer in the program stay where they are.
    const places = new Map(order.map((cell, at) => [cell.id, at]));
    const place = index < 0 ? line : index;
    const old = heads.findIndex((each) => each.id === id);
    if (old >= 0) {
      next = remove(/** @type {HTMLElement} */ (heads.splice(old, 1)[0]?.element));
      return { id, place, at: old };
    }
    const later = heads.findIndex((each) => (places.get(each.id) ?? each.place) > place);
    next = later < 0 ? null : (heads[later]?.element ?? null);
    return { id, place, at: later < 0 ? heads.length : later };
  }

  return {
    /** @param {HTMLElement} among  where the cards are */
    setCards(among) {
      cards = among;
    },

    /** Called when a run begins, of all cells or of one. */
    began() {
      order = known();
      head = null;
    },

    /** A cell begins. @param {Cell} cell */
    begin(cell) {
      const { at, ...found } = findPlace(cell.line);
      number = cell.number;
      head = cell.number > 0 ? headOf(cell, words, goToLine) : textOf(cell);
      heads.splice(at, 0, { ...found, element: head });
      if (cell.number === 0) insert(head);
    },

    /** Put a card below the current cell's head. @param {HTMLElement} card @returns {boolean} false: no cell is current */
    place(card) {
      if (!head) return false;
      if (!head.isConnected) insert(head);
      insert(card);
      return true;
    },

    /** The last card of the current cell. */
    last: () => (head && next?.isConnected ? next.previousElementSibling : cards?.lastElementChild),

    /** The accessible name of an error's card; "" outside of cells. */
    errorTitle: () => (head && number > 0 ? words.error(number) : ""),

    /** Called when what comes belongs to no cell. */
    end() {
      head = null;
    },

    clear() {
      heads = [];
      head = next = null;
    },
  };
}

/** @param {Cell} cell @param {typeof import("../words/en-cards.js").words["cells"]} words @param {(line: number) => void} goToLine */
function headOf({ number, line, title }, words, goToLine) {
  const name = element("button", { type: "button", className: "line-link" }, words.head(number));
  name.title = words.goTo(number);
  name.addEventListener("click", () => goToLine(line));
  return element("h2", { className: "cell-head" }, name, title && ` ${title}`);
}

/** @param {Cell} cell */
function textOf({ text }) {
  const root = element("div", { className: "cell-text plain" }, text);
  void write(root, text);
  return root;
}

/** Show Markdown, which is untrusted, when it is almost in view. @param {HTMLElement} root @param {string} text */
async function write(root, text) {
  await whenNear(root);
  const code = await loadMarkdown({ isQuiet: true });
  if (!code || !root.isConnected) return;
  root.classList.remove("plain");
  writeHtml(root, code.toHtml(text));
  for (const link of root.querySelectorAll("a"))
    Object.assign(link, { target: "_blank", rel: "noopener" });
}

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
 * @param {(line: number) => void} page.goToLine  of the program
 * @param {() => void} page.onRemoved  called when cards were removed
 */
export function createCellHeads({ words, known, goToLine, onRemoved }) {
  /** @type {HTMLElement | null} */
  let cards = null;
  /** The cells when the run began, by their lines: their ids, and their places in the program. @type {Map<number, {id: number, place: number}>} */
  let byLine = new Map();
  /** The same places by id. @type {Map<number, number>} */
  let places = new Map();
  /** In their order on the page. @type {{id: number, place: number, element: HTMLElement}[]} */
  let heads = [];
  /** What follows the current cell's output. @type {Element | null} */
  let next = null;
  /** @type {HTMLElement | null} */
  let head = null;
  let number = 0;
  const go = (/** @type {number} */ id, /** @type {number} */ line) =>
    goToLine(known().find((cell) => cell.id === id)?.line ?? line);

  /** @param {HTMLElement} card */
  function insert(card) {
    if (next?.isConnected) next.before(card);
    else cards?.append(card);
  }

  /** Find the place of a cell among the heads, without what it has shown. @param {number} line */
  function findPlace(line) {
    const found = byLine.get(line) ?? { id: -line, place: line };
    const old = heads.findIndex((each) => each.id === found.id);
    const [gone] = old < 0 ? [] : heads.splice(old, 1);
    // Cells that are no longer in the program stay where they are.
    const placeOf = (/** @type {{id: number, place: number}} */ each) =>
      places.get(each.id) ?? each.place;
    const last = heads.at(-1);
    const isLast = !last || placeOf(last) < found.place;
    const later = isLast ? -1 : heads.findIndex((each) => placeOf(each) > found.place);
    const at = later < 0 ? heads.length : later;
    // A cell that has shown nothing has no head on the page.
    next = gone?.element.isConnected
      ? removed(gone.element)
      : (heads.slice(at).find((each) => each.element.isConnected)?.element ?? null);
    if (gone) onRemoved();
    return { ...found, at };
  }

  return {
    /** @param {HTMLElement} among  where the cards are */
    setCards(among) {
      cards = among;
    },

    /** Called when something is to run: what comes belongs to no cell yet. */
    began() {
      const all = known();
      byLine = new Map(all.map(({ id, line }, place) => [line, { id, place }]));
      places = new Map(all.map(({ id }, place) => [id, place]));
      head = null;
    },

    /** A cell begins. @param {Cell} cell */
    begin(cell) {
      const { at, ...found } = findPlace(cell.line);
      number = cell.number;
      head = cell.number > 0 ? headOf(cell, words, () => go(found.id, cell.line)) : textOf(cell);
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

    /** Bring the current cell into view: its end, but not without its head. */
    show() {
      if (!head?.isConnected) return;
      this.last()?.scrollIntoView({ block: "nearest" });
      head.scrollIntoView({ block: "nearest" });
    },

    clear() {
      heads = [];
      head = next = null;
    },
  };
}

/** Remove a head with what stands below it. @param {HTMLElement} head @returns {Element | null} what follows */
function removed(head) {
  let after = head.nextElementSibling;
  head.remove();
  while (after && !after.matches(".cell-head, .cell-text, .echo")) {
    const gone = after;
    after = after.nextElementSibling;
    gone.remove();
  }
  return after;
}

/** @param {Cell} cell @param {typeof import("../words/en-cards.js").words["cells"]} words @param {() => void} onClick */
function headOf({ number, title }, words, onClick) {
  const name = element("button", { type: "button", className: "line-link" }, words.head(number));
  name.title = words.goTo(number);
  name.addEventListener("click", onClick);
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

/**
 * The results: cards in the order of the run's output.
 *
 * Displayed objects are untrusted data: text stays text, HTML goes into a sandboxed frame, SVG into
 * an image.
 */

import { weightOf } from "../../contract/messages.js";
import { element } from "../ui/element.js";
import { createInputPrompts } from "./input-prompts.js";
import { createPrintedText } from "./printed-text.js";
import { createRoom } from "./room.js";

/** @typedef {import("../../contract/protocol.js").MimeBundle} MimeBundle */
/** @typedef {import("../../contract/protocol.js").StreamName} StreamName */

/** @typedef {import("./handover.js").Handover} Handover */
/** @typedef {ReturnType<typeof import("./drawers.js").createDrawing> & {errors: typeof import("./error-card.js") & {actionsFor: (kind: string) => {text: string, act: () => unknown}[]}, createTools: typeof import("./card-tools.js").createCardTools, createTextCard: typeof import("./text-card.js").createTextCard, cells: ReturnType<typeof import("./cell-heads.js").createCellHeads>}} Drawing */

export class Output {
  #words;
  /** Called before the cards are removed, and no run's come. */
  onForget = () => {};
  /** Loaded before the first run. @type {Drawing | undefined} */
  #drawing;
  /** @type {Handover | undefined} */
  #handover;
  #onLine;
  #empty;
  #nothing;
  #other;
  #cards;
  #region;
  #clearing;
  /** @type {ReturnType<Drawing["createTools"]> | undefined} */
  #tools;
  #inputPrompts;
  #text;
  #room;
  /** @type {Promise<void>[]} */
  #drawings = [];

  /**
   * @param {object} options
   * @param {import("../words/words.js").PageWords} options.words
   * @param {(place: import("../../contract/protocol.js").Place) => void} options.onLine  the visitor chose a line of a traceback
   * @param {HTMLElement[]} options.below  elements below the cards
   */
  constructor({ words, onLine, below }) {
    this.#words = words;
    this.#onLine = onLine;
    this.#other = element("p", { className: "card note" }, words.results.other);
    this.#empty = element("p", { className: "empty" }, words.resultsEmpty);
    this.#nothing = element("p", { className: "empty" }, words.results.nothing);
    this.#cards = element("div", { className: "cards" }, this.#empty);
    this.#inputPrompts = createInputPrompts(words.input);
    this.#text = this.#newText();
    this.#room = this.#newRoom();
    this.#region = element(
      "section",
      { className: "results", "aria-label": words.results.title, tabIndex: -1 },
      this.#cards,
    );
    this.#clearing = element("button", { type: "button", className: "quiet" }, words.results.clear);
    this.#clearing.addEventListener("click", () => this.#onClear());
    this.#clearing.disabled = true;
    const foot = element("div", { className: "results-foot" }, ...below, this.#clearing);
    this.element = element("div", { className: "results-pane" }, this.#region, foot);
  }

  /** Set what draws displayed objects, before the first run. @param {Drawing} drawing */
  drawWith(drawing) {
    this.#drawing = drawing;
    this.#tools = drawing.createTools(this.#cards, this.#words.results);
    drawing.cells.setCards(this.#cards);
  }

  /** Whether there is nothing. */
  get isEmpty() {
    return this.#empty.isConnected;
  }

  /** Make room for the cards of a recorded run, below a line that says so. @param {HTMLElement} line */
  recorded(line) {
    this.#empty.remove();
    this.element.prepend(line);
    document.body.classList.add("has-results");
  }

  /** Remove the cards, because another program is in the editor. */
  forget() {
    if (this.isEmpty) return;
    this.onForget();
    this.#clear();
    this.#showEmpty();
  }

  /** Mark the cards as another program's. @param {boolean} isOther */
  markOther(isOther) {
    this.#other.remove();
    if (isOther) this.#cards.prepend(this.#other);
  }

  /** The element that contains the cards. */
  get cards() {
    return this.#cards;
  }

  /** Move the keyboard's focus here. */
  focus() {
    this.#region.focus({ preventScroll: true });
  }

  /** Called when a run begins: remove the cards. @param {Handover} [handover]  then they stay until the run's own come */
  began(handover) {
    this.#clear(handover);
    this.#drawing?.cells.began();
    this.#clearing.disabled = true;
    document.body.classList.add("has-results");
  }

  /** What follows is the output of a cell. @param {import("../../contract/messages.js").Fields<"cell">} cell */
  cell(cell) {
    this.#endText();
    this.#drawing?.cells.begin(cell);
  }

  /** Called when a cell, or an input at the console, is to run: the other cards stay. */
  beganPart() {
    this.#empty.remove();
    this.#nothing.remove();
    this.#clearing.disabled = true;
    this.#endText();
    this.#text.renew();
    this.#room.renew();
    this.#drawing?.cells.began();
    document.body.classList.add("has-results");
  }

  /** @param {StreamName} stream @param {string} printed */
  text(stream, printed) {
    this.#text.write(stream, printed);
  }

  /**
   * Ask the visitor for a line; it is shown after the prompt, as on a terminal.
   * @param {string} prompt
   * @param {{focuses: boolean, onAnswer: (line: string) => void}} options
   */
  ask(prompt, { focuses, onAnswer }) {
    if (this.#inputPrompts.isFull()) {
      onAnswer("");
      return;
    }
    const text = this.#text;
    text.hold();
    const before = text.card();
    const card = this.#inputPrompts.ask(prompt, (line) => {
      // The text goes on after the prompt, unless another card came between.
      if (before && this.#drawing?.cells.last() === before.element) text.goOnIn(before);
      this.focus();
      text.write("stdout", line);
      onAnswer(line);
    });
    this.#add(card.element);
    card.element.scrollIntoView({ block: "nearest" });
    if (focuses) card.focus();
  }

  /** Called when the program has ended: close its input fields, and tell the drawers. */
  ended() {
    this.#inputPrompts.end();
    this.#drawing?.ended();
    this.#clearing.disabled = false;
  }

  /** Say so if the run that has ended shows nothing; an answer of a lesson may be hidden. */
  async tellNothing() {
    const text = this.#text;
    await this.settled();
    const { children } = this.#cards;
    const isSame = text === this.#text;
    if (isSame && [...children].every((card) => card.matches(".verdict, .empty")))
      this.#cards.prepend(this.#nothing);
  }

  /** Called when a run has ended that never began: the cards stay, if they are a recorded run's. */
  takeBackRun() {
    this.#handover = undefined;
    if (!this.#cards.hasChildNodes()) this.#showEmpty();
  }

  /** @param {MimeBundle} bundle */
  display(bundle) {
    if (!this.#room.take(weightOf({ bundle }))) return;
    const shown = this.#drawing?.show(bundle);
    if (!shown) return;
    // New data of a shown graph: its card stays where it is.
    if (!shown.element.isConnected) this.#add(shown.element);
    else if (this.#handover?.isOld(shown.element)) {
      this.#endText();
      this.#handover.keep(shown.element);
    }
    this.#drawings.push(shown.drawn);
  }

  /** Update a displayed object. @param {MimeBundle} bundle */
  update(bundle) {
    this.#drawing?.update(bundle);
  }

  /** Show an input at the console. @param {string} source */
  echo(source) {
    this.beganPart();
    const typed = `>>> ${source.trimEnd().replaceAll("\n", "\n... ")}`;
    const label = this.#words.console.echo;
    const card = element("pre", { className: "card echo", "aria-label": label }, typed);
    this.#place(card);
    return card;
  }

  /** Remove the card of an input that is not complete yet. @param {HTMLElement | undefined} card */
  takeBack(card) {
    card?.remove();
    this.#tools?.hide();
    if (!this.#cards.hasChildNodes()) this.#cards.append(this.#empty);
    this.#clearing.disabled = this.#empty.isConnected;
  }

  /** Show the last card. @param {boolean} [isOfCell]  that of the cell that has run */
  scrollToEnd(isOfCell) {
    if (isOfCell) this.#drawing?.cells.show();
    else this.#region.scrollTop = this.#region.scrollHeight;
  }

  /** @param {string} sentence  a sentence of the page */
  note(sentence) {
    this.#add(element("p", { className: "card note" }, sentence));
  }

  /** @param {string} sentence  the same, but a program may cause many of them */
  remark(sentence) {
    if (this.#room.take(sentence.length)) this.note(sentence);
  }

  /** @param {HTMLElement | null} card  made by another part */
  card(card) {
    if (card) this.#add(card);
  }

  /**
   * @param {import("./error-card.js").Advice} told
   * @param {import("../../contract/protocol.js").Place} place  line 0: no link
   * @param {boolean} isHeldBack  whether it is folded
   */
  advice(told, place, isHeldBack) {
    const errors = /** @type {Drawing} */ (this.#drawing).errors;
    const sentence = errors.sentenceOf(told);
    if (!this.#room.take(sentence.length)) return;
    const actions = errors.actionsFor(told.kind);
    const card = errors.adviceCard(sentence, place, this.#words, this.#onLine, actions);
    this.#add(isHeldBack ? errors.heldBack(card) : card);
  }

  /** @param {string} traceback */
  error(traceback) {
    if (!this.#room.take(traceback.length)) return;
    const { errorCard } = /** @type {Drawing} */ (this.#drawing).errors;
    const card = errorCard(traceback, this.#words, this.#onLine);
    card.ariaLabel = this.#drawing?.cells.errorTitle() || card.ariaLabel;
    this.#add(card);
  }

  /** Wait until all cards are in the document, graphs drawn. */
  async settled() {
    await Promise.all([this.#text.settled(), ...this.#drawings]);
    this.#handover?.end();
    this.#handover = undefined;
  }

  #newText() {
    return createPrintedText({
      words: this.#words,
      place: (card) => this.#place(card),
      createTextCard: (label) => /** @type {Drawing} */ (this.#drawing).createTextCard(label),
    });
  }

  #newRoom() {
    return createRoom({
      words: this.#words.results.notShown,
      place: (card) => this.#add(card),
    });
  }

  /** @param {HTMLElement} card */
  #add(card) {
    this.#endText();
    this.#place(card);
  }

  #endText() {
    this.#text.hold();
    this.#text.goOnIn();
  }

  /** @param {HTMLElement} card */
  #place(card) {
    this.#nothing.remove();
    if (this.#handover) this.#handover.place(card);
    else if (!this.#drawing?.cells.place(card)) this.#cards.append(card);
  }

  #showEmpty() {
    this.#cards.append(this.#empty);
    this.#clearing.disabled = true;
  }

  /** @param {Handover} [handover] */
  #clear(handover) {
    this.#text.drop();
    this.#text = this.#newText();
    this.#room = this.#newRoom();
    this.#inputPrompts.end();
    this.#drawings = [];
    this.#tools?.hide();
    this.#handover = handover;
    if (handover) return;
    this.#drawing?.clear();
    this.#cards.replaceChildren();
  }

  #onClear() {
    this.forget();
    this.focus();
  }
}

/**
 * The drawn graph with its interaction: pointing, pinning, opening, zooming, and keys.
 */

import { element } from "../../ui/element.js";
import { inTurn } from "../../ui/turns.js";
import { layoutDot } from "../model/dot.js";
import { faceName, faceOf, numbersOf } from "../model/faces.js";
import { frameAt, neighbours, pathsToOutput } from "../model/highlight.js";
import { spoken } from "../model/sentences.js";
import { createPicture } from "./picture.js";
import { Viewport } from "./viewport.js";

/** @typedef {import("../model/faces.js").Face} Face */
/** @typedef {import("../model/faces.js").Numbers} Numbers */
/** @typedef {import("../model/folds.js").View} View */
/** @typedef {import("../model/geometry.js").Geometry} Geometry */
/** @typedef {import("../model/steps.js").Walk} Walk */
/** @typedef {import("../../words/words.js").Words["cards"]["walk"]} Words */

/**
 * The state that the scene shows.
 * @typedef {object} Shown
 * @property {number} step
 * @property {string | null} pinned  a box's id
 * @property {string | null} edge  the edge that is pointed at in the ledger
 * @property {Set<string>} ofLine  nodes that the cursor's line made
 * @property {Map<string, Numbers>} numbers  numbers that replace the step's, by node
 * @property {Map<string, string>} marks  of gradients, by node
 * @property {Set<string>} wrong  boxes of wrong operations
 * @property {Map<string, string>} edgeMarks  by edge
 */

/**
 * @typedef {object} On
 * @property {(id: string | null) => void} onPoint  at a box, or at none
 * @property {(id: string | null) => void} onPin
 * @property {(id: string) => void} onOpen
 * @property {(id: string) => void} onClose
 */

const PAN = 60;
/** A press that moves further is a drag; in pixels. */
const CLICK_REACH = 5;

export class Scene {
  #words;
  #on;
  #picture;
  /** @type {Viewport | undefined} */
  #viewport;
  /** @type {View} */
  #view = { boxes: [], links: [], boxOf: new Map() };
  /** @type {Face[]} */
  #faces = [];
  /** @type {Walk | undefined} */
  #walk;
  #dot = "";
  #size = { width: 0, height: 0 };
  #drawings = 0;
  #isDrawn = false;
  #pressed = { x: 0, y: 0 };
  /** @type {Shown | undefined} */
  #shown;

  /**
   * @param {Words} words
   * @param {string} label
   * @param {On} on
   */
  constructor(words, label, on) {
    this.#words = words;
    this.#on = on;
    this.#picture = createPicture(label, (face) => this.#nameOf(face), words.isPinned);
    this.message = element("p", { className: "picture-message" }, words.drawing);
    this.element = element("div", { className: "graph-picture" }, this.message);
    this.element.append(this.#picture.element);
    this.#listen();
  }

  get svg() {
    return this.#picture.element;
  }

  get size() {
    return this.#size;
  }

  get faces() {
    return this.#faces;
  }

  get links() {
    return this.#view.links;
  }

  /** @param {string} node  a node's id @returns {string | undefined} its box's */
  boxOf(node) {
    return this.#view.boxOf.get(node);
  }

  /** @param {string} id */
  face(id) {
    return this.#faces.find((face) => face.id === id);
  }

  /**
   * Lay a folding out and draw it; meanwhile the old picture stays.
   * @param {View} view
   * @param {Walk} walk
   * @param {(drawing: {dot: string, faces: Face[], links: import("../model/folds.js").Link[]}) => Promise<Geometry>} place
   * @returns {Promise<boolean>} false if a later call overtook it
   * @throws {Error} if the layout fails
   */
  async draw(view, walk, place) {
    this.#drawings += 1;
    const drawing = this.#drawings;
    const faces = view.boxes.map((box) => faceOf(box, walk, this.#words));
    const dot = layoutDot(faces, view.links);
    if (this.#isDrawn && dot === this.#dot) {
      // The same boxes with other texts: the boxes and the viewport stay where they are.
      this.#take(view, faces, walk);
      this.#picture.draw(faces, view.links, /** @type {Geometry} */ (this.geometry));
      this.#restore();
      return true;
    }
    const geometry = await place({ dot, faces, links: view.links });
    return inTurn(() => {
      if (drawing !== this.#drawings) return false;
      this.#take(view, faces, walk);
      this.#dot = dot;
      this.geometry = geometry;
      this.#size = geometry;
      this.#sayHow(geometry);
      // Before there are texts in it, because measuring here would lay them all out.
      this.#begin(geometry);
      this.#picture.draw(faces, view.links, geometry);
      this.#isDrawn = true;
      this.#restore();
      return true;
    });
  }

  /** @param {Shown} shown */
  show(shown) {
    this.#shown = shown;
    const walk = this.#walk;
    if (!walk || !this.#isDrawn) return;
    const frame = frameAt(this.#view, walk, shown.step);
    const { pinned } = shown;
    const output = this.boxOf(walk.graph.output) ?? "";
    const path = pinned === null ? new Set() : pathsToOutput(this.#view, pinned, output);
    const ofLine = new Set([...shown.ofLine].map((id) => this.boxOf(id)));
    for (const { id, hasNumbers } of this.#faces) {
      if (hasNumbers) {
        this.#picture.setNumbers(id, shown.numbers.get(id) ?? numbersOf(id, walk, shown.step));
      }
      this.#picture.setLook(id, {
        light: frame.boxes.get(id) ?? "",
        mark: shown.marks.get(id) ?? "",
        isWrong: shown.wrong.has(id),
        isPinned: id === pinned,
        isOfLine: ofLine.has(id),
      });
    }
    for (const { id, edges } of this.#view.links) {
      const isPointed = edges.some((edge) => edge.id === shown.edge);
      const mark = edges.map((edge) => shown.edgeMarks.get(edge.id) ?? "").find(Boolean) ?? "";
      const light = frame.links.has(id);
      const label = frame.links.get(id) ?? "";
      this.#picture.setLink(id, { light: light || isPointed, label, isOnPath: path.has(id), mark });
    }
    if (this.svg.contains(document.activeElement)) this.#describe(idAt(document.activeElement));
  }

  fit() {
    this.#viewport?.fit();
  }

  /** @param {boolean} isFull  whether it fills the screen */
  fill(isFull) {
    this.#viewport?.fill(isFull);
  }

  followAgain() {
    this.#viewport?.followAgain();
  }

  /** Scroll to the box of the step's node. */
  follow() {
    const { node = "" } = this.#walk?.steps[this.#shown?.step ?? 0] ?? {};
    const number = this.#faces.findIndex(({ id }) => id === this.boxOf(node));
    const centre = this.geometry?.centres.get(String(number));
    const face = this.#faces[number];
    if (centre && face) this.#viewport?.follow(centre, face);
  }

  zoomIn() {
    this.#viewport?.zoomIn();
  }

  zoomOut() {
    this.#viewport?.zoomOut();
  }

  /** Say that the boxes are in plain columns, if they are. @param {Geometry} geometry */
  #sayHow({ note }) {
    this.message.classList.remove("is-failed");
    this.message.textContent = note ? this.#words[note] : "";
    if (note) this.element.prepend(this.message);
    else this.message.remove();
  }

  /** @param {string} reason  why there is no picture */
  fail(reason) {
    this.message.textContent = reason;
    this.message.classList.add("is-failed");
    this.element.prepend(this.message);
  }

  close() {
    this.#drawings += 1;
    this.#viewport?.close();
  }

  /** @param {View} view @param {Face[]} faces @param {Walk} walk */
  #take(view, faces, walk) {
    this.#view = view;
    this.#faces = faces;
    this.#walk = walk;
  }

  /** @param {Geometry} geometry */
  #begin(geometry) {
    if (!this.svg.isConnected) return;
    this.#viewport ??= new Viewport(this.svg, this.#picture.layer);
    const output = this.#faces.findIndex(({ id }) => id === this.boxOf(this.#outputId()));
    const centre = geometry.centres.get(String(output));
    this.#viewport.begin(geometry, centre ?? { x: geometry.width, y: geometry.height / 2 });
  }

  #restore() {
    const output = this.boxOf(this.#outputId());
    const pinned = this.#shown?.pinned;
    this.#picture.setReachable((pinned && this.face(pinned)?.id) || output || "");
    if (this.#shown) this.show(this.#shown);
  }

  #outputId() {
    return this.#walk?.graph.output ?? "";
  }

  /** @param {Face} face */
  #nameOf(face) {
    const walk = /** @type {Walk} */ (this.#walk);
    const name = faceName(face, walk);
    return face.count === "" ? name : `${name}, ${face.count}`;
  }

  #listen() {
    const { svg } = this;
    svg.addEventListener("pointerdown", ({ clientX, clientY }) => {
      this.#pressed = { x: clientX, y: clientY };
    });
    svg.addEventListener("pointerover", (event) => this.#on.onPoint(idAt(event.target)));
    svg.addEventListener("pointerleave", () => this.#on.onPoint(null));
    svg.addEventListener("click", (event) => this.#click(event));
    // Not on the `svg`: in Chromium an `svg` with a focus listener becomes a tab stop.
    this.element.addEventListener("focusin", (event) => this.#focused(idAt(event.target)));
    this.element.addEventListener("focusout", (event) => {
      const face = this.face(idAt(event.target) ?? "");
      // Describe the numbers while the box has the focus: later they change.
      if (face) this.#picture.describe(face.id, this.#nameOf(face));
      this.#on.onPoint(null);
    });
    svg.addEventListener("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      if (this.#press(event.key, event.shiftKey, idAt(event.target))) event.preventDefault();
    });
  }

  /** @param {MouseEvent} event */
  #click({ target, clientX, clientY }) {
    if (Math.hypot(clientX - this.#pressed.x, clientY - this.#pressed.y) > CLICK_REACH) return;
    const id = idAt(target);
    if (id !== null && target instanceof Element && target.closest(".opener")) this.#on.onOpen(id);
    else this.#on.onPin(id);
  }

  /** @param {string | null} id */
  #focused(id) {
    if (id === null || !this.#walk) return;
    this.#describe(id);
    this.#picture.setReachable(id);
    this.#on.onPoint(id);
  }

  /** Describe a box's numbers for a screen reader. @param {string | null} id */
  #describe(id) {
    if (id === null || !this.#walk || !this.#shown) return;
    const { step, numbers } = this.#shown;
    const sentence = spoken(this.#walk, id, step, this.#words, numbers.get(id));
    if (sentence !== "") this.#picture.describe(id, sentence);
  }

  /**
   * @param {string} key
   * @param {boolean} isShifted
   * @param {string | null} id  of the box that has the focus
   * @returns {boolean} whether the key was handled
   */
  #press(key, isShifted, id) {
    if (isShifted && key.startsWith("Arrow")) return this.#pan(key);
    switch (key) {
      case "+":
      case "=":
        this.zoomIn();
        return true;
      case "-":
        this.zoomOut();
        return true;
      case "0":
        this.fit();
        return true;
      case "Escape":
        this.#on.onPin(null);
        return true;
      case "Enter":
      case " ":
        if (id !== null) this.#on.onPin(id);
        return true;
      case "o":
        if (id !== null) this.#on[this.face(id)?.opens ? "onOpen" : "onClose"](id);
        return true;
      default:
        return id !== null && this.#walkTo(key, id);
    }
  }

  /** @param {string} key */
  #pan(key) {
    const [x, y] = { ArrowLeft: [PAN, 0], ArrowRight: [-PAN, 0], ArrowUp: [0, PAN] }[key] ?? [
      0,
      -PAN,
    ];
    this.#viewport?.move(x ?? 0, y ?? 0);
    return true;
  }

  /** Move to an operand, to a user, or to the next operand of the same user. @param {string} key @param {string} id */
  #walkTo(key, id) {
    const { operands, users } = neighbours(this.#view, id);
    /** @type {string | undefined} */
    let next;
    if (key === "ArrowLeft") next = operands[0];
    else if (key === "ArrowRight") next = users[0];
    else if (key === "ArrowUp") next = this.#sibling(id, -1);
    else if (key === "ArrowDown") next = this.#sibling(id, 1);
    else return false;
    if (next !== undefined) this.focus(next);
    return true;
  }

  /** Return the operand above or below, of the same user. @param {string} id @param {number} offset */
  #sibling(id, offset) {
    const [user] = neighbours(this.#view, id).users;
    if (user === undefined) return undefined;
    const { operands } = neighbours(this.#view, user);
    return operands[operands.indexOf(id) + offset];
  }

  /** @param {string} id  a box's */
  focus(id) {
    const box = this.#picture.box(id);
    box?.focus({ preventScroll: true });
    if (box) this.#viewport?.reveal(box.getBoundingClientRect());
  }
}

/** @param {EventTarget | null} target @returns {string | null} */
function idAt(target) {
  const node = target instanceof Element ? target.closest("g.node") : null;
  return node?.getAttribute("data-id") ?? null;
}

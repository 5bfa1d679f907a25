/**
 * The picture: boxes and arrows as SVG, made once for a folding. A step changes only texts and
 * classes.
 *
 * Every text in it is untrusted, and is set as `textContent`.
 */

import { svg } from "../../ui/svg.js";
import { CUT } from "../model/dot.js";
import { CHIP_PAD, chipWidth, LETTER, LINE, lettersIn, OPENER, PAD } from "../model/faces.js";
import { headOf, middleOf, pathOf } from "../model/geometry.js";

/** @typedef {import("../model/faces.js").Face} Face */
/** @typedef {import("../model/faces.js").Numbers} Numbers */
/** @typedef {import("../model/folds.js").Link} Link */
/** @typedef {import("../model/geometry.js").Geometry} Geometry */

const CORNER = 5;
/** The distances in pixels from a text above an arrow to one below it, and from text to text. */
const LABEL_UNDER = 17;
const LABEL_LINE = 13;
/** How far an arrow's text may overlap the boxes at its ends, where they have no text, in pixels. */
const LABEL_REACH = 4;

/**
 * Classes that a box or an arrow may take on and lose again. The mark is the gradient's; the
 * operation has its own, ≠, if it is wrong.
 * @typedef {{light: string, mark: string, isWrong: boolean, isPinned: boolean, isOfLine: boolean}} Look
 */

/**
 * @typedef {object} BoxParts
 * @property {SVGGElement} group
 * @property {string} classes  the classes that never change
 * @property {number} room  for a line of text, in pixels
 * @property {boolean} isSound  its numbers are finite
 * @property {string} name  for screen readers
 * @property {boolean} isPinned
 * @property {SVGTextElement | null} data
 * @property {SVGTextElement | null} grad
 * @property {SVGTextElement} mark  at the gradient
 * @property {SVGTextElement} wrong  at the operation
 */

/** @typedef {{group: SVGGElement, text: SVGTextElement, room: number}} LinkParts  room: for its text, in pixels */

/**
 * @param {string} label  the picture's accessible name
 * @param {(face: Face) => string} nameOf
 * @param {string} pinned  the word for a pinned box, for screen readers
 */
export function createPicture(label, nameOf, pinned) {
  const layer = svg("g");
  const top = svg("g", { class: "factors" });
  const root = svg("svg", { role: "group", "aria-label": label }, layer);
  /** @type {Map<string, BoxParts>} */
  const boxes = new Map();
  /** @type {Map<string, LinkParts>} */
  const links = new Map();

  /** @param {BoxParts} box @param {{name?: string, isPinned?: boolean}} known */
  function nameBox(box, { name = box.name, isPinned = box.isPinned }) {
    if (name === box.name && isPinned === box.isPinned) return;
    Object.assign(box, { name, isPinned });
    box.group.setAttribute("aria-label", isPinned ? `${name}, ${pinned}` : name);
  }

  return {
    element: root,
    layer,

    /**
     * @param {Face[]} faces
     * @param {Link[]} shown
     * @param {Geometry} geometry  of their layout
     */
    draw(faces, shown, geometry) {
      boxes.clear();
      links.clear();
      const under = svg("g", { class: "edges" });
      const over = svg("g", { class: "nodes" });
      top.replaceChildren();
      for (const [number, link] of shown.entries()) {
        const parts = drawLink(geometry.curves.get(String(number)));
        links.set(link.id, parts);
        under.append(parts.group);
      }
      for (const [number, face] of faces.entries()) {
        const centre = geometry.centres.get(String(number));
        if (!centre) throw new TypeError("a box without a place");
        const parts = drawBox(face, nameOf(face));
        parts.group.setAttribute("transform", corner(centre, face));
        boxes.set(face.id, parts);
        over.append(parts.group);
        const cut = geometry.centres.get(`c${number}`);
        if (!cut) continue;
        under.append(drawLink(geometry.curves.get(`c${number}`)).group);
        over.append(
          svg("g", { class: "cut", transform: corner(cut, CUT) }, text(CUT.width / 2, 11, "…")),
        );
      }
      spread(shown, links);
      layer.replaceChildren(under, over, top);
    },

    /** @param {string} id @param {Numbers} numbers */
    setNumbers(id, { data, grad, isSound }) {
      const box = boxes.get(id);
      if (!box) return;
      setText(box.data, data === "" ? "" : `data ${data}`, box.room);
      setText(box.grad, grad === "" ? "" : `grad ${grad}`, box.room);
      box.isSound = isSound;
    },

    /** @param {string} id @param {Look} look */
    setLook(id, look) {
      const box = boxes.get(id);
      if (!box) return;
      setClasses(box.group, classesOf(box, look));
      setLoose(box.group, box.mark, look.mark);
      setLoose(box.group, box.wrong, look.isWrong ? "≠" : "");
      nameBox(box, look);
    },

    /** @param {string} id @param {{light: boolean, label: string, isOnPath: boolean, mark: string}} look */
    setLink(id, { light, label: words, isOnPath, mark }) {
      const link = links.get(id);
      if (!link) return;
      setClasses(link.group, `edge${light ? " is-lit" : ""}${isOnPath ? " is-on-path" : ""}`);
      setClasses(link.text, mark === "" ? "derivative" : "derivative is-marked");
      setLoose(top, link.text, mark + words, link.room);
    },

    /** @param {string} id @param {string} sentence */
    describe(id, sentence) {
      const box = boxes.get(id);
      if (box) nameBox(box, { name: sentence });
    },

    /** Make one box the one that Tab reaches. @param {string} id */
    setReachable(id) {
      for (const [each, { group }] of boxes) {
        const tabindex = each === id ? "0" : "-1";
        if (group.getAttribute("tabindex") !== tabindex) group.setAttribute("tabindex", tabindex);
      }
    },

    /** @param {string} id */
    box: (id) => boxes.get(id)?.group,
  };
}

/** @param {BoxParts} box @param {Look} look */
function classesOf(box, { light, mark, isWrong, isPinned, isOfLine }) {
  const classes = [
    box.classes,
    light && `is-${light}`,
    isPinned && "is-pinned",
    isOfLine && "is-of-line",
    (mark === "≠" || mark === "∞") && "is-marked",
    isWrong && "is-wrong",
    !box.isSound && "not-finite",
  ];
  return classes.filter(Boolean).join(" ");
}

/** @param {Face} face @param {string} name @returns {BoxParts} */
function drawBox(face, name) {
  const classes = ["node", face.hasNumbers ? "value" : "fold", face.kind];
  if (face.isOutput) classes.push("output");
  const group = svg("g", {
    class: classes.join(" "),
    "data-id": face.id,
    role: "graphics-symbol",
    "aria-label": name,
    tabindex: "-1",
  });
  group.append(svg("rect", { class: "frame", width: face.width, height: face.height, rx: CORNER }));
  let line = PAD / 2 + 12;
  const chip = chipWidth(face.op);
  if (chip > 0) {
    const y = line - 12.5;
    group.append(
      svg("rect", { class: "chip", x: PAD - 2, y, width: chip, height: LINE, rx: LINE / 2 }),
      text(PAD - 2 + CHIP_PAD, line, face.op, "op"),
    );
  }
  if (face.name !== "")
    group.append(text(PAD + (chip > 0 ? chip + 5 : 0), line, face.name, "name"));
  if (face.opens) group.append(drawOpener(face.width - PAD - OPENER / 2 + 4, line - 4));
  if (chip > 0 || face.name !== "" || face.opens) line += LINE;
  if (face.count !== "") group.append(text(PAD, line, face.count, "count"));
  const data = face.hasNumbers ? text(PAD, line, "", "data") : null;
  const grad = face.hasNumbers ? text(PAD, line + LINE, "", "grad") : null;
  const mark = text(face.width - 1, line + LINE + 1, "", "mark");
  const wrong = text(face.width - 1, PAD / 2 + 13, "", "mark of-operation");
  if (data && grad) group.append(data, grad);
  const room = face.width - 2 * PAD;
  const state = { isSound: true, name, isPinned: false };
  return { group, classes: classes.join(" "), room, ...state, data, grad, mark, wrong };
}

/** The plus that opens a box. @param {number} x @param {number} y */
function drawOpener(x, y) {
  return svg(
    "g",
    { class: "opener", transform: `translate(${x} ${y})` },
    // Larger than the visible plus, for fingers.
    svg("rect", { class: "reach", x: -14, y: -12, width: 26, height: 26 }),
    svg("rect", { class: "ring", x: -6, y: -6, width: 12, height: 12, rx: 3 }),
    svg("path", { d: "M-3.5 0H3.5M0 -3.5V3.5" }),
  );
}

/** @param {import("../model/geometry.js").Curve | undefined} curve @returns {LinkParts} */
function drawLink(curve = { points: [], tip: null }) {
  const { x, y } = middleOf(curve);
  const across = (curve.tip?.x ?? x) - (curve.points[0]?.x ?? x);
  const words = text(x, y - 4, "", "derivative");
  const shapes = [svg("path", { d: pathOf(curve) }), svg("polygon", { points: headOf(curve) })];
  const group = svg("g", { class: "edge" }, ...shapes);
  return { group, text: words, room: Math.max(across, 0) + 2 * LABEL_REACH };
}

/**
 * Give the texts of several arrows between two boxes, as for `a * a`, different places.
 * @param {Link[]} shown
 * @param {Map<string, LinkParts>} parts  by link
 */
function spread(shown, parts) {
  const height = (/** @type {LinkParts} */ { text: words }) => Number(words.getAttribute("y"));
  for (const parallel of Map.groupBy(shown, pairOf).values()) {
    if (parallel.length === 1) continue;
    const all = parallel
      .flatMap(({ id }) => parts.get(id) ?? [])
      .sort((a, b) => height(a) - height(b));
    let lowest = Number.NEGATIVE_INFINITY;
    for (const [place, part] of all.entries()) {
      // The first text is above its arrow, the others are below theirs.
      lowest = Math.max(height(part) + (place === 0 ? 0 : LABEL_UNDER), lowest + LABEL_LINE);
      part.text.setAttribute("y", String(lowest));
    }
  }
}

/** @param {Link} link */
const pairOf = ({ source, target }) => `${source} ${target}`;

/** @param {{x: number, y: number}} centre @param {{width: number, height: number}} size */
function corner({ x, y }, { width, height }) {
  return `translate(${(x - width / 2).toFixed(1)} ${(y - height / 2).toFixed(1)})`;
}

/** @param {number} x @param {number} y @param {string} words @param {string} [className] */
function text(x, y, words, className = "") {
  const made = svg("text", { x, y, class: className });
  made.textContent = words;
  return made;
}

// The DOM is changed only where a text or class differs: in a step few of a thousand boxes change.
// Reading the DOM would take longer than the rest, so the current texts and classes are stored
// here.

/** @type {WeakMap<Element, string>} */
const shownTexts = new WeakMap();
/** @type {WeakMap<Element, string>} */
const shownClasses = new WeakMap();

/** @param {Element | null} part @param {string} words @param {number} [room]  in pixels: a longer text is compressed */
function setText(part, words, room = Number.POSITIVE_INFINITY) {
  if (!part || (shownTexts.get(part) ?? "") === words) return;
  shownTexts.set(part, words);
  part.textContent = words;
  // Boxes fit the numbers of the walk; with another value of a leaf numbers may be longer.
  if (lettersIn(words) * LETTER > room) {
    part.setAttribute("textLength", String(room));
    part.setAttribute("lengthAdjust", "spacingAndGlyphs");
  } else if (part.hasAttribute("textLength")) {
    part.removeAttribute("textLength");
  }
}

/** Set a text that few boxes have; it is in the DOM only if it is not empty. @param {Element} parent @param {SVGTextElement} part @param {string} words @param {number} [room] */
function setLoose(parent, part, words, room) {
  setText(part, words, room);
  if (words === "") part.remove();
  else if (!part.parentNode) parent.append(part);
}

/** @param {Element} part @param {string} classes */
function setClasses(part, classes) {
  if (shownClasses.get(part) === classes) return;
  shownClasses.set(part, classes);
  part.setAttribute("class", classes);
}

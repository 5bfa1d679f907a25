/**
 * Zooming and panning a picture: by wheel, pinch and drag, by buttons and keys.
 */

import Panzoom from "@panzoom/panzoom";

const LARGEST_SCALE = 4;
const SMALLEST_SCALE = 0.02;
/** The smallest scale at which texts are readable; a larger graph begins with the part at its output. */
const READABLE_SCALE = 0.62;
/** The largest scale to which a small picture grows in full screen. */
const SCREEN_SCALE = 2.5;
const MARGIN = 10;
const ZOOM_STEP = 0.3;

/** @typedef {import("../model/geometry.js").Point} Point */
/** @typedef {{width: number, height: number}} Size */
/** @typedef {{scale: number, x: number, y: number}} Placement */
/** The visitor's choice: the first view, the whole picture, or another place. @typedef {"first" | "whole" | "place"} Chosen */

export class Viewport {
  #svg;
  #layer;
  #panzoom;
  #resizes;
  #size = { width: 1, height: 1 };
  #output = { x: 0, y: 0 };
  #isWhole = true;
  #isPrinting = false;
  /** The transform on the screen, stored while printing. */
  #transform = "";
  /** @type {Chosen} */
  #chosen = "first";
  /** Whether the picture follows the walk: until the visitor moves it. */
  #isFollowing = true;
  /** The view before full screen. @type {{chosen: Chosen, place: Placement} | null} */
  #before = null;
  /** The last size of the frame. */
  #seen = { width: 0, height: 0 };

  /**
   * @param {SVGSVGElement} svg  in the document
   * @param {SVGGElement} layer  the group that is moved
   */
  constructor(svg, layer) {
    this.#svg = svg;
    this.#layer = layer;
    this.#panzoom = Panzoom(/** @type {any} */ (layer), {
      canvas: true,
      cursor: "grab",
      maxScale: LARGEST_SCALE,
      minScale: SMALLEST_SCALE,
      step: ZOOM_STEP,
      // Let the browser set the focus at a press.
      handleStartEvent: () => {},
      setTransform: (_, { scale, x, y }) => {
        const transform = `scale(${scale}) translate(${x} ${y})`;
        // Setting the same transform again would lay out every text anew.
        if (transform !== layer.getAttribute("transform"))
          layer.setAttribute("transform", transform);
      },
    });
    window.addEventListener("beforeprint", this.#print);
    window.addEventListener("afterprint", this.#endPrint);
    this.#resizes = new ResizeObserver(() => requestAnimationFrame(() => this.#resized()));
    this.#resizes.observe(svg);
    this.#listen();
  }

  fit() {
    this.#chosen = "whole";
    this.#isFollowing = true;
    this.#showWhole();
  }

  /** Fill the screen, or return to the view before. @param {boolean} isFull */
  fill(isFull) {
    if (isFull) this.#before ??= { chosen: this.#chosen, place: this.#place };
    const before = this.#before;
    if (isFull || !before) {
      this.#chosen = "whole";
      this.#showWhole();
      return;
    }
    this.#before = null;
    this.#chosen = before.chosen;
    if (before.chosen === "first") this.#begin();
    else if (before.chosen === "whole") this.#showWhole();
    else this.#show(before.place, false);
    this.#seen = this.#frame;
  }

  /** Follow the walk again. */
  followAgain() {
    this.#isFollowing = true;
  }

  /**
   * Move a box that is out of view to the middle, in each direction on its own, unless the visitor
   * has moved the picture.
   * @param {Point} centre
   * @param {Size} box
   */
  follow(centre, box) {
    if (!this.#isFollowing || this.#seen.width === 0) return;
    const { scale, x, y } = this.#place;
    const { width, height } = this.#seen;
    const across = toMiddle((centre.x + x) * scale, box.width * scale, width);
    const down = toMiddle((centre.y + y) * scale, box.height * scale, height);
    if (across === 0 && down === 0) return;
    this.#go(across, down);
    this.#settle();
  }

  zoomIn() {
    this.#zoomTo(this.#panzoom.getScale() * Math.exp(ZOOM_STEP));
  }

  zoomOut() {
    this.#zoomTo(this.#panzoom.getScale() / Math.exp(ZOOM_STEP));
  }

  /** @param {number} x @param {number} y  in the document's pixels */
  move(x, y) {
    this.#go(x, y);
    this.#moved();
  }

  /**
   * Begin with a new picture: show it whole if it is readable then, else the part at its output.
   * @param {Size} picture
   * @param {Point} output
   */
  begin(picture, output) {
    this.#size = picture;
    this.#output = output;
    this.#chosen = "first";
    this.#isFollowing = true;
    this.#begin();
  }

  /** Move as little as possible to bring a part of the picture into view. @param {DOMRect} box */
  reveal(box) {
    const frame = this.#svg.getBoundingClientRect();
    const across = outside(box.left, box.right, frame.left, frame.right);
    const down = outside(box.top, box.bottom, frame.top, frame.bottom);
    if (across !== 0 || down !== 0) this.move(across, down);
  }

  close() {
    window.removeEventListener("beforeprint", this.#print);
    window.removeEventListener("afterprint", this.#endPrint);
    this.#resizes.disconnect();
    this.#panzoom.destroy();
  }

  /** Show the whole picture on paper, as wide as possible. */
  #print = () => {
    const [width, height] = [this.#size.width + 2 * MARGIN, this.#size.height + 2 * MARGIN];
    this.#isPrinting = true;
    this.#svg.setAttribute("viewBox", `${-MARGIN} ${-MARGIN} ${width} ${height}`);
    this.#svg.style.maxWidth = `${width}px`;
    this.#transform = this.#layer.getAttribute("transform") ?? this.#transform;
    this.#layer.removeAttribute("transform");
  };

  #endPrint = () => {
    this.#svg.removeAttribute("viewBox");
    this.#svg.style.maxWidth = "";
    this.#isPrinting = false;
    this.#layer.setAttribute("transform", this.#transform);
  };

  get #place() {
    return { scale: this.#panzoom.getScale(), ...this.#panzoom.getPan() };
  }

  /** @param {number} x @param {number} y  in the document's pixels */
  #go(x, y) {
    const scale = this.#panzoom.getScale();
    this.#panzoom.pan(x / scale, y / scale, { relative: true, animate: false });
  }

  get #frame() {
    return { width: this.#svg.clientWidth, height: this.#svg.clientHeight };
  }

  #listen() {
    const panzoom = this.#panzoom;
    listenToWheel(this.#svg, (event) => {
      panzoom.zoomWithWheel(event);
      this.#moved();
    });
    let pressed = panzoom.getPan();
    this.#layer.addEventListener("panzoomstart", () => {
      pressed = panzoom.getPan();
    });
    this.#layer.addEventListener("panzoomend", () => {
      const { x, y } = panzoom.getPan();
      // A press without a move pins a node.
      if (x !== pressed.x || y !== pressed.y) this.#moved();
    });
  }

  /** @param {boolean} [wasWhole]  the picture was whole before, and should stay whole */
  #begin(wasWhole = false) {
    const across = Math.min(1, (this.#frame.width - 2 * MARGIN) / this.#size.width);
    const height = this.#size.height * Math.max(across, READABLE_SCALE) + 2 * MARGIN;
    this.#svg.style.height = `${Math.ceil(height)}px`;
    const isReadable = wholePlace(this.#size, this.#frame).scale >= READABLE_SCALE;
    if (isReadable || wasWhole) this.#showWhole();
    else this.#show(outputPlace(this.#size, this.#frame, this.#output), false);
    this.#seen = this.#frame;
  }

  /**
   * Adapt to a new size of the window: the whole picture stays whole, the first view is computed
   * again, and a place that the visitor chose stays in the middle.
   */
  #resized() {
    const { width, height } = this.#frame;
    const seen = this.#seen;
    if (this.#isPrinting || width === 0 || (width === seen.width && height === seen.height)) return;
    if (this.#chosen === "first") this.#begin(this.#isWhole);
    else if (this.#chosen === "whole") this.#showWhole();
    else {
      const half = 2 * this.#panzoom.getScale();
      const [x, y] = [(width - seen.width) / half, (height - seen.height) / half];
      this.#panzoom.pan(x, y, { relative: true, animate: false });
    }
    this.#seen = this.#frame;
  }

  #showWhole() {
    const largest = this.#svg.closest(":fullscreen, .is-full") ? SCREEN_SCALE : 1;
    this.#show(wholePlace(this.#size, this.#frame, largest), true);
  }

  /** @param {Placement} place @param {boolean} isWhole */
  #show({ scale, x, y }, isWhole) {
    // A new Panzoom goes to its start again, a moment after it was made.
    this.#panzoom.setOptions({ startX: x, startY: y });
    this.#panzoom.zoom(scale, { animate: false, force: true });
    this.#panzoom.pan(x, y, { animate: false, force: true });
    this.#isWhole = isWhole;
    this.#setTouch();
  }

  /** @param {number} scale  around the middle */
  #zoomTo(scale) {
    const { left, top, width, height } = this.#svg.getBoundingClientRect();
    this.#panzoom.zoomToPoint(scale, { clientX: left + width / 2, clientY: top + height / 2 });
    this.#settle();
  }

  /** Called when the visitor has moved the picture. */
  #moved() {
    this.#isFollowing = false;
    this.#settle();
  }

  /** Keep the current place, also when the window's size changes. */
  #settle() {
    this.#chosen = "place";
    this.#isWhole = false;
    this.#setTouch();
  }

  /** While the whole picture is in view, let vertical strokes of a finger scroll the page. */
  #setTouch() {
    this.#panzoom.setOptions({ touchAction: this.#isWhole ? "pan-y" : "none" });
  }
}

/** @param {Size} size  of the picture @param {Size} frame @param {number} [largest] @returns {Placement} */
function wholePlace(size, frame, largest = 1) {
  const across = (frame.width - 2 * MARGIN) / size.width;
  const down = (frame.height - 2 * MARGIN) / size.height;
  const scale = Math.max(Math.min(largest, across, down), SMALLEST_SCALE);
  return {
    scale,
    x: (frame.width / scale - size.width) / 2,
    y: (frame.height / scale - size.height) / 2,
  };
}

/** @param {Size} size  of the picture @param {Size} frame @param {Point} output @returns {Placement} */
function outputPlace(size, frame, output) {
  const scale = READABLE_SCALE;
  const [width, height] = [frame.width / scale, frame.height / scale];
  const x = size.width <= width ? (width - size.width) / 2 : width - size.width - MARGIN;
  return {
    scale,
    x,
    y: size.height <= height ? (height - size.height) / 2 : height / 2 - output.y,
  };
}

/**
 * Let the wheel scroll the results, until the visitor has used the picture; then it zooms.
 * @param {SVGSVGElement} svg
 * @param {(event: WheelEvent) => void} onZoom
 */
function listenToWheel(svg, onZoom) {
  const listener = (/** @type {WheelEvent} */ event) => {
    if (event.ctrlKey || event.metaKey || svg.contains(document.activeElement)) onZoom(event);
  };
  svg.addEventListener("wheel", listener, { passive: false });
}

/**
 * Return how far something must move to the middle of a frame; 0 if it is in view.
 * @param {number} middle  its own @param {number} length @param {number} frame
 */
function toMiddle(middle, length, frame) {
  // Something larger than the frame counts as in view if its middle is.
  const half = length > frame ? 0 : length / 2;
  return middle - half >= 0 && middle + half <= frame ? 0 : frame / 2 - middle;
}

/**
 * Return how far something must move to be inside a frame.
 * @param {number} from @param {number} to @param {number} start @param {number} end
 */
function outside(from, to, start, end) {
  if (from < start) return start - from + MARGIN;
  return to > end ? end - to - MARGIN : 0;
}

/**
 * Zooming and panning a picture: by wheel, pinch and drag, and by what buttons and keys ask for.
 */

import Panzoom from "@panzoom/panzoom";

const LARGEST_SCALE = 4;
const SMALLEST_SCALE = 0.02;
/** Below it texts can't be read: a larger graph begins with the part at its output. */
const READABLE_SCALE = 0.62;
const MARGIN = 10;
const ZOOM_STEP = 0.3;

/** @typedef {import("./geometry.js").Point} Point */
/** @typedef {{width: number, height: number}} Size */
/** @typedef {{scale: number, x: number, y: number}} Place */

/**
 * @param {SVGSVGElement} svg  in the document
 * @param {SVGGElement} layer  what is moved in it
 */
export function createViewport(svg, layer) {
  let size = { width: 1, height: 1 };
  let isWhole = true;

  const panzoom = Panzoom(/** @type {any} */ (layer), {
    canvas: true,
    cursor: "grab",
    maxScale: LARGEST_SCALE,
    minScale: SMALLEST_SCALE,
    step: ZOOM_STEP,
    // The browser's own answer to a press, focus, stays.
    handleStartEvent: () => {},
    setTransform: (_, { scale, x, y }) => {
      layer.setAttribute("transform", `scale(${scale}) translate(${x} ${y})`);
    },
  });

  /** While the whole picture is seen, a finger's stroke up or down scrolls the page. */
  function setTouch() {
    panzoom.setOptions({ touchAction: isWhole ? "pan-y" : "none" });
  }

  /** @param {Place} place */
  function goTo({ scale, x, y }) {
    // A new Panzoom goes to its start once more, a moment after it was made.
    panzoom.setOptions({ startX: x, startY: y });
    panzoom.zoom(scale, { animate: false, force: true });
    panzoom.pan(x, y, { animate: false, force: true });
  }

  /** @param {number} scale  around the middle */
  function zoomTo(scale) {
    const { left, top, width, height } = svg.getBoundingClientRect();
    panzoom.zoomToPoint(scale, { clientX: left + width / 2, clientY: top + height / 2 });
    isWhole = false;
    setTouch();
  }

  const frame = () => ({ width: svg.clientWidth, height: svg.clientHeight });

  /** @param {Place} place @param {boolean} whole */
  function show(place, whole) {
    goTo(place);
    isWhole = whole;
    setTouch();
  }

  const fit = () => show(wholePlace(size, frame()), true);

  // What was whole stays whole in a window of another size.
  const resizes = new ResizeObserver(() => {
    if (isWhole) fit();
  });
  resizes.observe(svg);
  listenToWheel(svg, (event) => {
    panzoom.zoomWithWheel(event);
    isWhole = false;
    setTouch();
  });
  layer.addEventListener("panzoomstart", () => {
    isWhole = false;
  });

  return {
    fit,
    zoomIn: () => zoomTo(panzoom.getScale() * Math.exp(ZOOM_STEP)),
    zoomOut: () => zoomTo(panzoom.getScale() / Math.exp(ZOOM_STEP)),

    /** @param {number} x @param {number} y  in the document's pixels */
    move(x, y) {
      const scale = panzoom.getScale();
      panzoom.pan(x / scale, y / scale, { relative: true, animate: false });
    },

    /**
     * Begin with a new picture: whole where that can be read, else at its output.
     * @param {Size} picture
     * @param {Point} output
     */
    begin(picture, output) {
      size = picture;
      const across = Math.min(1, (svg.clientWidth - 2 * MARGIN) / size.width);
      const height = size.height * Math.max(across, READABLE_SCALE) + 2 * MARGIN;
      svg.style.height = `${Math.ceil(height)}px`;
      if (wholePlace(size, frame()).scale >= READABLE_SCALE) fit();
      else show(outputPlace(size, frame(), output), false);
    },

    /** Move no more than is needed to see a part of the picture. @param {DOMRect} box */
    reveal(box) {
      const frame = svg.getBoundingClientRect();
      const across = outside(box.left, box.right, frame.left, frame.right);
      const down = outside(box.top, box.bottom, frame.top, frame.bottom);
      if (across !== 0 || down !== 0) this.move(across, down);
    },

    close() {
      resizes.disconnect();
      panzoom.destroy();
    },
  };
}

/** @param {Size} size  of the picture @param {Size} frame @returns {Place} */
function wholePlace(size, frame) {
  const across = (frame.width - 2 * MARGIN) / size.width;
  const down = (frame.height - 2 * MARGIN) / size.height;
  const scale = Math.max(Math.min(1, across, down), SMALLEST_SCALE);
  return {
    scale,
    x: (frame.width / scale - size.width) / 2,
    y: (frame.height / scale - size.height) / 2,
  };
}

/** @param {Size} size  of the picture @param {Size} frame @param {Point} output @returns {Place} */
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
 * A wheel that passes over the picture scrolls the results, until the picture is worked with.
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
 * How far something must go to lie in a frame.
 * @param {number} from @param {number} to @param {number} start @param {number} end
 */
function outside(from, to, start, end) {
  if (from < start) return start - from + MARGIN;
  return to > end ? end - to - MARGIN : 0;
}

/**
 * The picture of a network with one or two inputs, with the data: the decision boundary, or the
 * fitted surface or curve, on a canvas.
 */

import { colourOf, css, mixed } from "../../ui/colours.js";
import { element } from "../../ui/element.js";
import { contour } from "../model/contour.js";
import { listed, written } from "./numbers.js";

/** @typedef {import("../model/domain.js").Domain} Domain */
/** @typedef {import("../model/domain.js").Outputs} Outputs */
/** @typedef {import("../model/points.js").Sample} Sample */

/**
 * @typedef {object} Fit
 * @property {ArrayLike<number>[]} grid  by output, row by row from the lowest second input up
 * @property {number} size  columns of the grid
 * @property {ArrayLike<number> | null} other  another run's first output on the same grid
 */

const CLASSES = ["--class-low", "--class-high", "--class-3", "--class-4", "--class-5", "--class-6"];
const STEPS = 256;
const DEEPEST = 0.62;

export class Plane {
  #words;
  #domain;
  #outputs;
  #canvas = element("canvas", { role: "img" });
  #readout = element("p", { className: "plane-readout" });
  #note = element("p", { className: "plane-note" });
  #context = /** @type {CanvasRenderingContext2D} */ (this.#canvas.getContext("2d"));
  #picture = document.createElement("canvas");
  /** @type {Fit | null} */
  #fit = null;
  /** @type {Sample[]} */
  #samples = [];
  /** @type {Uint8ClampedArray[] | null} by class, from undecided to certain */
  #palettes = null;
  /** The range of the vertical axis: of the second input, or with one input of the output. */
  #span = /** @type {[number, number]} */ ([0, 1]);
  #size = new ResizeObserver(() => requestAnimationFrame(() => this.#draw()));

  /**
   * @param {object} options
   * @param {import("../../words/words.js").Words["cards"]["training"]} options.words
   * @param {Domain} options.domain
   * @param {Outputs} options.outputs
   * @param {(place: number[]) => void} options.onPoint  the visitor chose a place
   */
  constructor({ words, domain, outputs, onPoint }) {
    this.#words = words;
    this.#domain = domain;
    this.#outputs = outputs;
    this.element = element(
      "div",
      { className: "plane" },
      this.#canvas,
      legend(outputs, words),
      this.#readout,
      this.#note,
    );
    this.#canvas.addEventListener("pointermove", (event) => this.#read(this.#placeOf(event)));
    this.#canvas.addEventListener("pointerleave", () => this.#readout.replaceChildren());
    this.#canvas.addEventListener("click", (event) => onPoint(this.#placeOf(event)));
    this.#size.observe(this.#canvas);
  }

  /** @param {Fit | null} fit @param {Sample[]} samples @param {string} description @param {string} note  shown below it */
  show(fit, samples, description, note) {
    if (this.#note.textContent !== note) this.#note.textContent = note;
    this.#fit = fit;
    this.#samples = samples;
    this.#canvas.setAttribute("aria-label", description);
    this.#draw();
  }

  /** Draw again after the theme has changed. */
  recolour() {
    this.#palettes = null;
    this.#draw();
  }

  /** Return the canvas, drawn in the current colours. */
  redrawn() {
    this.recolour();
    return this.#canvas;
  }

  close() {
    this.#size.disconnect();
  }

  #draw() {
    const canvas = this.#canvas;
    const ratio = window.devicePixelRatio || 1;
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    if (width === 0) return;
    const [across, down] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (canvas.width !== across || canvas.height !== down)
      Object.assign(canvas, { width: across, height: down });
    this.#context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.#context.clearRect(0, 0, width, height);
    this.#span = this.#domain.y ?? heights(this.#samples, this.#fit);
    if (this.#fit && this.#domain.y) this.#paintPlane(this.#fit, width, height);
    else if (this.#fit) this.#paintCurve(this.#fit, width, height);
    this.#paintSamples(width, height);
  }

  /** @param {Fit} fit @param {number} width @param {number} height */
  #paintPlane({ grid, size, other }, width, height) {
    const picture = this.#picture;
    if (picture.width !== size) Object.assign(picture, { width: size, height: size });
    const small = /** @type {CanvasRenderingContext2D} */ (picture.getContext("2d"));
    this.#palettes ??= palettesOf(this.#outputs);
    const image = small.createImageData(size, size);
    const toward = strengthOf(this.#outputs);
    for (let at = 0; at < size * size; at += 1) {
      const [kind, share] = toward(grid, at);
      const from = 4 * Math.round(share * (STEPS - 1));
      const row = size - 1 - Math.floor(at / size);
      const colour = this.#palettes[kind]?.subarray(from, from + 4) ?? [];
      image.data.set(colour, 4 * (row * size + (at % size)));
    }
    small.putImageData(image, 0, 0);
    // Grid points are on the edges of the area, so half a pixel of the picture is cut off.
    this.#context.drawImage(picture, 0.5, 0.5, size - 1, size - 1, 0, 0, width, height);
    if (this.#outputs.kind !== "two") return;
    if (other) this.#strokeContour(other, size, true, width, height);
    if (grid[0]) this.#strokeContour(grid[0], size, false, width, height);
  }

  /**
   * @param {ArrayLike<number>} values @param {number} size @param {boolean} isDashed
   * @param {number} width @param {number} height
   */
  #strokeContour(values, size, isDashed, width, height) {
    if (this.#outputs.kind !== "two") return;
    const [x, y] = [width / (size - 1), height / (size - 1)];
    this.#context.beginPath();
    for (const [from, to] of contour(values, size, this.#outputs.level)) {
      // The pieces are short, and each would begin a new pattern of dashes. Leave some out instead.
      const isGap = isDashed && Math.round(from[0] / 2) % 2 !== Math.round(from[1] / 2) % 2;
      if (isGap) continue;
      this.#context.moveTo(from[0] * x, height - from[1] * y);
      this.#context.lineTo(to[0] * x, height - to[1] * y);
    }
    this.#stroke("--ink", 1.5, []);
  }

  /** @param {Fit} fit @param {number} width @param {number} height */
  #paintCurve({ grid, size, other }, width, height) {
    const trace = (/** @type {ArrayLike<number>} */ values) => {
      this.#context.beginPath();
      for (let i = 0; i < size; i += 1)
        this.#context.lineTo((i / (size - 1)) * width, this.#down(values[i] ?? 0, height));
    };
    if (other) {
      trace(other);
      this.#stroke("--quiet", 1.5, [5, 4]);
    }
    trace(grid[0] ?? []);
    this.#stroke("--accent", 2, []);
  }

  /** @param {string} token @param {number} width @param {number[]} dash */
  #stroke(token, width, dash) {
    this.#context.setLineDash(dash);
    this.#context.lineWidth = width;
    this.#context.strokeStyle = css(colourOf(token));
    this.#context.stroke();
    this.#context.setLineDash([]);
  }

  /** @param {number} width @param {number} height */
  #paintSamples(width, height) {
    const { x, y } = this.#domain;
    const context = this.#context;
    const colours = CLASSES.map((token) => colourOf(token));
    context.lineWidth = 1.25;
    context.strokeStyle = css(colourOf("--paper"));
    for (const [inputs, targets] of this.#samples) {
      const across = (((inputs[0] ?? 0) - x[0]) / (x[1] - x[0])) * width;
      const down = this.#down((y ? inputs[1] : targets[0]) ?? 0, height);
      context.beginPath();
      if (classOf(this.#outputs, targets) === 0) context.rect(across - 3.5, down - 3.5, 7, 7);
      else context.arc(across, down, 4, 0, 2 * Math.PI);
      context.fillStyle = css(colourOfSample(this.#outputs, colours, targets));
      context.fill();
      context.stroke();
    }
  }

  /** @param {number} value @param {number} height */
  #down(value, height) {
    const [low, high] = this.#span;
    return height - ((value - low) / (high - low)) * height;
  }

  /** Return both inputs at the pointer, or the input and the output. @param {MouseEvent} event */
  #placeOf(event) {
    const { left, top, width, height } = this.#canvas.getBoundingClientRect();
    const { x } = this.#domain;
    const [low, high] = this.#span;
    return [
      x[0] + ((event.clientX - left) / width) * (x[1] - x[0]),
      high - ((event.clientY - top) / height) * (high - low),
    ];
  }

  /** Show the output at the nearest point of the grid. @param {number[]} place */
  #read([x = 0, y = 0]) {
    const { x: xs, y: ys } = this.#domain;
    const { grid, size } = this.#fit ?? { grid: [], size: 1 };
    const index = (/** @type {number} */ value, /** @type {[number, number]} */ [low, high]) =>
      Math.min(Math.max(Math.round(((value - low) / (high - low)) * (size - 1)), 0), size - 1);
    const [column, row] = [index(x, xs), ys ? index(y, ys) : 0];
    const at = row * size + column;
    const along = (/** @type {number} */ place, /** @type {[number, number]} */ [low, high]) =>
      low + ((high - low) * place) / (size - 1);
    // The place of the grid's point, not of the pointer: the output is that of the point.
    const inputs = listed(this.#words, [along(column, xs), ...(ys ? [along(row, ys)] : [])]);
    const outputs = listed(
      this.#words,
      grid.map((values) => values[at] ?? 0),
    );
    this.#readout.textContent = this.#words.place(inputs, outputs);
  }
}

/** Return the range of the output axis, with one input. @param {Sample[]} samples @param {Fit | null} fit */
function heights(samples, fit) {
  const all = [...samples.map(([, [wanted = 0]]) => wanted), ...Array.from(fit?.grid[0] ?? [])];
  const values = all.filter(Number.isFinite);
  const [low, high] = [Math.min(...values, 0), Math.max(...values, 0)];
  const margin = 0.1 * (high - low) || 1;
  return /** @type {[number, number]} */ ([low - margin, high + margin]);
}

/** @param {Outputs} outputs @param {import("../../ui/colours.js").Rgb[]} colours @param {number[]} targets */
function colourOfSample(outputs, colours, targets) {
  const [low = [0, 0, 0], high = low] = colours;
  if (outputs.kind !== "numbers") return colours[classOf(outputs, targets) % colours.length] ?? low;
  return mixed(low, high, ((targets[0] ?? 0) - outputs.low) / (outputs.high - outputs.low));
}

/** @param {Outputs} outputs */
function palettesOf(outputs) {
  const paper = colourOf("--paper");
  const count = outputs.kind === "many" ? Math.min(outputs.count, CLASSES.length) : 2;
  return CLASSES.slice(0, count).map((token) => {
    const full = colourOf(token);
    const palette = new Uint8ClampedArray(4 * STEPS);
    for (let i = 0; i < STEPS; i += 1)
      palette.set([...mixed(paper, full, (i / (STEPS - 1)) * DEEPEST), 255], 4 * i);
    return palette;
  });
}

/**
 * Return a function for the class of a grid point's colour, and its strength.
 * @param {Outputs} outputs
 * @returns {(grid: ArrayLike<number>[], at: number) => [number, number]}
 */
function strengthOf(outputs) {
  if (outputs.kind === "many") {
    return (grid, at) => {
      const values = grid.map((output) => output[at] ?? 0);
      // Of a single output none is the largest.
      if (values.length < 2) return [0, 0];
      const largest = Math.max(...values);
      const best = values.indexOf(largest);
      // The nearer the second best, the paler: at the boundary no class is certain.
      const next = values.reduce((a, b, i) => (i === best ? a : Math.max(a, b)), -Infinity);
      const share = 0.1 + 0.9 * Math.min((largest - next) / outputs.reach, 1);
      return [best % CLASSES.length, share];
    };
  }
  const middle = outputs.kind === "two" ? outputs.level : (outputs.low + outputs.high) / 2;
  const reach = (outputs.high - outputs.low) / 2;
  return (grid, at) => {
    const value = ((grid[0]?.[at] ?? 0) - middle) / reach;
    // Never quite without colour, so that the two sides differ at the boundary.
    const share = outputs.kind === "two" ? 0.15 + 0.85 * Math.abs(value) : Math.abs(value);
    return [value > 0 ? 1 : 0, Math.min(share, 1)];
  };
}

/** @param {Outputs} outputs @param {number[]} targets */
function classOf(outputs, targets) {
  if (outputs.kind === "many") return targets.indexOf(Math.max(...targets));
  if (outputs.kind === "two") return targets[0] === outputs.high ? 1 : 0;
  return 1;
}

/** @param {Outputs} outputs @param {import("../../words/words.js").Words["cards"]["training"]} words */
function legend(outputs, words) {
  const key = element("p", { className: "plane-legend" });
  const swatch = (/** @type {number} */ at, /** @type {string} */ name) => {
    const background = `var(${CLASSES[at % CLASSES.length]})`;
    const dot = element("span", { className: at === 0 ? "swatch square" : "swatch" });
    dot.style.background = background;
    key.append(dot, name);
  };
  if (outputs.kind === "many") {
    for (let i = 0; i < Math.min(outputs.count, CLASSES.length); i += 1) swatch(i, String(i));
    key.append(element("span", { className: "plane-rule" }, words.classes(outputs.count)));
  } else {
    swatch(0, written(words, outputs.low));
    swatch(1, written(words, outputs.high));
  }
  return key;
}

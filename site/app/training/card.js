/**
 * The card of one training: joins its history with the pictures, the tables and the controls.
 *
 * It holds the shown round: the last one, until the visitor chooses another.
 */

import { watchTheme } from "../ui/colours.js";
import { element, tell } from "../ui/element.js";
import { watchView } from "../ui/in-view.js";
import { lazily } from "../ui/lazy.js";
import { createMenu } from "../ui/menu.js";
import { pictureOf } from "../ui/paper.js";
import { nextTurn, takeTurn } from "../ui/turns.js";
import { createPoints } from "./controls/points-form.js";
import { createRounds } from "./controls/rounds.js";
import { createSteering } from "./controls/steering.js";
import { domainOf, outputsOf } from "./model/domain.js";
import { TrainingHistory } from "./model/history.js";
import { Network } from "./model/network.js";
import { createMaps } from "./view/maps.js";
import { Plane } from "./view/plane.js";
import { createSampleGraph } from "./view/sample-graph.js";
import { createTables } from "./view/tables.js";

/** @typedef {import("../../contract/training.js").TrainingData} TrainingData */
/** @typedef {import("../../contract/training.js").TrainingUpdate} TrainingUpdate */
/** @typedef {import("../../contract/training.js").TrainingCommand} TrainingCommand */
/** @typedef {import("../words/words.js").Words["cards"]["training"]} Words */
/** @typedef {{label: string, history: TrainingHistory}} Past */

/** How the next training begins. @typedef {{isPaused: boolean, pace: number}} Beginning */

/**
 * The functions of the page that the card needs.
 * @typedef {object} Page
 * @property {Words} words
 * @property {Beginning} beginning
 * @property {() => void} onBeginning  called when it has changed
 * @property {(command: TrainingCommand) => void} send  to the running program
 * @property {(what: string, data: object) => Promise<any>} ask  of the run's interpreter
 * @property {import("./view/sample-graph.js").GraphCard} graphCard
 * @property {(text: string) => Promise<boolean>} copy
 * @property {((samples: import("./model/points.js").Sample[]) => boolean) | null} writePoints  into the program; false: it could not; null: it can't be changed
 * @property {(card: TrainingCard) => {same: Past[], hasOthers: boolean}} past  other trainings, with the same start
 */

/** The curves that are shown: of the last start, and of those before it. */
const CURVES = 20;
/** The resolution of the plane: as fine as this machine can compute in a time budget. */
const [COARSEST, FINEST, LINE] = [12, 80, 160];
const MOVING_MS = 5;
const RESTING_MS = 20;
const PYTHON_GRID = 24;

/** The chart library, loaded with the first training. */
const loadChart = lazily(() => import("./view/loss-chart.js"));

export class TrainingCard {
  #page;
  #data;
  #histories;
  #restarts = 0;
  /** @type {number | null} the chosen round; null: the last */
  #chosen = null;
  /** @type {number | null} the round under the pointer */
  #pointed = null;
  /** @type {Past | null} */
  #other = null;
  /** The trainings that can be chosen. @type {Past[]} */
  #listed = [];
  #isLog = true;
  #side = COARSEST;
  /** Whether a drawing is already requested. */
  #isAwaited = false;
  /** Whether something has changed since the curve was drawn. */
  #isNew = false;
  /** Whether it is almost in view: otherwise nothing is drawn. */
  #isNear;
  #isClosed = false;
  #isOver = false;
  /** @type {ReturnType<typeof import("./view/loss-chart.js").createLossChart> | undefined} */
  #chart;
  #network;
  #domain;
  #plane;
  #maps;
  #steering;
  #rounds;
  #tables;
  #sampleGraph;
  #points;
  #menu;
  #log = element("input", { type: "checkbox", checked: true });
  #over = element("select");
  #progress = element("progress", { max: 1, value: 0 });
  #notTaped = element("p", { className: "training-facts", hidden: true });
  #state = element("p", { className: "training-state" });
  #lossPlace = element("div", { className: "loss-chart", role: "img" });
  /** @type {(() => void)[]} */
  #unwatch;
  /** Resolves when the chart library is loaded, or has failed to load. */
  drawn;

  /** @param {TrainingData} data @param {Page} page @param {boolean} isNear  it counts as in view, wherever it is */
  constructor(data, page, isNear) {
    const { words } = page;
    this.#page = page;
    this.#isNear = isNear;
    this.#data = data;
    this.#histories = [new TrainingHistory(data.start, data.n_parameters)];
    this.#network = data.layers ? new Network(data.layers) : null;
    this.#domain = domainOf(data);
    const domain = this.#domain;
    this.#plane = domain
      ? new Plane({ words, domain, outputs: outputsOf(data), onPoint: (at) => this.#pointAt(at) })
      : null;
    this.#maps =
      domain && this.#network
        ? createMaps({
            words,
            network: this.#network,
            domain,
            parameters: () => this.#parameters(),
          })
        : null;
    this.#steering = createSteering({
      words,
      canRestart: data.can_restart,
      beginning: page.beginning,
      onCommand: (command) => page.send({ id: data.id, ...command }),
      onPace: (value) => page.send({ id: "", do: "pace", value }),
      onBeginning: page.onBeginning,
    });
    this.#rounds = createRounds({ words, onChoose: (round) => this.#choose(round) });
    this.#tables = createTables({
      words,
      data,
      network: this.#network,
      parameters: () => this.#parameters(),
      history: () => this.#history,
      askOutputs: (parameters) => this.#ask("training.outputs", parameters),
    });
    this.#sampleGraph = createSampleGraph({
      words,
      count: this.#network || data.can_predict ? data.n_samples : 0,
      ask: (sample) => this.#askGraph(sample),
      graphCard: page.graphCard,
    });
    this.#points = createPoints({
      words,
      domain,
      outputs: outputsOf(data),
      samples: data.samples,
      onChange: () => this.#render(),
      write: page.writePoints ?? (() => false),
    });
    this.#menu = createMenu(words.menu, words.notDone);
    this.#showMenu();
    this.element = this.#assemble();
    this.#unwatch = [
      watchTheme(() => this.recolour()),
      ...(isNear ? [] : [watchView(this.element, (near) => this.#moved(near))]),
    ];
    this.drawn = isNear ? this.#loadChart() : Promise.resolve();
    this.#show();
  }

  /**
   * Begin anew, as the card of another run of the same program.
   * @param {TrainingData} data
   * @returns {boolean} false: that needs another card
   */
  begin(data) {
    const withoutStart = (/** @type {TrainingData} */ each) =>
      JSON.stringify({ ...each, start: "" });
    if (withoutStart(data) !== withoutStart(this.#data)) return false;
    this.#data = data;
    this.#histories = [new TrainingHistory(data.start, data.n_parameters)];
    this.#chosen = null;
    this.#show();
    return true;
  }

  /** @param {TrainingUpdate} told */
  update(told) {
    for (; this.#restarts < told.restarts; this.#restarts += 1) {
      this.#histories.push(new TrainingHistory(this.#data.start, this.#data.n_parameters));
      if (this.#histories.length > CURVES) this.#histories.shift();
      this.#chosen = null;
    }
    this.#history.add(told);
    this.#show();
  }

  /** Called when the run is over: a training that still ran counts as stopped. */
  ended() {
    if (this.#history.ended === "") this.#history.ended = "stopped";
    this.#show();
    this.#tables.renew();
  }

  /** This training for comparison in other cards. @returns {Past} */
  get past() {
    const { optimizer } = this.#data;
    const history = this.#history;
    return {
      history,
      label: this.#page.words.pastLabel({
        optimizer,
        rate: history.rate,
        rounds: history.number,
        loss: history.losses.at(-1),
      }),
    };
  }

  /** Return the curve and the plane for paper. @returns {Promise<import("../ui/paper.js").Group>} */
  async onPaper() {
    const { words } = this.#page;
    const history = this.#history;
    const curve = await this.#chart?.redrawn();
    const plane = this.#plane?.redrawn();
    const pictures = [
      pictureOf(curve, words.curve(history.rounds, history.losses)),
      pictureOf(plane, this.#pictured.description),
    ].filter((picture) => picture !== null);
    return {
      title: words.title(this.#data.title),
      facts: [words.facts(this.#data), this.#state.textContent ?? ""],
      pictures,
    };
  }

  /** Called when another card has changed how the next training begins. */
  settle() {
    this.#steering.settle();
  }

  /** Draw again in the page's colours. */
  recolour() {
    this.#chart?.recolour();
    this.#plane?.recolour();
    this.#maps?.show();
  }

  close() {
    for (const stop of this.#unwatch) stop();
    this.#rounds.stop();
    this.#chart?.close();
    this.#plane?.close();
    this.#sampleGraph.close();
    this.#isClosed = true;
  }

  /** @param {boolean} isNear  almost in view */
  #moved(isNear) {
    // Before it is in the document, its position is not known.
    if (isNear === this.#isNear || !this.element.isConnected) return;
    this.#isNear = isNear;
    if (!isNear) return;
    if (this.#chart) this.#render();
    else this.drawn = this.#loadChart();
  }

  get #history() {
    return /** @type {TrainingHistory} */ (this.#histories.at(-1));
  }

  /** The shown round: the nearest earlier one whose parameters are known. */
  get #round() {
    const history = this.#history;
    return history.nearest(this.#pointed ?? this.#chosen ?? history.number);
  }

  #parameters() {
    return this.#history.parametersAt(this.#round);
  }

  /** Whether the page has all of the samples. */
  get #hasAll() {
    return this.#data.samples.length === this.#data.n_samples;
  }

  #assemble() {
    const { words } = this.#page;
    const { title, can_steer } = this.#data;
    this.#progress.setAttribute("aria-label", words.progress);
    this.#over.setAttribute("aria-label", words.layOver);
    this.#over.addEventListener("focus", () => this.listPast());
    this.#over.addEventListener("pointerdown", () => this.listPast());
    this.#over.addEventListener("change", () => {
      this.#other = this.#listed[Number(this.#over.value)] ?? null;
      this.#render();
    });
    this.listPast();
    this.#log.addEventListener("change", () => {
      this.#isLog = this.#log.checked;
      this.#render();
    });
    return element(
      "figure",
      { className: "card training", "aria-label": words.title(title) },
      element(
        "div",
        { className: "card-head" },
        element("figcaption", {}, words.title(title)),
        this.#menu.element,
      ),
      element("p", { className: "training-facts" }, words.facts(this.#data)),
      // Above elements that grow and shrink during the run, so that they stay under the pointer.
      can_steer
        ? this.#steering.element
        : element("p", { className: "training-facts" }, words.cannotSteer),
      this.#state,
      this.#notTaped,
      this.#progress,
      element(
        "div",
        { className: "training-pictures" },
        element(
          "div",
          { className: "loss" },
          element(
            "div",
            { className: "loss-options" },
            element("strong", {}, words.loss),
            element("label", {}, this.#log, " ", words.logScale),
            element("label", {}, words.layOver, " ", this.#over),
          ),
          this.#lossPlace,
        ),
        ...(this.#plane ? [this.#plane.element] : []),
      ),
      this.#rounds.element,
      // Written into the program, some of the samples would replace all.
      ...(this.#domain && this.#page.writePoints && this.#hasAll ? [this.#points.element] : []),
      ...(this.#maps ? [this.#maps.element] : []),
      ...this.#tables.elements,
      this.#sampleGraph.element,
    );
  }

  async #loadChart() {
    const { words } = this.#page;
    const code = await loadChart();
    try {
      if (!code) throw new Error("the chart did not come");
      this.#chart = code.createLossChart({
        place: this.#lossPlace,
        words,
        onPoint: (round) => {
          if (round === this.#pointed) return;
          this.#pointed = round;
          this.#render();
        },
        onChoose: (round) => this.#choose(round),
      });
      this.#show();
    } catch {
      this.#lossPlace.textContent = words.noChart;
    }
  }

  /** @param {number | null} round  null: always the last */
  #choose(round) {
    this.#chosen = round;
    this.#render();
  }

  /** @param {number[]} place */
  #pointAt(place) {
    if (this.#points.isAdding()) {
      this.#points.add(place);
      return;
    }
    const { samples } = this.#data;
    const distance = (/** @type {number[]} */ inputs) =>
      inputs.reduce((sum, x, i) => sum + (x - (place[i] ?? 0)) ** 2, 0);
    let nearest = 0;
    for (const [i, [inputs]] of samples.entries())
      if (distance(inputs) < distance(samples[nearest]?.[0] ?? [])) nearest = i;
    this.#sampleGraph.choose(this.#data.places?.[nearest] ?? nearest);
  }

  /** Update the list of trainings that can be laid over this one. */
  listPast() {
    const { words } = this.#page;
    const { same, hasOthers } = this.#page.past(this);
    this.#listed = same;
    const option = (/** @type {string} */ value, /** @type {string} */ text, disabled = false) =>
      element("option", { value, disabled }, text);
    const options = [
      option("", words.nothingOver),
      ...same.map(({ label }, i) => option(String(i), label)),
    ];
    if (same.length === 0)
      options.push(option("none", hasOthers ? words.otherStarts : words.noOther, true));
    this.#over.replaceChildren(...options);
    // In another place of the list, perhaps: trainings have come before it.
    const place = same.findIndex(({ history }) => history === this.#other?.history);
    this.#over.value = place < 0 ? "" : String(place);
    if (place >= 0 || !this.#other) return;
    this.#other = null;
    this.#render();
  }

  #show() {
    const { words } = this.#page;
    const history = this.#history;
    const total = this.#data.num_rounds;
    this.#state.textContent = words.state({
      number: history.number,
      total,
      loss: history.losses.at(-1),
      rate: history.rate,
      nextRate: history.nextRate,
      speed: history.speed,
      seconds: history.seconds,
      isPaused: history.isPaused,
      ended: history.ended,
      message: history.message,
    });
    this.#state.classList.toggle("is-running", history.ended === "");
    this.#tell();
    this.#notTaped.textContent =
      history.notTapedBecause === "" ? "" : words.anew(history.notTapedBecause);
    this.#notTaped.hidden = history.notTapedBecause === "";
    this.#progress.hidden = total === null || history.ended !== "";
    this.#progress.value = total ? history.number / total : 0;
    this.#steering.show(history);
    this.#render();
  }

  /** Announce the progress now and then, and the end once. */
  #tell() {
    const { ended, isPaused } = this.#history;
    const kind = ended !== "" ? "result" : isPaused ? "step" : "progress";
    if (!this.#isOver) tell(this.#state, this.#state.textContent ?? "", kind);
    this.#isOver = ended !== "";
  }

  /** Draw in a later frame, because many changes may come before it. */
  #render() {
    this.#isNew = true;
    if (this.#isAwaited || !this.#isNear) return;
    this.#isAwaited = true;
    nextTurn(() => {
      if (this.#isClosed) return;
      this.#isNew = false;
      this.#drawCurve();
      // Pictures get their own turn: together with the curve they would block the page.
      takeTurn(() => {
        this.#isAwaited = false;
        if (this.#isClosed) return;
        this.#drawPictures();
        // Something has changed between the two turns, such as an update: draw the curve again.
        if (this.#isNew) this.#render();
      });
    });
  }

  #drawCurve() {
    const { words } = this.#page;
    const history = this.#history;
    const round = this.#round;
    const isPositive = !history.losses.some((loss) => loss <= 0);
    this.#log.disabled = !isPositive;
    this.#chart?.show(this.#lines(), this.#isLog && isPositive, round);
    this.#lossPlace.setAttribute("aria-label", words.curve(history.rounds, history.losses));
    this.#rounds.show({
      round,
      last: history.number,
      known: history.known,
      isLive: this.#chosen === null && this.#pointed === null,
      sentence: words.roundOf(round, history.lossAt(round)),
    });
  }

  #drawPictures() {
    const { description, note } = this.#pictured;
    this.#plane?.show(this.#view(), this.#points.samples(), description, note);
    this.#maps?.show();
    this.#tables.show();
    this.#sampleGraph.follow(this.#round);
  }

  /** What the picture of the network shows, in a description of it and in a note below it. */
  get #pictured() {
    const { words } = this.#page;
    const { n_inputs, n_samples } = this.#data;
    const round = this.#round;
    // Python sends its grid only now and then: the picture says which round it shows.
    const pictured = this.#network ? round : (this.#history.gridAt(round)?.[0] ?? round);
    const count = this.#points.samples().length;
    const notes = [
      this.#hasAll ? "" : words.someSamples(count, n_samples),
      pictured === round ? "" : words.pictureOf(pictured),
    ];
    return {
      description: words.plane(n_inputs, count, pictured),
      note: notes.filter(Boolean).join(" "),
    };
  }

  #lines() {
    const { words } = this.#page;
    /** @type {import("./view/loss-chart.js").Line[]} */
    const lines = this.#histories.map(({ rounds, losses }, i) => {
      const isLast = i === this.#histories.length - 1;
      const first = this.#restarts + 2 - this.#histories.length;
      return { label: words.start(first + i), rounds, losses, kind: isLast ? "now" : "earlier" };
    });
    if (this.#other) {
      const { label, history } = this.#other;
      lines.push({ label, rounds: history.rounds, losses: history.losses, kind: "other" });
    }
    return lines;
  }

  /** @returns {import("./view/plane.js").Fit | null} */
  #view() {
    const domain = this.#domain;
    const parameters = this.#parameters();
    if (!domain) return null;
    if (!this.#network) {
      const [, grid] = this.#history.gridAt(this.#round) ?? [];
      return grid
        ? { grid, size: domain.y ? PYTHON_GRID : (grid[0]?.length ?? 0), other: null }
        : null;
    }
    if (!parameters) return null;
    const size = domain.y ? this.#side : LINE;
    const began = performance.now();
    const said = (/** @type {Float64Array} */ numbers) =>
      this.#network
        ?.maps(numbers, domain, size)
        .at(-1)
        ?.map((values) => values.slice()) ?? [];
    const other = this.#other?.history;
    const theirs = other?.parametersAt(other.nearest(this.#round));
    const view = { grid: said(parameters), size, other: theirs ? (said(theirs)[0] ?? null) : null };
    if (domain.y) this.#refine(performance.now() - began);
    return view;
  }

  /** Choose the resolution of the next picture by the time of this one. @param {number} milliseconds */
  #refine(milliseconds) {
    const isMoving = this.#history.ended === "" && !this.#history.isPaused;
    const room = (isMoving ? MOVING_MS : RESTING_MS) / Math.max(milliseconds, 0.1);
    const before = this.#side;
    // Increase it slowly, because the browser has not optimised the code at first.
    const side = Math.round(before * Math.min(Math.sqrt(room), 1.5));
    this.#side = Math.min(Math.max(side, COARSEST), FINEST);
    if (!isMoving && this.#side > before * 1.1) this.#render();
  }

  #showMenu() {
    const { words, copy } = this.#page;
    const csv = () =>
      ["round,loss", ...this.#history.rounds.map((n, i) => `${n},${this.#history.losses[i]}`)].join(
        "\n",
      );
    const act = () => copy(csv());
    this.#menu.show([{ label: words.copyCsv, done: words.copied, act }]);
  }

  /** @param {string} what @param {Float64Array} parameters @param {object} [more] */
  #ask(what, parameters, more) {
    const bytes = new Uint8Array(parameters.slice().buffer);
    const coded = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
    return this.#page.ask(what, { training: this.#data.id, parameters: coded, ...more });
  }

  /** @param {number} sample */
  #askGraph(sample) {
    const parameters = this.#parameters();
    return parameters
      ? this.#ask("training.graph", parameters, { sample })
      : Promise.reject(new Error());
  }
}

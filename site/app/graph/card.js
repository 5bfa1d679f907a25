/**
 * The card of one graph: joins the walk, the folding, the picture and the controls.
 *
 * It holds the state: the step, the folding, the pinned node. It passes the state to its parts, and
 * they report the visitor's actions to it.
 */

import { element, tell } from "../ui/element.js";
import { iconButton } from "../ui/icons.js";
import { createMenu } from "../ui/menu.js";
import { shortNumber } from "../ui/numbers.js";
import { inTurn } from "../ui/turns.js";
import { createExports } from "./controls/export-menu.js";
import { createOptions } from "./controls/options.js";
import { createPlayer } from "./controls/player.js";
import { createPredictionForm } from "./controls/prediction-form.js";
import { Queries } from "./controls/queries.js";
import { numbersOf } from "./model/faces.js";
import { DRAW_LIMIT, Folds, LINK_LIMIT } from "./model/folds.js";
import { shownLabel, term } from "./model/names.js";
import { Prediction } from "./model/prediction.js";
import { detailOf, equation, hintOf, linesOf, titleOf } from "./model/sentences.js";
import { Walk } from "./model/steps.js";
import { inWords, whyOf } from "./model/why.js";
import { warningsOf } from "./view/graph-warnings.js";
import { bringIntoView, createInspector } from "./view/inspector.js";
import { createLedger } from "./view/ledger.js";
import { Scene } from "./view/scene.js";
import { createNodeTable } from "./view/table.js";

/** @typedef {import("../../contract/graph.js").GraphTrace} GraphTrace */
/** @typedef {import("../../contract/graph.js").GraphNode} GraphNode */
/** @typedef {import("../../contract/protocol.js").Place} Place */
/** @typedef {import("../words/words.js").Words["cards"]["walk"]} Words */

/**
 * The functions of the page that the card needs.
 * @typedef {object} Page
 * @property {Words} words
 * @property {(drawing: import("./layout.js").Drawing) => Promise<import("./model/geometry.js").Geometry>} place
 *   rejects with a sentence
 * @property {(text: string) => Promise<boolean>} copy  returns whether it was copied
 * @property {(what: string, data: object) => Promise<any>} ask  of the run's interpreter
 * @property {(place: Place | null) => void} lightLine  in the editor
 * @property {(place: Place) => void} goToLine
 * @property {(moment: CardMoment, card: GraphCard) => Promise<boolean>} copyMoment  as a link
 */

/**
 * The state of a card, in a form that is valid for the same graph in another run.
 * @typedef {Pick<import("../../contract/link.js").Moment, "kind" | "node" | "pinned" | "level">} CardMoment
 */

/**
 * The visitor's choices that survive a change of the graph.
 * @typedef {object} Kept
 * @property {string | null} pinned  a box's id
 * @property {GraphNode | undefined} node  the box's node
 * @property {{leaf: GraphNode, value: number} | null} trial
 * @property {boolean} isChecked
 */

export class GraphCard {
  #page;
  #graph;
  #folds;
  #walk;
  #step = 0;
  /** @type {string | null} a box's id */
  #pinned = null;
  /** @type {string | null} */
  #pointedEdge = null;
  /** The nodes that the cursor's line made at one time. @type {Set<string>} */
  #ofLine = new Set();
  /** The wrong operations, by the names on their boxes. @type {Set<string>} */
  #wrong = new Set();
  /** The line of the cursor, once it moved. @type {Place | null} */
  #line = null;
  #wasMoved = false;
  /** The package's own DOT, by stage. @type {Record<string, string>} */
  #dots = {};
  /** The state of the prediction of gradients; null if it is off. @type {Prediction | null} */
  #prediction = null;
  #isPredicting = false;
  /** The choices to restore when the prediction ends. @type {Kept | null} */
  #kept = null;
  /** The result of checking the gradients, in a sentence. */
  #checked = "";
  #queries;
  #predictionForm;
  #scene;
  #player;
  #ledger;
  #inspector;
  #table;
  #options;
  #menu;
  /** @type {ReturnType<typeof createExports> | undefined} */
  #exports;
  #caption = element("figcaption");
  #warnings = element("div", { className: "remarks" });
  /** Resolves when the latest state is drawn. */
  drawn = Promise.resolve();

  /**
   * @param {GraphTrace} graph
   * @param {string} dot  the package's own
   * @param {Page} page
   */
  constructor(graph, dot, page) {
    const { words } = page;
    this.#page = page;
    this.#graph = graph;
    this.#folds = new Folds(graph);
    this.#walk = new Walk(graph, this.#folds.isOpen);
    this.#scene = new Scene(words, words.nodes, {
      onPoint: (id) => this.#point(id),
      onPin: (id) => this.#pin(id),
      onOpen: (id) => this.#open(id),
      onClose: (id) => this.#close(id),
    });
    this.#player = createPlayer({
      words,
      onStep: (step, isHeard = false) => {
        this.#goTo(step);
        if (!isHeard) this.#tellStep();
      },
      onPlay: () => this.#scene.followAgain(),
    });
    this.#predictionForm = createPredictionForm(words.predict, {
      onAnswered: () => this.#answered(),
    });
    this.#ledger = createLedger(words, (edge) => this.#pointEdge(edge));
    this.#table = createNodeTable(words, (step) => {
      this.#goTo(step);
      this.#tellStep();
    });
    this.#inspector = createInspector(words, {
      onTry: (value) => this.#try(value),
      onLine: page.goToLine,
      onOpen: (id) => this.#open(id),
      onClose: (id) => this.#close(id),
      onUnpin: () => this.#pin(null),
      onShare: (edge) => this.#pointShare(edge),
      onSource: (id) => this.#goOnTo(id),
    });
    this.#queries = new Queries(page.ask, words, () => this.#show());
    this.#options = createOptions(words, {
      onLevel: (level) => this.#setLevel(level),
      onCheck: (isOn) => this.#check(isOn),
      onPredict: (isOn) => this.#predict(isOn),
      onSample: (sample) => this.#chooseSample(sample),
      onOccurrence: (nodes) => this.#lightNodes(nodes),
    });
    this.#menu = createMenu(words.menu, words.notDone);
    this.element = this.#assemble();
    this.update(graph, dot);
  }

  /** Show new data of the same graph: after the pass, or of another sample. @param {GraphTrace} graph @param {string} [dot] */
  update(graph, dot) {
    if (dot !== undefined) this.#dots[graph.stage] = dot;
    const kept = this.#chosen();
    this.#queries.forget();
    this.#checked = "";
    if (this.#graph !== graph) this.#folds = new Folds(graph, this.#folds);
    this.#graph = graph;
    this.#rename();
    this.#options.setGraph(graph, this.#folds.levels());
    const wasAt = this.#step;
    this.#refold();
    if (this.#wasMoved) this.#step = Math.min(wasAt, this.#walk.last);
    else this.#step = this.#walk.hasRun ? this.#walk.last : 0;
    this.#pinned = null;
    this.#warnings.replaceChildren(...warningsOf(graph, this.#page));
    this.#options.setLine(this.#line, graph);
    this.#showMenu();
    this.#show();
    this.#putBack(kept);
  }

  /** Highlight the nodes of the cursor's line; null: of no line. @param {Place | null} line */
  setLine(line) {
    this.#line = line;
    this.#options.setLine(line, this.#graph);
  }

  /** Mark the boxes of these operations. @param {Set<string>} ops */
  setWrong(ops) {
    if (ops.size === 0 && this.#wrong.size === 0) return;
    this.#wrong = ops;
    this.#showScene();
  }

  /** Show a moment from a link. @param {CardMoment} moment @returns {boolean} false: the graph has no such step */
  lookAt({ kind, node, pinned, level }) {
    if (level !== null && !this.#folds.levels().some((each) => each === level)) return false;
    if (level !== null && level !== this.#folds.level)
      this.#setLevel(/** @type {import("./model/folds.js").Level} */ (level));
    const step = this.#walk.steps.findIndex((each) => each.kind === kind && each.node === node);
    if (step < 0) return false;
    this.#pinned = pinned !== null && this.#scene.boxOf(pinned) !== undefined ? pinned : null;
    this.#goTo(step);
    this.element.scrollIntoView({ block: "nearest" });
    return true;
  }

  /**
   * Return steps for paper; none while gradients are being predicted.
   * @param {import("../ui/paper.js").Styles} styles
   * @param {number} sheets
   */
  onPaper(styles, sheets) {
    return this.#prediction ? null : (this.#exports?.onPaper(styles, sheets) ?? null);
  }

  close() {
    this.#player.stop();
    this.#scene.close();
    this.#queries.forget();
  }

  #assemble() {
    const { words } = this.#page;
    const scene = this.#scene;
    const view = element(
      "div",
      { className: "view-buttons", role: "group", "aria-label": words.view },
      iconButton("zoomOut", words.zoomOut, () => scene.zoomOut()).element,
      iconButton("zoomIn", words.zoomIn, () => scene.zoomIn()).element,
      iconButton("fit", words.fit, () => scene.fit()).element,
      iconButton("full", words.fullScreen, () => this.#toggleFullScreen()).element,
    );
    const figure = element(
      "figure",
      { className: "card graph walk" },
      element("div", { className: "card-head" }, this.#caption, view, this.#menu.element),
      this.#warnings,
      scene.element,
      this.#player.element,
      this.#predictionForm.element,
      this.#ledger.element,
      this.#inspector.element,
      this.#options.element,
      this.#table.element,
    );
    figure.addEventListener("fullscreenchange", () =>
      scene.fill(document.fullscreenElement === figure),
    );
    return figure;
  }

  #rename() {
    const { words } = this.#page;
    const output = this.#graph.nodes.find(({ id }) => id === this.#graph.output);
    const title = words.title(output ? shownLabel({ ...output, alias: "" }) : "");
    this.#caption.textContent = title;
    this.element.setAttribute("aria-label", title);
  }

  /** Make everything anew that depends on the folding. */
  #refold() {
    this.#walk = new Walk(this.#graph, this.#folds.isOpen);
    const output = this.#walk.node(this.#graph.output);
    this.#player.setWalk(this.#walk, output ? this.#walk.nameOf(output) : "");
    this.#options.setLevel(this.#folds.level);
    this.#table.setWalk(this.#walk);
    const view = this.#folds.view();
    if (view.boxes.length > DRAW_LIMIT || view.links.length > LINK_LIMIT) {
      this.#scene.fail(this.#page.words.drawTooLarge);
      return;
    }
    const drawing = this.#scene.draw(view, this.#walk, this.#page.place);
    this.#beginPrediction();
    this.drawn = drawing.then(
      (isShown) =>
        inTurn(() => {
          if (!isShown) return;
          this.#show();
          if (this.#wasMoved) this.#scene.follow();
        }),
      (/** @type {Error} */ error) => this.#scene.fail(this.#page.words.drawFailed(error.message)),
    );
  }

  /** Change the folding, and stay at the same step. @param {() => void} change */
  #fold(change) {
    const { kind, node } = this.#walk.steps[this.#step] ?? { kind: "start", node: "" };
    change();
    this.#refold();
    const { steps, seed, last } = this.#walk;
    const same = steps.findIndex((step) => step.kind === kind && step.node === node);
    const near = kind === "backward" ? Math.max(seed, 0) : 0;
    this.#step = same >= 0 ? same : Math.min(near, last);
    if (this.#pinned !== null && this.#scene.boxOf(this.#pinned) === undefined) this.#pinned = null;
    // Without the pinned leaf, the visitor could not reset the other value.
    if (this.#pinned === null) this.#queries.forgetTrial();
    this.#show();
  }

  /** @param {import("./model/folds.js").Level} level */
  #setLevel(level) {
    this.#fold(() => this.#sayIfTooMany(this.#folds.set(level)));
  }

  /** @param {string} id */
  #open(id) {
    if (!this.#scene.face(id)?.opens) return;
    this.#pinned = null;
    this.#fold(() => this.#sayIfTooMany(this.#folds.open(id)));
  }

  /** @param {boolean} isDone */
  #sayIfTooMany(isDone) {
    this.#options.say(isDone ? this.#checked : this.#page.words.tooManyBoxes);
  }

  /** @param {string} id */
  #close(id) {
    if (this.#folds.closable(id) === null) return;
    this.#pinned = null;
    this.#fold(() => this.#folds.close(id));
  }

  /** @param {number} step */
  #goTo(step) {
    this.#wasMoved = true;
    this.#step = Math.min(step, this.#prediction?.limit ?? step);
    this.#queries.forgetTrial();
    this.#show();
    this.#scene.follow();
  }

  #tellStep() {
    tell(this.element, titleOf(this.#walk, this.#step, this.#page.words), "step");
  }

  /** Pin a box; unpin it if it is pinned already. @param {string | null} id */
  #pin(id) {
    const { words } = this.#page;
    const was = this.#pinned;
    this.#pinned = id === was ? null : id;
    this.#queries.forgetTrial();
    this.#show();
    if (this.#pinned !== null) bringIntoView(this.#inspector.element, this.#scene.svg);
    const node = this.#walk.node(this.#pinned ?? "");
    const name = node ? this.#walk.nameOf(node) : this.#scene.face(this.#pinned ?? "")?.name;
    if (this.#kept) this.#kept = { ...this.#kept, pinned: this.#pinned, node };
    if (this.#pinned === was) return;
    const why = this.#why(this.#pinned ?? "");
    const sum = why ? inWords(why) : "";
    const told = name ? words.pinnedNow(name) : words.unpinnedNow;
    tell(
      this.element,
      [told, sum && why?.passed ? words.byPass(sum) : sum].filter(Boolean).join(" "),
    );
  }

  /** Go on to the node that a share came from, or to the box in which it is folded. @param {string} id */
  #goOnTo(id) {
    const box = this.#scene.boxOf(id) ?? null;
    if (box === null || box === this.#pinned) return;
    this.#pin(box);
    this.#inspector.focusWhy();
  }

  /** Why a node's gradient is what it is; null while it is another's, or is to be predicted. @param {string} id */
  #why(id) {
    if (this.#prediction || this.#queries.tried(id) || !this.#walk.node(id)) return null;
    return whyOf(this.#walk, id, this.#step);
  }

  /** @param {string | null} id */
  #point(id) {
    const origin = id === null ? null : this.#walk.node(id)?.origin;
    this.#page.lightLine(origin ?? null);
  }

  /** Light the arrow of a share, and the line of its node. @param {import("../../contract/graph.js").GraphEdge | null} edge */
  #pointShare(edge) {
    this.#pointEdge(edge?.id ?? null);
    this.#point(edge?.target ?? null);
  }

  /** @param {string | null} edge */
  #pointEdge(edge) {
    this.#pointedEdge = edge;
    this.#showScene();
  }

  /** @param {Set<string>} nodes */
  #lightNodes(nodes) {
    this.#ofLine = nodes;
    this.#showScene();
  }

  /** @param {number | null} value */
  #try(value) {
    if (this.#pinned === null) return;
    const leaf = this.#walk.node(this.#pinned);
    if (value === null || !leaf) {
      this.#queries.forgetTrial();
    } else {
      // A trial has only the numbers at the end of both passes.
      this.#step = this.#walk.last;
      void this.#queries.try(this.#graph.id, leaf, value);
    }
    this.#show();
  }

  /** @param {boolean} isOn */
  async #check(isOn) {
    this.#checked = isOn ? await this.#queries.check(this.#graph) : this.#queries.uncheck();
    this.#options.say(this.#checked);
    this.#show();
  }

  /** Hide the gradients until they are predicted, or show them all. @param {boolean} isOn */
  #predict(isOn) {
    const kept = isOn ? this.#chosen() : this.#kept;
    this.#kept = isOn ? kept : null;
    this.#isPredicting = isOn;
    this.element.classList.toggle("is-predicting", isOn);
    this.#beginPrediction();
    if (isOn) {
      this.#checked = this.#queries.uncheck();
      this.#options.uncheck();
    }
    this.#goTo(this.#prediction?.limit ?? this.#walk.last);
    if (!isOn && kept) this.#putBack(kept);
  }

  /** @returns {Kept} */
  #chosen() {
    return {
      pinned: this.#pinned,
      node: this.#walk.node(this.#pinned ?? ""),
      trial: this.#queries.kept,
      isChecked: this.#options.isChecked(),
    };
  }

  /** Restore the choices for the same nodes after the graph has changed. @param {Kept} kept */
  #putBack({ pinned, node, trial, isChecked }) {
    const isThere = this.#folds.view().boxes.some(({ id }) => id === pinned);
    if (isThere && isAlike(this.#walk.node(pinned ?? ""), node)) {
      this.#pinned = pinned;
      if (trial?.leaf.id === pinned && !this.#isPredicting) this.#try(trial.value);
      else this.#show();
    }
    if (!isChecked) return;
    this.#options.setChecked();
    void this.#check(true);
  }

  /** Begin a new prediction: answers for another walk don't count. */
  #beginPrediction() {
    const hasBox = (/** @type {string} */ id) => this.#scene.face(id)?.hasNumbers ?? false;
    this.#prediction = this.#isPredicting ? new Prediction(this.#walk, hasBox) : null;
    this.#step = Math.min(this.#step, this.#prediction?.limit ?? this.#step);
  }

  /** Called when a gradient was answered: let the walk go on to its step. */
  #answered() {
    const { limit = 0, next = null } = this.#prediction ?? {};
    if (this.#pinned !== null) this.#pinned = null;
    this.#goTo(next === null ? limit : Math.max(this.#step, this.#stepBefore(limit)));
  }

  /** Return the last step, up to a limit, at which gradients are passed on. @param {number} limit */
  #stepBefore(limit) {
    const { steps, seed } = this.#walk;
    let step = limit;
    while (step > seed && steps[step]?.additions.length === 0) step -= 1;
    return step;
  }

  /** Ask for a gradient: that of the pinned node, or else the walk's next. */
  #ask() {
    const prediction = this.#prediction;
    const pinned = this.#pinned !== null && prediction?.asks(this.#pinned) ? this.#pinned : null;
    const id = pinned ?? prediction?.next ?? null;
    const output = this.#walk.node(this.#graph.output);
    const node = id === null ? undefined : this.#walk.node(id);
    const [of, by] = [output, node].map((each) => (each && this.#walk.nameOf(each)) || "");
    this.#predictionForm.ask(
      prediction,
      id,
      this.#graph.is_proven
        ? this.#page.words.predict.question(term(of ?? ""), term(by ?? ""))
        : `${term(by ?? "")}.grad =`,
    );
    this.#player.setEnd(prediction?.limit ?? this.#walk.last);
  }

  /** Return the numbers that replace the step's: those of a trial, or predicted ones. */
  #numbers() {
    const { numbers } = this.#queries;
    const revealed = this.#prediction?.revealed ?? new Map();
    for (const [id, gradient] of revealed) {
      const grad = shortNumber(gradient);
      numbers.set(id, { data: this.#walk.data(id), grad, isSound: Number.isFinite(gradient) });
    }
    return numbers;
  }

  /** @param {number} sample */
  async #chooseSample(sample) {
    const answer = await this.#queries.sample(this.#graph, sample);
    this.#options.say(typeof answer === "string" ? answer : "");
    if (typeof answer !== "string") this.update(answer);
  }

  #show() {
    const { words } = this.#page;
    const sentence = titleOf(this.#walk, this.#step, words);
    this.#showScene();
    this.#ask();
    this.#player.show(this.#step, sentence);
    this.#table.show(this.#step);
    this.#showPinned();
    if (this.#queries.isAnswered) this.#ledger.show(words.trial, "", []);
    else
      this.#ledger.show(
        sentence,
        detailOf(this.#walk, this.#step, words),
        this.#lines(),
        hintOf(this.#walk, this.#step, words),
      );
  }

  #lines() {
    const { additions = [] } = this.#walk.steps[this.#step] ?? {};
    return linesOf(this.#walk, this.#step).map((line, number) => ({
      ...line,
      edge: additions[number]?.edge.id ?? null,
    }));
  }

  #showScene(step = this.#step, numbers = this.#numbers()) {
    this.#scene.show({
      step,
      pinned: this.#pinned,
      edge: this.#pointedEdge,
      ofLine: this.#ofLine,
      numbers,
      marks: this.#marks(step),
      wrong: this.#wrongBoxes(),
      edgeMarks: this.#queries.edgeMarks,
    });
  }

  /** Return the marks of the gradients that are shown at a step as they were checked. @param {number} step */
  #marks(step) {
    const { marks, isAnswered } = this.#queries;
    const isShown = (/** @type {string} */ id) => !isAnswered && this.#walk.isSettled(id, step);
    return new Map([...marks].filter(([id]) => isShown(id)));
  }

  /** Return the boxes of wrong operations: by central differences, or by their comparison. */
  #wrongBoxes() {
    const { wrong } = this.#queries;
    for (const node of this.#graph.nodes) {
      const box = this.#isWrong(node) ? this.#scene.boxOf(node.id) : undefined;
      if (box !== undefined) wrong.add(box);
    }
    return wrong;
  }

  /** Whether the comparison of operations found a node's operation wrong. @param {GraphNode | undefined} node */
  #isWrong(node) {
    return node !== undefined && this.#wrong.has(node.op);
  }

  #showPinned() {
    const { words } = this.#page;
    const id = this.#pinned;
    const face = id === null ? undefined : this.#scene.face(id);
    if (id === null || !face) {
      this.#inspector.show(null);
      return;
    }
    const into = this.#folds.closable(id);
    const node = this.#walk.node(id);
    this.#inspector.show({
      id,
      node,
      name: node ? equation(this.#walk, node) : face.name,
      tried: this.#queries.tried(id),
      gradient: this.#prediction?.revealed.get(id) ?? this.#walk.gradient(id, this.#step),
      why: this.#why(id),
      check: [
        this.#walk.isSettled(id, this.#step) ? this.#queries.verdict(id) : "",
        this.#queries.localVerdict(id),
        this.#isWrong(node) ? words.wrongOperation : "",
      ]
        .filter(Boolean)
        .join("; "),
      opens: face.opens,
      closes: into === null ? "" : this.#folds.kindOf(into),
    });
    const output = this.#walk.node(this.#graph.output);
    const [leaf, of] = [node, output].map((each) => (each ? this.#walk.nameOf(each) : ""));
    const names = { leaf: leaf ?? "", output: of ?? "" };
    // Its line would tell the gradient that is to be predicted.
    const nearby = this.#prediction ? null : this.#queries.nearby(node);
    this.#inspector.showNearby(nearby, names, this.#queries.triedPoint);
    const { trial, refusal, kept } = this.#queries;
    if (trial === null && refusal !== "") this.#inspector.refuseTrial(refusal);
    else this.#inspector.showTrial(trial, kept?.value);
  }

  /** @returns {CardMoment} */
  #moment() {
    const { kind, node } = this.#walk.steps[this.#step] ?? { kind: "start", node: "" };
    return { kind, node, pinned: this.#pinned, level: this.#folds.level };
  }

  #showMenu() {
    this.#exports = createExports({
      words: this.#page.words,
      scene: this.#scene,
      walk: () => this.#walk,
      show: (step) => this.#showScene(step, new Map()),
      showAgain: () => this.#showScene(),
      numbers: (id) => this.#numbers().get(id) ?? numbersOf(id, this.#walk, this.#step),
      dots: () => this.#dots,
      title: () => this.#caption.textContent ?? "",
      copy: this.#page.copy,
      copyMoment: () => this.#page.copyMoment(this.#moment(), this),
    });
    this.#menu.show(this.#exports.entries());
  }

  #toggleFullScreen() {
    if (document.fullscreenElement) void document.exitFullscreen();
    else if (this.element.requestFullscreen) void this.element.requestFullscreen();
    // Phones without the Fullscreen API: the card covers the page.
    else {
      this.#scene.fill(this.element.classList.toggle("is-full"));
    }
  }
}

/** Whether two nodes are the same place in two graphs; a group has none. @param {GraphNode | undefined} one @param {GraphNode | undefined} other */
const isAlike = (one, other) =>
  one?.op === other?.op && one?.label === other?.label && one?.name === other?.name;

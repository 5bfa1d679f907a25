/** The words of the cards that `cards.js` makes, in English. */

import { differences } from "./en-engine.js";
import { measuringIn } from "./measuring.js";

const writing = measuringIn("en");
const { about, count, digits, duration, list, perSecond, size, some } = writing;

/** The words for the package's losses, by their names in a program. */
const LOSSES = new Map([
  ["squared_error", "squared error"],
  ["mse", "mean squared error"],
  ["mse_loss", "mean squared error"],
  ["hinge", "hinge"],
  ["hinge_loss", "hinge"],
  ["bce_with_logits", "binary cross-entropy"],
  ["binary_cross_entropy_with_logits", "binary cross-entropy"],
]);

/** Why a derivative could not be decided, by the verdict, with the sign on its box. */
const UNDECIDED = {
  kink: "∧ at a kink",
  jump: "↕ at a jump",
  "not finite": "∞ not finite",
  hidden: "≈ hidden by rounding",
  cut: "… operands are missing",
  unchecked: "? not computed again",
};

/** @typedef {keyof typeof UNDECIDED} Undecided */

export const words = {
  /** Why an interpreter was ended, by its own words. */
  reasons: /** @type {Record<string, string>} */ ({
    "the program used the channel of its worker": "the program used the channel of its worker",
    "the program closed its worker": "the program closed its worker",
    "the program sent more than a page can show": "the program sent more than a page can show",
    "it sent too many messages": "it sent too many messages",
    "it sent more than the page can show": "it sent more than the page can show",
    "the program took too much memory from JavaScript":
      "the program took too much memory from JavaScript",
  }),
  table: {
    title: "Table",
    nodes: (/** @type {number} */ number) => some(number, { one: "# node", other: "# nodes" }),
    columns: {
      index: "index",
      layer: "layer",
      neuron: "neuron",
      name: "name",
      op: "operation",
      data: "data",
      grad: "grad",
    },
    more: (/** @type {number} */ number) =>
      some(number, { one: "and # row more", other: "and # rows more" }),
  },
  written: {
    title: "Written files",
    save: (/** @type {string} */ name) => `Save ${name}`,
    size: (/** @type {number} */ bytes) => size(bytes),
    tooLarge: (/** @type {number} */ most) =>
      `A file of more than ${size(most)} can't be saved from here.`,
    more: (/** @type {number} */ number) =>
      some(number, { one: "and # file more", other: "and # files more" }),
    unreadable: (/** @type {string} */ name) => `${name} is not there any more.`,
  },
  drawing: "Drawing…",
  drawFailed: (/** @type {string} */ reason) => `The graph could not be drawn: ${reason}`,
  advised:
    "The page has noticed something about your program. In a lesson, look for it yourself first, then read it here.",
  advice: {
    "stale-gradients": (/** @type {string} */ name) =>
      `The gradients of the previous pass were still there, for example in ${name || "a leaf"}: set them to 0 before each pass, unless you mean to keep them.`,
    "changed-data": (/** @type {string} */ name) =>
      `After ${name || "a node"} was computed, the data that it depends on changed: compute it again before the backward pass.`,
    "dead-relu": (/** @type {string} */ name) =>
      `The relu ${name || "neuron"} gave 0 for every sample: no gradient passes through it, so it can't learn.`,
    "no-path": (/** @type {string} */ name) =>
      `No path leads from ${name || "a parameter"} to the loss: it gets no gradient, though its network is trained.`,
    "not-finite": (/** @type {string} */ name) =>
      `The first value that is not a finite number arose in ${name || "a node"}.`,
    "no-torch": (/** @type {string} */ name) =>
      `PyTorch does not run in a browser, so ${name} is not here. Save the program, and run it where PyTorch is installed. The example “PyTorch side by side” has numbers recorded from it.`,
    "no-drawing": (/** @type {string} */ name) =>
      `${name} is not here. The page draws graphs itself: end the program with the value, or call display(value).`,
    import: (/** @type {string} */ line) =>
      `The program uses a name that it has not imported. Write at its top: ${line}`,
    "no-threads": () =>
      "Python has only one thread in a browser, and can start no other. Do the same in a loop, or use asyncio.",
    "no-processes": () => "Python can start no other process in a browser. Do the same in a loop.",
    "foreign-signs": (/** @type {string} */ sign) =>
      `Python does not know the character ${sign}. Such characters come with copied text.`,
  },
  mend: "Replace them",
  recorded: "Recorded. Run computes it here.",
  recordedBefore: "Recorded before your change. Run computes the changed program.",
  drawTimeout: "the layout took too long",
  drawCancelled: "it was called off",
  notFetched: "its code could not be fetched",
  drawTooLarge: "it is too large",
  copyDot: "Copy DOT",
  copied: "Copied",
  copyRefused: "Not copied",

  /** For screen readers. */
  cells: {
    head: (/** @type {number} */ number) => `Cell ${number}`,
    goTo: (/** @type {number} */ number) => `Go to cell ${number} in the code`,
    error: (/** @type {number} */ number) => `Error in cell ${number}`,
  },

  spoken: {
    error: (/** @type {string} */ line, /** @type {string} */ what) =>
      `Error in line ${line}: ${what}`,
    moreLines: (/** @type {number} */ number) =>
      some(number, { one: "# more line", other: "# more lines" }),
    moreResults: (/** @type {number} */ number) =>
      some(number, { one: "# more result", other: "# more results" }),
  },

  walk: {
    anyGraph: "Computational graph",
    title: (/** @type {string} */ output) =>
      output === "" ? "Computational graph" : `Computational graph of ${output}`,
    nodes: "Nodes; arrow keys go to operands and users, Enter pins one",
    drawing: "Drawing…",
    drawFailed: (/** @type {string} */ reason) => `The graph could not be drawn: ${reason}`,
    drawTooLarge: "The graph has too many boxes and arrows to be drawn.",
    drawnInColumns:
      "The boxes stand in plain columns: for this graph, Graphviz takes too long or fails.",
    drawnWithout:
      "The boxes stand in plain columns: Graphviz, which places them, could not be fetched. The next drawing tries it again.",

    view: "View",
    zoomIn: "Zoom in",
    zoomOut: "Zoom out",
    fit: "Fit",
    fullScreen: "Full screen",
    menu: "Copy and save",
    copyMoment: "Copy link to this moment",
    copySvg: "Copy SVG",
    copyPng: "Copy PNG",
    copyDot: "Copy DOT of this step",
    copyStage: {
      before: "Copy DOT before backpropagation",
      after: "Copy DOT after backpropagation",
      "": "Copy the package's DOT",
    },
    saveSvg: "Download SVG",
    savePng: "Download PNG",
    saveDot: "Download DOT",
    saveHandOut: "Download hand-out (all steps)",
    copied: "Copied",
    saved: "Downloaded",
    notDone: "The browser refused it",

    player: "Walk through the graph",
    step: "Step",
    stepOf: (
      /** @type {number} */ step,
      /** @type {number} */ last,
      /** @type {string} */ sentence,
    ) => `${step} of ${last}: ${sentence}`,
    play: "Play",
    pause: "Pause",
    back: "One step back",
    forward: "One step forward",
    toStart: "To the start",
    toSeed: (/** @type {string} */ output) => `∂${output}/∂${output} = 1`,
    toSeedTitle: "Go to where the backward pass begins",
    toEnd: "To the end",

    predict: {
      title: "Predict",
      hint: "Hide the gradients, and type each before it is shown",
      why: "The walk goes on once this gradient is right. “Copy and save” would show it, so it is hidden until Predict is off.",
      question: (/** @type {string} */ output, /** @type {string} */ node) =>
        `∂${output || "L"}/∂${node} =`,
      check: "Check",
      tell: "Show it",
      nothing: "The drawn boxes have no gradient to predict: unfold more.",
      score: (/** @type {number} */ first, /** @type {number} */ count) =>
        `${first} of ${count} at the first try.`,
      answers: {
        right: (/** @type {string} */ question) => `${question} right.`,
        unreadable: () => "Type a number, such as -0.5, 1e-3 or 1/3.",
        sign: () => "The size is right, the sign is not.",
        path: () =>
          "That is the share of one use. It is used more than once, and all shares are added.",
        local: () =>
          "That is the local derivative alone: multiply it by the gradient that arrives at the result.",
        upstream: () =>
          "That is the gradient that arrives at the result: multiply it by the local derivative.",
        value: () => "That is its value; how fast does the output grow with it?",
        own: () =>
          "The operations' backward functions give another number. “Check gradients” compares theirs with central differences.",
        other: () =>
          "That is not it. By the chain rule it is the local derivative times the gradient that arrives.",
      },
    },

    ledger: "This step's arithmetic",
    start: "Before the backward pass: the values of the forward pass.",
    startValues: "The values of the forward pass.",
    startZeros:
      "The values of the forward pass. All of the program's gradients are 0: perhaps no backward pass has run, or it did not begin with output.grad = 1.0.",
    end: "After backpropagation: every node has its gradient, ∂output/∂node.",
    endZeros:
      "All of the program's own gradients are 0. These are the gradients of a backward pass that begins with output.grad = 1.0, as each pass has to.",
    endOwn: "After backpropagation: each gradient is what the operations' backward functions give.",
    endOwnHint: "“Check gradients” compares it with central differences.",
    endOnTop: "After backpropagation: ∂output/∂node is added to the leaves' earlier gradients.",
    endOthers:
      "The program holds other gradients than this backward pass gives. Possible reasons: other passes, another order, another gradient at the output, missing operands, numbers that were set or changed.",
    byPass: (/** @type {string} */ gradients) => `This pass gives ${gradients}`,
    seed: (/** @type {string} */ name) =>
      `The backward pass begins at ${name}: its derivative with respect to itself is 1.`,
    handsOn: (/** @type {string} */ name, /** @type {string} */ gradient) =>
      `${name} hands its gradient ${gradient} on to its operands.`,
    notes: {
      reused: "added to what was there: it is used more than once",
      held: "added to what was there before this pass",
      replaces: "replaces what was there",
    },
    together: (
      /** @type {{name: string, places: number, derivative: string}} */ {
        name,
        places,
        derivative,
      },
    ) =>
      `${name} is used in ${places} places, and each has its share. With respect to ${name} as a whole: ${derivative}.`,
    moreLines: (/** @type {number} */ number) => `and ${count(number)} more`,

    table: "Steps as a table",
    tableCaption: "Every step of the forward and the backward pass, with its arithmetic",
    tableStep: "Step",
    tableWhat: "What happens",
    tableHow: "Arithmetic",
    goToStep: (/** @type {number} */ step) => `Go to step ${step}`,
    spokenGradient: (/** @type {string} */ gradient) => `gradient ${gradient}`,
    spokenDerivative: (/** @type {string} */ derivative, /** @type {string} */ target) =>
      `local derivative ${derivative} of ${target}`,

    detail: "Detail",
    levels: { open: "Everything", neuron: "Neurons", layer: "Layers", mlp: "Whole network" },
    groupName: (/** @type {string} */ kind) =>
      ({ mlp: "MLP", layer: "Layer", neuron: "Neuron" })[kind] ?? "Group",
    groupSize: (/** @type {number} */ nodes) => some(nodes, { one: "# node", other: "# nodes" }),
    tooManyBoxes: "That would be too many boxes to draw: fold others first.",
    sample: "Sample",
    ofSamples: (/** @type {number} */ samples) => ` of ${count(samples)}`,
    check: "Check gradients",
    checkedAll: (
      /** @type {number} */ agree,
      /** @type {number} */ differ,
      /** @type {number} */ all,
      /** @type {Undecided[]} */ undecided,
    ) => {
      if (differ === 0 && agree === all)
        return some(all, {
          one: "The one derivative agrees with central differences.",
          other: "All # derivatives agree with central differences.",
        });
      const rest = all - agree - differ;
      const parts = [
        some(agree, {
          one: `# of ${count(all)} derivatives agrees.`,
          other: `# of ${count(all)} derivatives agree.`,
        }),
      ];
      if (differ > 0)
        parts.push(
          some(differ, {
            one: "# differs from central differences (≠).",
            other: "# differ from central differences (≠).",
          }),
        );
      if (rest > 0) {
        const signs = undecided.map((each) => UNDECIDED[each]).join(", ");
        parts.push(`${count(rest)} could not be decided (${signs}).`);
      }
      return parts.join(" ");
    },
    checkedWhat: (/** @type {number} */ nodes, /** @type {number} */ operands) =>
      operands === 0
        ? "It is the gradient of the only node."
        : `${some(nodes, {
            one: "# is the gradient of a node",
            other: "# are gradients of nodes",
          })}, ${some(operands, {
            one: "# is the local derivative of an operation",
            other: "# are local derivatives of operations",
          })}.`,
    checkedBy: (/** @type {string[]} */ names) =>
      `The differences use the package's ${list(names)} instead of the program's own: both give the same values.`,
    verdicts: {
      agrees: (/** @type {string} */ slope, /** @type {string} */ tolerance) =>
        `agrees with central differences (${slope}, relative tolerance ${tolerance})`,
      differs: (/** @type {string} */ slope) => `differs: central differences give ${slope}`,
      kink: (/** @type {string} */ slope) => `at a kink, where slopes differ (${slope})`,
      jump: () => "at a jump: there is no slope",
      "not finite": () => "not finite",
      hidden: () => "cannot be measured: rounding hides it",
      cut: () => "cannot be told: a value whose operands are missing may depend on it",
      unchecked: () => "could not be computed again",
    },
    wrongLocal: (/** @type {string} */ claimed, /** @type {string} */ slope) =>
      `its local derivative differs (≠): it uses ${claimed}, central differences give ${slope}`,
    wrongOperation: "the comparison of operations found it wrong (≠)",
    ofLine: (
      /** @type {number} */ line,
      /** @type {number} */ nodes,
      /** @type {number} */ pass,
      /** @type {number} */ passes,
    ) => {
      const made = some(nodes, {
        one: `Line ${line} made # node`,
        other: `Line ${line} made # nodes`,
      });
      return passes > 1 ? `${made} in pass ${pass} of ${count(passes)}` : made;
    },
    earlierPass: "Earlier pass of the line",
    laterPass: "Later pass of the line",

    pinned: "Pinned node",
    isPinned: "pinned",
    pinnedNow: (/** @type {string} */ name) => `${name} is pinned.`,
    unpinnedNow: "No node is pinned.",
    variable: "variable",
    label: "label",
    outsideShare: "of it from nodes not shown",
    why: "The terms of its gradient",
    whyFrom: (/** @type {string} */ name) => `from ${name}`,
    whyGo: (/** @type {string} */ name) => `Pin ${name}, to see why its gradient is what it is`,
    whySample: (/** @type {number} */ sample) => `sample ${count(sample)}`,
    whyKinds: {
      outside: "from nodes not shown",
      before: "there before this pass",
      seed: "the output by itself",
      rest: "from rounding",
    },
    whyMore: (/** @type {number} */ terms, /** @type {string} */ together) =>
      some(terms, { one: `+ # more: ${together}`, other: `+ # more, together ${together}` }),
    whyLater: "More comes in later steps.",
    paths: "Each path to the output, multiplied out",
    notShown: "not shown",
    notShownNodes: (/** @type {number} */ operands, /** @type {number} */ users) =>
      list(
        [
          operands > 0 ? some(operands, { one: "# operand", other: "# operands" }) : "",
          users > 0 ? some(users, { one: "# user", other: "# users" }) : "",
        ].filter(Boolean),
      ),
    checked: "check",
    line: (/** @type {number} */ line) => `Go to line ${line}`,
    open: "Open",
    foldInto: (/** @type {string} */ kind) =>
      ({ mlp: "Fold the network", layer: "Fold the layer", neuron: "Fold the neuron" })[kind] ??
      "Fold",
    unpin: "Unpin",
    whatIf: "What if data were",
    tryValue: "Other value",
    tryRange: "Drag the value",
    reset: "Reset",
    nearby: (
      /** @type {{name: string, from: string, to: string, gradient: string}} */ {
        name,
        from,
        to,
        gradient,
      },
    ) =>
      `The output for ${name} from ${from} to ${to}, and the line whose slope is the gradient, ${gradient}`,
    trial: "What if: the graph computed anew, forward and back.",
    trying: "Asking Python…",
    triedBy: (/** @type {string[]} */ names) =>
      `The package's ${list(names)} computed values and gradients here instead of the program's own: both give the same values.`,
    triedOther: "Its gradients differ from the program's own; “Check gradients” shows where.",
    tried: (
      /** @type {{name: string, from: string, to: string, change: string, prediction: string}} */ {
        name,
        from,
        to,
        change,
        prediction,
      },
    ) =>
      `${name}: ${from} → ${to}. The output changes by ${change}; derivative × Δ predicted ${prediction}.`,
    refused: (/** @type {string} */ reason) => `Python can't say: ${reason}.`,
    noAnswer: {
      running: "The program is still running: ask when it has ended.",
      gone: "The run's interpreter is gone: run the program again to ask.",
      late: "There was no answer in time.",
      unreadable: "The answer could not be read.",
    },

    otherValues: (/** @type {string} */ name, /** @type {number} */ nodes) =>
      `${some(nodes, {
        one: `${name} holds another value than its operation gives now.`,
        other: `# nodes hold other values than their operations give now. The first is ${name}.`,
      })} The program has changed operands since, or an operation computes something else than its name says.`,
    lostOperands: (/** @type {string} */ name, /** @type {string} */ op) =>
      op === ""
        ? `The _backward of ${name} uses values that are not among its operands. This backward pass does not reach them through ${name}.`
        : `${name} names the operation ${op}, but no operands. This backward pass ends there.`,
    leftOut: (
      /** @type {{shown: number, total: number, sample: number | null, samples: number, distance: number}} */ {
        shown,
        total,
        sample,
        samples,
        distance,
      },
    ) => {
      const parts = [
        some(shown, {
          one: `# of ${count(total)} nodes is shown.`,
          other: `# of ${count(total)} nodes are shown.`,
        }),
      ];
      if (samples > 0 && sample !== null)
        parts.push(
          some(samples, {
            one: `# belongs to samples other than ${count(sample + 1)}.`,
            other: `# belong to samples other than ${count(sample + 1)}.`,
          }),
        );
      if (distance > 0)
        parts.push(
          some(distance, {
            one: "# is too far from the output.",
            other: "# are too far from the output.",
          }),
        );
      return parts.join(" ");
    },
    fault: (/** @type {string} */ fault) => `There are no backward steps: ${fault}`,
    firstNotFinite: (/** @type {string} */ name) =>
      `The first number that is not finite arose in ${name}.`,
  },

  chart: {
    title: "Chart",
    numbers: "Numbers of the chart",
    failed: (/** @type {string} */ reason) => `The chart could not be drawn: ${reason}`,
    tooLarge: "it is too large",
    timeout: "it took too long",
    cancelled: "it was called off",
  },

  engine: {
    title: "Comparison with the package",
    right: (/** @type {number} */ operations) =>
      some(operations, {
        one: "This engine agrees with the package: value and gradients of # expression, over a grid of numbers.",
        other:
          "This engine agrees with the package: values and gradients of # expressions, over a grid of numbers.",
      }),
    wrong: (/** @type {number} */ wrong, /** @type {number} */ operations) =>
      some(wrong, {
        one: `# of ${count(operations)} expressions differs from the package; in graphs the sign ≠ marks the wrong operation.`,
        other: `# of ${count(operations)} expressions differ from the package; in graphs the sign ≠ marks the wrong operations.`,
      }),
    differences,
    lineOf: (/** @type {string} */ file, /** @type {number} */ line) =>
      `Go to line ${line} of ${file}`,
  },

  training: {
    title: (/** @type {string} */ network) => `Training ${network}`,
    facts: (
      /** @type {{n_samples: number, n_parameters: number, loss: string, optimizer: string}} */ {
        n_samples,
        n_parameters,
        loss,
        optimizer,
      },
    ) =>
      [
        n_samples > 0 ? some(n_samples, { one: "# sample", other: "# samples" }) : "",
        some(n_parameters, { one: "# parameter", other: "# parameters" }),
        loss === "" ? "" : `loss: ${LOSSES.get(loss) ?? loss}`,
        optimizer,
      ]
        .filter(Boolean)
        .join(" · "),
    state: trainingState,
    anew: (/** @type {string} */ reason) =>
      `Every round makes its graph anew, which is slower than a tape: ${reason}.`,
    progress: "Rounds taken",
    menu: "Copy",
    copyCsv: "Copy the losses as CSV",
    copied: "Copied",
    notDone: "The browser refused it",

    steer: "Steer the training",
    cannotSteer:
      "This browser cannot suspend a running program, so the training cannot be steered; Stop ends it.",
    pause: "Pause",
    goOn: "Go on",
    oneRound: "One round",
    oneRoundTitle: "Take one round, then pause",
    end: "End training",
    endTitle: "End the training after this round; the program goes on with what it learned",
    restart: "Restart",
    restartTitle: "Begin anew with the same initial parameters",
    learningRate: "Learning rate",
    pace: "Pace",
    paces: (/** @type {number} */ pace) =>
      pace === 0
        ? "full speed"
        : some(pace, { one: "# round a second", other: "# rounds a second" }),
    beginPaused: "Begin the next run paused",
    steeringOver: (/** @type {string} */ beginPaused) =>
      `The training is over. To steer another, tick “${beginPaused}” and press Run.`,
    noRate: "A learning rate is a number, 0 or more. It has not changed.",
    rateNotRead:
      "The program has not read the new rate: a loop reads it from learning_rate of its Training.",

    loss: "Loss",
    logScale: "log scale",
    layOver: "Lay over",
    nothingOver: "nothing",
    noOther: "no other training yet",
    otherStarts: "others began from other parameters",
    pastLabel: (
      /** @type {{optimizer: string, rate: number | null, rounds: number, loss: number | undefined}} */ {
        optimizer,
        rate,
        rounds,
        loss,
      },
    ) =>
      [
        optimizer,
        rate === null ? "" : `rate ${digits(rate)}`,
        some(rounds, { one: "# round", other: "# rounds" }),
        loss === undefined ? "" : `loss ${digits(loss)}`,
      ]
        .filter(Boolean)
        .join(", "),
    runBefore: (/** @type {string} */ label) =>
      label.startsWith("run before: ") ? label : `run before: ${label}`,
    start: (/** @type {number} */ number) => `start ${number}`,
    noChart: "The chart could not be loaded; the numbers are below.",
    count,
    digits,
    axis: writing.axis,
    decimal: (/** @type {string} */ text) => text.replace(".", writing.point),
    curve: (/** @type {number[]} */ rounds, /** @type {number[]} */ losses) => {
      if (losses.length === 0) return "Loss against round: no round yet";
      const lowest = losses.reduce((a, b) => Math.min(a, b));
      const [first, last] = [losses[0], losses.at(-1)];
      const where = rounds[losses.indexOf(lowest)];
      return `Loss against round: ${digits(first)} in round ${count(rounds[0] ?? 0)}, ${digits(last)} in round ${count(rounds.at(-1) ?? 0)}, lowest ${digits(lowest)} in round ${count(where ?? 0)}`;
    },

    timeMachine: "Time machine",
    round: "Round",
    roundOf: (/** @type {number} */ round, /** @type {number | undefined} */ loss) =>
      round === 0
        ? `round ${count(round)}: the start`
        : `round ${count(round)}${loss === undefined ? "" : `: loss ${digits(loss)}`}`,
    play: "Play the rounds",
    pausePlay: "Pause the playing",
    live: "To the last round",

    plane: (
      /** @type {number} */ inputs,
      /** @type {number} */ samples,
      /** @type {number} */ round,
    ) =>
      `${inputs === 2 ? "The network's output at each point of the plane" : "The network's output along its input"}${some(samples, { one: ", with # sample, ", other: ", with # samples, " })}after round ${count(round)}`,
    place: (/** @type {string} */ inputs, /** @type {string} */ output) =>
      `(${inputs})${output && ` → ${output}`}`,
    someSamples: (/** @type {number} */ drawn, /** @type {number} */ all) =>
      `The picture has ${count(drawn)} of ${count(all)} samples.`,
    pictureOf: (/** @type {number} */ round) => `The picture is of round ${count(round)}.`,
    classes: (/** @type {number} */ number) =>
      some(number, {
        one: "# output",
        other: "# outputs: the colour shows the largest",
      }),

    points: "Your own points",
    pointsHint:
      "While this is open, a click into the picture adds a point. “Write into the program” puts the data there, and Run trains on it.",
    target: "target",
    addPoint: "Add",
    removeLast: "Remove the last",
    removeAll: "Remove all",
    writePoints: "Write into the program",
    pointsWritten: "The points are in the program: press Run.",
    pointsNotWritten:
      'The page found no place for the points. Let the program read its data with inputs, targets = from_csv("""""") of micrograd.data.',
    pointNumbers: "A point needs a number in each field.",

    maps: "What each neuron says",
    layer: (/** @type {number} */ layer) => `layer ${layer}`,
    neuron: (/** @type {number} */ layer, /** @type {number} */ neuron) =>
      `layer ${layer}, neuron ${neuron}`,
    inputs: "inputs",
    wires: "A line is a weight: the wider, the larger; blue is positive, orange negative.",
    weightsOf: (
      /** @type {string} */ neuron,
      /** @type {string[]} */ weights,
      /** @type {string} */ bias,
    ) => `${neuron}: weights ${weights.join(", ")}; bias ${bias}`,
    predictions: "Predictions",
    predictionHead: ["sample", "inputs", "target", "output"],
    parameters: "Parameters",
    parameterHead: ["neuron", "weights", "bias"],
    namedHead: ["parameter", "value"],
    parameter: (/** @type {number} */ number) => `parameter ${number}`,
    losses: "Losses",
    lossHead: ["round", "loss"],
    lossesOfTrain:
      "Each loss is computed before the update that it leads to. Predictions, parameters and pictures of a round are those after it.",
    lossesOfLoop:
      "A round's loss is the one that the program told. Predictions, parameters and pictures of a round are those at that time.",
    asking: "Asking Python…",
    moreRows: (/** @type {number} */ number) => `and ${count(number)} more`,

    sampleGraph: "Graph of one sample",
    sample: "Sample",
    ofSamples: (/** @type {number} */ samples) => ` of ${count(samples)}`,
    noAnswer: {
      running: "The program is still running: Python can be asked when it has ended.",
      gone: "The run's interpreter is gone: run the program again to ask.",
      late: "There was no answer in time.",
      unreadable: "The answer could not be read.",
    },
  },
};

/**
 * Return the state of a training as one line.
 * @param {{number: number, total: number | null, loss: number | undefined, rate: number | null, nextRate: number | null, speed: number, seconds: number, isPaused: boolean, ended: string, message: string}} known
 */
function trainingState({
  number,
  total,
  loss,
  rate,
  nextRate,
  speed,
  seconds,
  isPaused,
  ended,
  message,
}) {
  const round = count(number);
  const of = total === null ? "" : ` of ${count(total)}`;
  const ends = /** @type {Record<string, string>} */ ({
    num_rounds: some(number, { one: "# round", other: "# rounds" }),
    on_round: `Ended by on_round after round ${round}${of}`,
    tolerance: `Ended after round ${round}${of}: ten rounds lowered the lowest loss by no more than tolerance`,
    interrupt: `Interrupted in round ${count(number + 1)}${of}`,
    watcher: `Ended by you after round ${round}${of}`,
    diverged: `Diverged: ${message}`,
    error: `An error ended it after round ${round}${of}`,
    stopped: `Stopped after round ${round}${of}`,
  });
  const parts = [
    ends[ended] ?? (isPaused ? `Paused after round ${round}${of}` : `Round ${round}${of}`),
  ];
  if (loss !== undefined) parts.push(`loss ${digits(loss)}`);
  if (rate !== null) parts.push(`learning rate ${digits(rate)}`);
  if (nextRate !== null && ended === "")
    parts.push(`learning rate ${digits(nextRate)} from the next round on`);
  if (ended === "" && !isPaused && speed > 0) {
    parts.push(`${perSecond(speed)} rounds/s`);
    if (total !== null && total > number) parts.push(`${about((total - number) / speed)} left`);
  }
  if (ended !== "" && seconds > 0) parts.push(duration(seconds));
  return parts.join(" · ");
}

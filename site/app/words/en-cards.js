/**
 * The words of the cards that `cards.js` makes, in English: they come with its code.
 */

const count = (/** @type {number} */ n) => n.toLocaleString("en");

export const words = {
  drawing: "Drawing…",
  drawFailed: (/** @type {string} */ reason) => `The graph could not be drawn: ${reason}`,
  drawTimeout: "the layout took too long",
  drawCancelled: "it was called off",
  drawTooLarge: "it is too large",
  copyDot: "Copy DOT",
  copied: "Copied",
  copyRefused: "Not copied",

  walk: {
    anyGraph: "Computational graph",
    title: (/** @type {string} */ output) =>
      output === "" ? "Computational graph" : `Computational graph of ${output}`,
    nodes: "Nodes; arrow keys go to operands and users, Enter pins one",
    drawing: "Drawing…",
    drawFailed: (/** @type {string} */ reason) => `The graph could not be drawn: ${reason}`,
    drawTooLarge: "The graph has too many boxes and arrows to be drawn.",

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
    toSeed: "∂L/∂L = 1",
    toSeedTitle: "To the seed, where the backward pass begins",
    toEnd: "To the end",

    ledger: "This step's arithmetic",
    start: "Before backpropagation: the values of the forward pass, no gradients yet.",
    end: "After backpropagation: every node has its gradient, ∂output/∂node.",
    seed: (/** @type {string} */ name) =>
      `The backward pass begins at ${name}: its derivative with respect to itself is 1.`,
    handsOn: (/** @type {string} */ name, /** @type {string} */ gradient) =>
      `${name} hands its gradient ${gradient} on to its operands.`,
    notes: {
      reused: "added to what was there: it is used more than once",
      replaces: "replaces what was there: this operation does not add",
    },
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
    groupSize: (/** @type {number} */ nodes) => `${count(nodes)} nodes`,
    tooManyBoxes: "That would be too many boxes to draw: fold others first.",
    sample: "Sample",
    ofSamples: (/** @type {number} */ samples) => ` of ${count(samples)}`,
    check: "Check gradients",
    checkedAll: (
      /** @type {number} */ agree,
      /** @type {number} */ differ,
      /** @type {number} */ all,
    ) => {
      if (differ === 0 && agree === all)
        return `All ${count(all)} derivatives agree with central differences.`;
      const rest = all - agree - differ;
      const unsure =
        rest > 0
          ? ` ${count(rest)} could not be decided (∧ at a kink, ∞ not finite, ? not computed again).`
          : "";
      const wrong =
        differ > 0
          ? ` ${count(differ)} ${differ === 1 ? "differs" : "differ"} from central differences (≠).`
          : "";
      return `${count(agree)} of ${count(all)} derivatives agree.${wrong}${unsure}`;
    },
    verdicts: {
      agrees: (/** @type {string} */ slope) => `agrees with central differences (${slope})`,
      differs: (/** @type {string} */ slope) => `differs: central differences give ${slope}`,
      kink: (/** @type {string} */ slope) => `at a kink, where slopes differ (${slope})`,
      "not finite": () => "not finite",
      unchecked: () => "could not be computed again",
    },
    ofLine: (
      /** @type {number} */ line,
      /** @type {number} */ nodes,
      /** @type {number} */ pass,
      /** @type {number} */ passes,
    ) => {
      const made = `Line ${line} made ${count(nodes)} ${nodes === 1 ? "node" : "nodes"}`;
      return passes > 1 ? `${made} in pass ${pass} of ${count(passes)}` : made;
    },
    earlierPass: "Earlier pass of the line",
    laterPass: "Later pass of the line",

    pinned: "Pinned node",
    variable: "variable",
    label: "label",
    elsewhere: "of it from nodes not shown",
    notShown: "not shown",
    notShownNodes: (/** @type {number} */ operands, /** @type {number} */ users) =>
      [
        operands > 0 ? `${count(operands)} ${operands === 1 ? "operand" : "operands"}` : "",
        users > 0 ? `${count(users)} ${users === 1 ? "user" : "users"}` : "",
      ]
        .filter(Boolean)
        .join(", "),
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
    trial: "What if: the graph computed anew, forward and back.",
    trying: "Asking Python…",
    tried: (
      /** @type {{name: string, from: string, to: string, change: string, prediction: string}} */ {
        name,
        from,
        to,
        change,
        prediction,
      },
    ) =>
      `${name}: ${from} → ${to}. The output changes by ${change}; grad × Δ predicted ${prediction}.`,
    refused: (/** @type {string} */ reason) => `Python can't say: ${reason}.`,
    noAnswer: {
      running: "The program is still running: ask when it has ended.",
      gone: "The run's interpreter is gone: run the program again to ask.",
      late: "There was no answer in time.",
      unreadable: "The answer could not be read.",
    },

    leftOut: (
      /** @type {{shown: number, total: number, sample: number | null, samples: number, distance: number}} */ {
        shown,
        total,
        sample,
        samples,
        distance,
      },
    ) => {
      const parts = [`${count(shown)} of ${count(total)} nodes are shown.`];
      if (samples > 0 && sample !== null)
        parts.push(`${count(samples)} belong to samples other than ${count(sample + 1)}.`);
      if (distance > 0) parts.push(`${count(distance)} are too far from the output.`);
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
        n_samples > 0 ? `${count(n_samples)} ${n_samples === 1 ? "sample" : "samples"}` : "",
        `${count(n_parameters)} ${n_parameters === 1 ? "parameter" : "parameters"}`,
        loss === "" ? "" : `loss ${loss}`,
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
      pace === 0 ? "full speed" : `${pace} ${pace === 1 ? "round" : "rounds"} a second`,
    beginPaused: "Begin the next run paused",

    loss: "Loss",
    logScale: "log scale",
    layOver: "Lay over",
    nothingOver: "nothing",
    noOther: "no other training yet",
    otherStarts: "others began otherwise: random.seed(1) makes starts the same",
    pastLabel: (
      /** @type {{optimizer: string, rate: string, rounds: number, loss: string}} */ {
        optimizer,
        rate,
        rounds,
        loss,
      },
    ) =>
      [optimizer, rate && `rate ${rate}`, `${count(rounds)} rounds`, loss && `loss ${loss}`]
        .filter(Boolean)
        .join(", "),
    runBefore: (/** @type {string} */ label) =>
      label.startsWith("run before: ") ? label : `run before: ${label}`,
    start: (/** @type {number} */ number) => `start ${number}`,
    noChart: "The chart could not be loaded; the numbers are below.",
    curve: (/** @type {number[]} */ rounds, /** @type {number[]} */ losses) => {
      if (losses.length === 0) return "Loss against round: no round yet";
      const lowest = losses.reduce((a, b) => Math.min(a, b));
      const [first, last] = [losses[0], losses.at(-1)];
      const where = rounds[losses.indexOf(lowest)];
      return `Loss against round: ${digits(first)} in round ${rounds[0]}, ${digits(last)} in round ${rounds.at(-1)}, lowest ${digits(lowest)} in round ${where}`;
    },

    timeMachine: "Time machine",
    round: "Round",
    roundOf: (/** @type {number} */ round, /** @type {number | undefined} */ loss) =>
      loss === undefined || round === 0
        ? `round ${count(round)}: the start`
        : `round ${count(round)}: loss ${digits(loss)}`,
    play: "Play the rounds",
    pausePlay: "Pause the playing",
    live: "To the last round",

    plane: (
      /** @type {number} */ inputs,
      /** @type {number} */ samples,
      /** @type {number} */ round,
    ) =>
      `${inputs === 2 ? "What the network says of each point of the plane" : "What the network says along its input"}, with ${count(samples)} samples, after round ${count(round)}`,
    place: (/** @type {string[]} */ inputs, /** @type {string} */ output) =>
      `(${inputs.join(", ")})${output && ` → ${output}`}`,
    classes: (/** @type {number} */ number) => `${number} classes: the largest output wins`,

    points: "Your own points",
    pointsHint:
      "While this is open, a click into the picture adds a point. “Write into the program” puts the data there, and Run trains on it.",
    input: (/** @type {number} */ number) => `x${number}`,
    target: "target",
    addPoint: "Add",
    removeLast: "Remove the last",
    removeAll: "Remove all",
    writePoints: "Write into the program",
    pointsWritten: "The points are in the program: press Run.",
    pointsNotWritten:
      'It is not clear where: let the program read its data with inputs, targets = from_csv("""""") of micrograd.data.',
    pointNumbers: "A point needs a number in each field.",

    maps: "What each neuron says",
    layer: (/** @type {number} */ layer) => `layer ${layer}`,
    neuron: (/** @type {number} */ layer, /** @type {number} */ neuron) =>
      `layer ${layer}, neuron ${neuron}`,
    predictions: "Predictions",
    predictionHead: ["sample", "inputs", "target", "output"],
    parameters: "Parameters",
    parameterHead: ["neuron", "weights", "bias"],
    parameter: (/** @type {number} */ number) => `parameter ${number}`,
    losses: "Losses",
    lossHead: ["round", "loss"],
    moreRows: (/** @type {number} */ number) => `and ${count(number)} more`,

    sampleGraph: "Graph of one sample",
    sample: "Sample",
    ofSamples: (/** @type {number} */ samples) => ` of ${count(samples)}`,
    noAnswer: {
      running: "The program is still running: its graphs can be asked for when it has ended.",
      gone: "The run's interpreter is gone: run the program again to ask.",
      late: "There was no answer in time.",
      unreadable: "The answer could not be read.",
    },
  },
};

/** @param {number | undefined} value  in few digits, as a sentence has them */
function digits(value) {
  return value === undefined ? "" : String(Number(value.toPrecision(4)));
}

/** @param {number} seconds */
function timeLeft(seconds) {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 5_400) return `${Math.round(seconds / 60)} min`;
  return `${Math.round(seconds / 3_600)} h`;
}

/**
 * How a training stands, in a line.
 * @param {{number: number, total: number | null, loss: number | undefined, rate: number | null, speed: number, seconds: number, isPaused: boolean, ended: string, message: string}} known
 */
function trainingState({ number, total, loss, rate, speed, seconds, isPaused, ended, message }) {
  const round = count(number);
  const of = total === null ? "" : ` of ${count(total)}`;
  const ends = /** @type {Record<string, string>} */ ({
    num_rounds: `${round} ${number === 1 ? "round" : "rounds"}`,
    on_round: `Ended by on_round after round ${round}${of}`,
    tolerance: `Ended after round ${round}${of}: the last ten lowered the loss no further`,
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
  if (ended === "" && !isPaused && speed > 0) {
    parts.push(`${count(Math.round(speed))} rounds/s`);
    if (total !== null && total > number) parts.push(`${timeLeft((total - number) / speed)} left`);
  }
  if (ended !== "" && seconds > 0) parts.push(`${digits(Number(seconds.toPrecision(2)))} s`);
  return parts.join(" · ");
}

/**
 * All the page's words, in English. A part takes its words from here and from nowhere else.
 */

const megabytes = (/** @type {number} */ bytes) => (bytes / 1e6).toFixed(1);
const duration = (/** @type {number} */ seconds) =>
  seconds < 1 ? `${Math.round(seconds * 1000)} ms` : `${seconds.toFixed(1)} s`;
const count = (/** @type {number} */ n) => n.toLocaleString("en");

export const words = {
  title: "micrograd playground",
  credit: "After Karpathy's micrograd",
  creditUrl: "https://github.com/karpathy/micrograd",
  licences: "Licences",

  run: "Run",
  runTitle: "Run the program (Ctrl+Enter)",
  stop: "Stop",
  stopTitle: "End the program, whatever it is doing",
  share: "Share",
  shareTitle: "Copy a link that carries this program",
  examples: "Examples",
  yourDrafts: "Your drafts",
  currentDraft: "Current draft",
  emptyDraft: "(empty)",
  draftOf: (/** @type {string} */ name, /** @type {Date} */ time) =>
    `${name} · ${time.toLocaleString("en", { dateStyle: "medium", timeStyle: "short" })}`,
  theme: "Theme",
  themes: { system: "Auto", light: "Light", dark: "Dark" },

  editor: "Code editor",
  editorHint: "Tab indents; press Escape and then Tab to leave the editor",
  results: "Results",
  resultsEmpty: "Press Run: what the program prints and draws appears here.",

  status: {
    downloading: (/** @type {number} */ got, /** @type {number} */ all) =>
      `Loading Python: ${megabytes(got)} of ${megabytes(all)} MB`,
    starting: "Starting Python…",
    waiting: "Python is on its way; the program runs as soon as it is there",
    ready: "Ready",
    running: "Running…",
    finished: (/** @type {number} */ seconds) => `Finished in ${duration(seconds)}`,
    error: (/** @type {number} */ seconds) => `Ended by an error after ${duration(seconds)}`,
    exited: (/** @type {string} */ code) => `The program ended itself (exit code ${code})`,
    stopped: "Stopped",
    died: "Python's interpreter broke",
    failed: "Python could not start",
  },
  progress: "Python's download",
  failed: (/** @type {string} */ reason) =>
    `Python could not start: ${reason}. Press Run to try again; your program is safe.`,
  died: (/** @type {string} */ reason) =>
    `Python's interpreter broke (${reason}) and was replaced. Your program is unchanged.`,
  loop: "Something of the program went on after its end, without a pause: it was ended.",
  diedSilently: "it gave no reason",

  missing: (/** @type {string} */ packages) =>
    `${packages} could not be loaded: the network did not answer, or not with the file it should be.`,

  advice: {
    "stale-gradients": (/** @type {string} */ name) =>
      `The gradients of the pass before were still there, in ${name || "a leaf"} for one: set them to 0 before each pass.`,
    "changed-data": (/** @type {string} */ name) =>
      `After ${name || "a node"} was computed, the data it was computed from changed: compute it anew before going backward.`,
    "dead-relu": (/** @type {string} */ name) =>
      `The relu ${name || "neuron"} gave 0 for every sample: no gradient passes it, and it can't learn.`,
    "no-path": (/** @type {string} */ name) =>
      `No path leads from ${name || "a parameter"} to the loss: it gets no gradient, though its network is trained.`,
    "not-finite": (/** @type {string} */ name) =>
      `The first value that is not a finite number arose in ${name || "a node"}.`,
  },
  text: "Output",
  shownText: (/** @type {number} */ limit) =>
    `Only the first ${count(limit)} characters are shown.`,
  downloadText: "Download all text",
  input: {
    title: "Input",
    send: "Send",
    hint: "Enter sends the line; Ctrl+D in the empty field ends the input",
  },
  errorTitle: "Error",
  line: (/** @type {number} */ line) => `Go to line ${line}`,
  value: "Value",
  cut: {
    text: (/** @type {number} */ limit) =>
      `The program printed more than ${count(limit)} characters: what came after them is dropped.`,
    writes: (/** @type {number} */ limit) =>
      `Only the first ${count(limit)} writes to the file descriptors are shown.`,
    displays: (/** @type {number} */ limit) =>
      limit === 0
        ? "What the program displays is too large to be shown."
        : `Only the first ${count(limit)} displayed things are shown.`,
  },
  graph: "Computational graph",
  drawing: "Drawing…",
  drawFailed: (/** @type {string} */ reason) => `The graph could not be drawn: ${reason}`,
  drawTimeout: "the layout took too long",
  drawCancelled: "it was called off",
  drawTooLarge: "it is too large",
  image: "Displayed image",
  html: "Displayed page",
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

  notice: {
    dismiss: "Dismiss",
    fromLink: "This program came from a link. Read it, then press Run.",
    toDraft: "Back to my draft",
    shared: "The link is copied, and stands in the address bar.",
    sharedByHand: "The link stands in the address bar; copy it from there.",
    tooLong: "The program is too long for a link.",
    draftsRefused: "This browser keeps no drafts: they are gone when the page is closed.",
    noExample: "There is no example of that name.",
  },
  offline: {
    newVersion: "A new version of this page is there.",
    load: "Load it",
  },
  link: {
    broken: "The link is broken or was cut: its program can't be read.",
    version: "The link was made by a newer version of this page.",
    tooLarge: "The link's program is too large.",
  },
};

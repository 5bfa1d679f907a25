/**
 * A graph as it travels to the page, `application/vnd.micrograd.graph+json`, version 2: types and
 * nothing else. `micrograd/story.py` writes it; `tests/engine/recorded/graph.json` is a recorded example.
 *
 * There are at most 1,000 nodes, and 1,600 more inside of neurons; of a larger graph one row of the
 * batch travels, or the nodes nearest the output.
 *
 * It is data from a visitor's program: every text in it is a stranger's, to be shown as text.
 *
 * The backward pass is replayed by adding up: begin with every node's `grad_before`, set the
 * output's to `grad_before + seed`, and follow `backward`: of each step, add every addition's
 * `share` to the gradient of its edge's source, in order. The sums are Python's, to the last bit,
 * and end at every node's `grad`, once its `rest` is added at last. (Open neurons end there nearly
 * where one node is a neuron's bias and an input of it too.)
 */

/**
 * A number; those that JSON lacks are words. `Number(value)` reads all of them.
 * @typedef {number | "NaN" | "Infinity" | "-Infinity"} GraphNumber
 */

/**
 * @typedef {object} GraphData
 * @property {2} version
 * @property {string} id  the same for the "before" and the "after" of one backward pass: the second
 *   takes the place of the first. Names the graph in what the page asks of Python.
 * @property {string} title  what it is, in words
 * @property {"" | "before" | "after"} stage  "before" has no backward pass: every `grad` is null,
 *   `backward` is empty
 * @property {boolean} has_run  whether the nodes hold the gradients of this pass; where false, and
 *   the stage is "", `grad` says what a backward pass would give
 * @property {boolean} is_proven  whether every gradient of the pass is known to be ∂output/∂node: the
 *   operations are the package's, or recognised, and hand on the same
 * @property {string} fault  why there are no backward steps (an operation of the visitor's raised), or ""
 * @property {string} output  a node's id
 * @property {1} seed  the derivative of the output with respect to itself
 * @property {number} total  how many nodes the whole graph has (without the insides of neurons)
 * @property {number} left_out  how many of them are not in `nodes`
 * @property {{samples: number, distance: number}} left_out_reasons  belonging to samples that are not
 *   shown; too far from the output
 * @property {GraphNode[]} nodes  each after its parents; the insides of a neuron before it
 * @property {GraphEdge[]} edges
 * @property {string[]} forward  ids in the order of computing, without those inside neurons
 * @property {GraphStep[]} backward  in the order of the pass, without those inside neurons
 * @property {GraphGroup[]} groups  parents before children
 * @property {GraphSamples | null} samples  null where nothing was computed more than once
 */

/**
 * @typedef {object} GraphNode
 * @property {string} id
 * @property {string} label  the visitor's own, or ""
 * @property {string} name  the visitor's variable that holds it (`w[3]`), or ""
 * @property {string} alias  what sentences, formulas and boxes call it, where that is neither of these:
 *   a letter, or the label with a number where several nodes have it; else ""
 * @property {"leaf" | "parameter" | "operation" | "neuron"} kind  "neuron": a fused one, see `inner`
 * @property {string} op  the operation's short name; "" of a leaf
 * @property {string} formula  the operation on its operands, in words: `w·x`; "" of a leaf
 * @property {GraphNumber} data
 * @property {GraphNumber | null} grad  at the end of the pass
 * @property {GraphNumber} grad_before  as the pass begins: a leaf may hold an earlier pass's
 * @property {GraphNumber} elsewhere  what it gets from nodes that are left out; `grad_before` has it in it
 * @property {GraphNumber} rest  what is added last, of the size of the last bit: not 0 only where no
 *   `grad_before` leads to `grad`, or an operation of the visitor's adds up in an order of its own
 * @property {GraphOrigin | null} origin
 * @property {string | null} group  the id of the neuron that made it, or whose parameter it is
 * @property {number | null} sample  which row of the batch, from 0; null where it belongs to all
 * @property {string | null} inside  the neuron (a node's id) in which it is shown when that is open
 * @property {GraphInner | null} inner  of a fused neuron whose products and sums are in the data
 * @property {number} left_out  how many of its operands are not in `nodes`
 * @property {number} left_out_children  how many nodes that use it are not in `nodes`
 */

/**
 * A fused neuron when it is open. The edges whose `target` it is and whose `inside` is null give
 * way to those whose `inside` it is; its step gives way to these.
 * @typedef {object} GraphInner
 * @property {string} op  what the node itself then is: `tanh`, or `+` of a linear neuron
 * @property {string} formula
 * @property {string[]} forward  the ids of the nodes inside, before the neuron's own turn
 * @property {GraphStep[]} backward  first the neuron's own, then the nodes' inside
 */

/**
 * One operand: `source` went into the operation that made `target`. Where `source` stands in several
 * places there is an edge for each; of an operation of the visitor's, of which only the whole
 * derivative is known, the first has it.
 * @typedef {object} GraphEdge
 * @property {string} id
 * @property {string} source
 * @property {string} target
 * @property {number} position  which operand it is, from 0
 * @property {GraphNumber | null} derivative  of the target with respect to this operand alone;
 *   null where an operation of the visitor's raised, or where an edge before has it
 * @property {string} formula  `∂(x·y)/∂x = y`; without the part from `=` on if it isn't known that
 *   `derivative`, which the operation hands on, is that
 * @property {string} whole  `∂(x·x)/∂x = 2·x`: the sum of this and of the other edges between the two;
 *   "" where there is no other. In `formula` the places are then x₁ and x₂.
 * @property {string | null} inside  the neuron in which it is shown when that is open
 */

/**
 * @typedef {object} GraphStep
 * @property {string} node  whose gradient is handed on
 * @property {GraphAddition[]} additions  in the order in which the operation adds
 */

/**
 * `source.grad = source.grad + share`; with `replaces`, an operation that forgot to add:
 * `source.grad = share`. The share is derivative × gradient, up to the last bit's rounding.
 * @typedef {object} GraphAddition
 * @property {string} edge
 * @property {GraphNumber} share
 * @property {boolean} replaces
 */

/**
 * @typedef {object} GraphOrigin
 * @property {string} file
 * @property {number} line  from 1
 * @property {number} pass  the how-manieth time, from 1, that this place of the program ran
 */

/**
 * @typedef {object} GraphGroup
 * @property {string} id
 * @property {"mlp" | "layer" | "neuron"} kind
 * @property {string} name  the visitor's: `mlp.layers[0]`; or "" if none was found
 * @property {string | null} parent  a group's id
 * @property {string[]} nodes  of a neuron: what it made, in all samples shown, without parameters
 * @property {string[]} parameters  of a neuron
 */

/**
 * @typedef {object} GraphSamples
 * @property {number} count
 * @property {number | null} shown  the only one in `nodes`, or null if all are
 */

/*
 * What the page may ask of a finished run about a graph, by `runtime.ask(what, data)`. Every answer
 * is one of these or `{error: sentence}`.
 */

/**
 * "graph.sample": another row of the batch; the answer is a `GraphData` with the same `id`.
 * @typedef {{graph: string, sample: number}} GraphSampleQuestion
 */

/**
 * "graph.set": what if these leaves had other values? Nothing of the visitor's changes.
 * @typedef {{graph: string, values: Record<string, number>}} GraphSetQuestion  by node id
 * @typedef {object} GraphSetAnswer
 * @property {Record<string, {data: GraphNumber, grad: GraphNumber}>} nodes  all of them, insides too
 * @property {GraphNumber} output
 * @property {GraphNumber} change  the output's
 * @property {GraphNumber} prediction  the sum of grad × Δ over the leaves that were set
 * @property {string[]} recognised  the visitor's operations for which the package's of their names
 *   stood, since they make the same values
 * @property {boolean} agrees  whether these have the gradients that the visitor's have
 */

/**
 * "graph.check": each gradient against central differences.
 * @typedef {{graph: string}} GraphCheckQuestion
 * @typedef {object} GraphCheckAnswer
 * @property {Record<string, GraphVerdict>} nodes  the gradient of the output with respect to each node
 * @property {Record<string, GraphVerdict>} edges  each local derivative: a wrong operation shows here
 * @property {string[]} recognised  as above
 *
 * @typedef {object} GraphVerdict
 * @property {GraphNumber | null} gradient  what backpropagation says
 * @property {GraphNumber | null} slope  what was measured
 * @property {GraphNumber | null} tolerance  how far the two may be apart, as a part of the larger
 * @property {"agrees" | "differs" | "kink" | "jump" | "not finite" | "hidden" | "unchecked"} verdict
 *   "hidden": rounding of the values leaves no slope to measure;
 *   "unchecked": there is an operation on the way that can't be computed again, or it was too much
 */

export {};

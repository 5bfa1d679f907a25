/**
 * The types of a graph's data, `application/vnd.micrograd.graph+json`, version 3; no code.
 * `micrograd/trace.py` writes it; `tests/engine/recorded/graph.json` is a recorded example.
 *
 * There are at most 1,000 nodes, and 1,600 more inside neurons. Of a larger graph only one row of
 * the batch is sent, or only the nodes nearest the output.
 *
 * The data come from a visitor's program, so every text is untrusted: show it as text only.
 *
 * To replay the backward pass, begin with every node's `grad_before`, and set the output's gradient
 * to `grad_before + seed`. Then follow the steps of `backward`: for each addition, in order, add
 * its `share` to the gradient of its edge's source. At the end add every node's `rest`. The sums
 * are Python's, to the last bit, and equal every node's `grad`. (In an open neuron they may differ
 * a little, if one node is both its bias and one of its inputs.)
 */

/**
 * A number; those that JSON lacks are strings. `Number(value)` reads all of them.
 * @typedef {number | "NaN" | "Infinity" | "-Infinity"} GraphNumber
 */

/**
 * @typedef {object} GraphTrace
 * @property {3} version
 * @property {string} id  the same for the "before" and the "after" of one backward pass: the second
 *   replaces the first. The page's questions to Python name the graph by it.
 * @property {string} title  a description
 * @property {"" | "before" | "after"} stage  "before" has no backward pass: every `grad` is null,
 *   `backward` is empty
 * @property {boolean} has_run  whether the nodes hold the gradients of this pass; if false, and
 *   the stage is "", `grad` is the gradient that a backward pass would give
 * @property {boolean} is_proven  whether every gradient of the pass is known to be ∂output/∂node:
 *   the operations are the package's, or recognised with the same shares
 * @property {GraphProgramGrad[]} program_grads  the program's gradients that differ from those of
 *   the pass: its own pass took another order, for example, or it has set them since
 * @property {GraphOtherValue[]} other_values  the numbers that operations give now, for nodes with
 *   another value: the program has changed an operand since, or its operation computes something
 *   else than its name says
 * @property {GraphLostOperands[]} lost_operands  leaves of another engine that name an operation
 * @property {string} fault  the reason why there are no backward steps (the visitor's operation
 *   raised), or ""
 * @property {string} output  a node's id
 * @property {1} seed  the derivative of the output with respect to itself
 * @property {number} total  the number of nodes of the whole graph, without those inside neurons
 * @property {number} left_out  the number of them that are not in `nodes`
 * @property {{samples: number, distance: number}} left_out_reasons  the numbers of nodes that
 *   belong to samples that are not shown, and that are too far from the output
 * @property {GraphNode[]} nodes  each after its parents; the nodes inside a neuron before it
 * @property {GraphEdge[]} edges
 * @property {string[]} forward  ids in the order of computing, without those inside neurons
 * @property {GraphStep[]} backward  in the order of the pass, without those inside neurons
 * @property {GraphGroup[]} groups  parents before children
 * @property {GraphSamples | null} samples  null if there is no batch
 */

/**
 * @typedef {object} GraphNode
 * @property {string} id
 * @property {string} label  the visitor's own, or ""
 * @property {string} name  the visitor's variable that holds it (`w[3]`), or ""
 * @property {string} alias  its name in sentences, formulas and boxes, if that is neither of these:
 *   a letter, or the label with a number if several nodes have this label; else ""
 * @property {"leaf" | "parameter" | "operation" | "neuron"} kind  "neuron": a fused one, see `inner`
 * @property {string} op  the operation's short name; "" for a leaf
 * @property {string} formula  the operation with its operands: `w·x`; "" for a leaf
 * @property {GraphNumber} data
 * @property {GraphNumber | null} grad  the gradient at the end of the pass
 * @property {GraphNumber} grad_before  the gradient before the pass: a leaf may have that of an
 *   earlier pass
 * @property {GraphNumber} outside_share  the shares from nodes that are left out; `grad_before`
 *   contains it
 * @property {GraphNumber} rest  a last addition of the size of the last bit: it is 0 unless no
 *   `grad_before` leads to `grad`, or the visitor's operation adds in another order
 * @property {GraphOrigin | null} origin
 * @property {string | null} group  the id of the neuron that made it, or whose parameter it is
 * @property {number | null} sample  its row of the batch, from 0; null if it belongs to all rows
 * @property {string | null} inside  the neuron (a node's id) that shows this node when it is open
 * @property {GraphInner | null} inner  for a fused neuron whose products and sums are in the data
 * @property {number} left_out  the number of its operands that are not in `nodes`
 * @property {number} left_out_children  the number of its users that are not in `nodes`
 */

/**
 * A fused neuron when it is open. The edges to the neuron whose `inside` is null are replaced by
 * the edges whose `inside` is the neuron; its step is replaced by the steps here.
 * @typedef {object} GraphInner
 * @property {string} op  the operation of the open neuron's own node: `tanh`, or `+` if it is
 *   linear
 * @property {string} formula
 * @property {string[]} forward  the ids of the inner nodes, which come before the neuron
 * @property {GraphStep[]} backward  the neuron's own step, then those of the inner nodes
 */

/**
 * One operand: `source` is an operand of the operation that made `target`. If `source` is used in
 * several places, each has its edge. If only the sum of their derivatives is known, because the
 * operation is the visitor's, the first edge has the sum.
 * @typedef {object} GraphEdge
 * @property {string} id
 * @property {string} source
 * @property {string} target
 * @property {number} position  the operand's position, from 0
 * @property {GraphNumber | null} derivative  of the target with respect to this operand alone;
 *   null if the visitor's operation raised, or if an earlier edge has the sum
 * @property {string} formula  `∂(x·y)/∂x = y`; without the part from `=` on if `derivative` is not
 *   known to equal it
 * @property {string} whole  `∂(x·x)/∂x = 2·x`: the sum of all edges between the two nodes;
 *   "" if there is only one. With several edges, `formula` calls the places x₁ and x₂.
 * @property {string | null} inside  the neuron that shows this edge when it is open
 */

/**
 * @typedef {object} GraphStep
 * @property {string} node  the node that passes on its gradient
 * @property {GraphAddition[]} additions  in the order in which the operation adds
 */

/**
 * `source.grad = source.grad + share`; with `replaces`, for an operation that sets the gradient
 * instead of adding, `source.grad = share`. The share is derivative × gradient, up to rounding.
 * @typedef {object} GraphAddition
 * @property {string} edge
 * @property {GraphNumber} share
 * @property {boolean} replaces
 */

/**
 * @typedef {object} GraphOrigin
 * @property {string} file
 * @property {number} line  from 1
 * @property {number} occurrence  how often this place of the program had run, with this time, from 1
 */

/**
 * @typedef {object} GraphGroup
 * @property {string} id
 * @property {"mlp" | "layer" | "neuron"} kind
 * @property {string} name  the visitor's: `mlp.layers[0]`; or "" if none was found
 * @property {string | null} parent  a group's id
 * @property {string[]} nodes  for a neuron: the nodes that it made, in all samples shown
 * @property {string[]} parameters  for a neuron: its weights and its bias
 */

/**
 * @typedef {object} GraphProgramGrad
 * @property {string} node
 * @property {GraphNumber} grad
 */

/**
 * @typedef {object} GraphOtherValue
 * @property {string} node
 * @property {GraphNumber} given
 */

/**
 * @typedef {object} GraphLostOperands
 * @property {string} node
 * @property {string} op
 */

/**
 * @typedef {object} GraphSamples
 * @property {number} count
 * @property {number | null} shown  the only one in `nodes`, or null if all are
 */

/*
 * The page's questions to a finished run about a graph, by `runtime.ask(what, data)`. Every answer
 * is one of these or `{error: sentence}`.
 */

/**
 * "graph.sample": another row of the batch; the answer is a `GraphTrace` with the same `id`.
 * @typedef {{graph: string, sample: number}} GraphSampleQuestion
 */

/**
 * "graph.set": what if these leaves had other values? The visitor's own nodes do not change.
 * @typedef {{graph: string, values: Record<string, number>}} GraphSetQuestion  by node id
 * @typedef {object} GraphSetAnswer
 * @property {Record<string, {data: GraphNumber, grad: GraphNumber}>} nodes  all nodes, also inside
 *   neurons
 * @property {GraphNumber} output
 * @property {GraphNumber} change  the output's
 * @property {GraphNumber} prediction  the sum of grad × Δ over the leaves that were set
 * @property {string[]} recognised  the visitor's operations that were replaced by the package's
 *   operations of the same name, because these give the same values
 * @property {boolean} agrees  whether these also give the same gradients
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
 * @property {GraphNumber | null} gradient  from backpropagation
 * @property {GraphNumber | null} slope  the measured slope
 * @property {GraphNumber | null} tolerance  the allowed relative difference of the two
 * @property {"agrees" | "differs" | "kink" | "jump" | "not finite" | "hidden" | "unchecked"} verdict
 *   "hidden": the rounding of the values hides the slope;
 *   "unchecked": an operation on the way can't be computed again, or there are too many
 */

export {};

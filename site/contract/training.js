/**
 * The types of a training's data, which `playground_host/trainings.py` sends as JSON of the MIME
 * type `application/vnd.micrograd.training+json`: first a description, which is displayed, then
 * updates. No code.
 *
 * Parameters are base64 of 64-bit floats, little-endian, in the order of the network's parameters.
 */

/**
 * @typedef {object} TrainingData
 * @property {string} id  unique in its run
 * @property {string} title  the network, as Python prints it
 * @property {TrainingLayer[] | null} layers  from the inputs on; null: only Python can compute it
 * @property {number} n_inputs  0 if it is not known
 * @property {number} n_samples  the number of all samples
 * @property {[number[], number[]][]} samples  the first ones: inputs and targets
 * @property {number} n_parameters
 * @property {string} start  the parameters before the first round
 * @property {string} loss  its name, or ""
 * @property {string} optimizer  its name, or ""
 * @property {number | null} num_rounds
 * @property {boolean} can_restart
 * @property {boolean} can_steer  whether it reads commands, which needs a browser that can suspend
 *   a program
 */

/** @typedef {{size: number, activation: "tanh" | "relu" | "sigmoid" | "linear"}} TrainingLayer */

/**
 * The changes since the last update.
 * @typedef {object} TrainingUpdate
 * @property {string} id
 * @property {number} restarts  the number of restarts: rounds are counted from the last one
 * @property {string} not_taped_because  the reason why each round makes its graph anew, which is
 *   slower; or ""
 * @property {number} number  the number of the last round; 0 before the first
 * @property {number} seconds  the time since the start, without pauses
 * @property {number | null} learning_rate
 * @property {number[]} rounds  the rounds of `losses`; of many, those with the lowest and highest
 *   loss of each stretch
 * @property {number[]} losses
 * @property {[number, string][]} snapshots  round and parameters, of some rounds and of the last
 * @property {boolean} is_paused
 * @property {number} pace  rounds per second at most; 0: as fast as it goes
 * @property {number[] | null} [grid]  the network's outputs on a grid over the samples' range with
 *   a margin of 0.15: 24 by 24 from the lowest second input up, or 96 along one input; null:
 *   unchanged
 * @property {"" | "num_rounds" | "on_round" | "tolerance" | "interrupt" | "watcher" | "diverged" | "error"} ended
 * @property {string} message  with "diverged": what is not finite, and in which round
 */

/**
 * A command to the channel `training`.
 * @typedef {object} TrainingCommand
 * @property {string} id  "": any training that begins
 * @property {"pause" | "go on" | "one round" | "end" | "restart" | "learning rate" | "pace"} do
 * @property {number} [value]
 */

/**
 * The question `training.graph`: the graph of one sample; the answer is its `GraphTrace`.
 * @typedef {{training: string, parameters: string, sample: number}} TrainingGraphQuestion
 */

export {};

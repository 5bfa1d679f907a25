/**
 * The contract of a training: what `playground_host/trainings.py` tells of one, as JSON of the
 * MIME type `application/vnd.micrograd.training+json`. First a description, displayed; then updates. Types
 * and nothing else.
 *
 * Parameters are base64 of 64-bit floats, little-endian, in the order of the network's parameters.
 */

/**
 * @typedef {object} TrainingData
 * @property {string} id  unique in its run
 * @property {string} title  the network, in Python's words
 * @property {TrainingLayer[] | null} layers  from the inputs on; null: only Python can compute it
 * @property {number} n_inputs  0 where it is not known
 * @property {number} n_samples  all of them
 * @property {[number[], number[]][]} samples  the first ones: inputs and targets
 * @property {number} n_parameters
 * @property {string} start  the parameters before the first round
 * @property {string} loss  its name, or ""
 * @property {string} optimizer  its name, or ""
 * @property {number | null} num_rounds
 * @property {boolean} can_restart
 * @property {boolean} can_steer  whether commands are read: the browser can suspend a program
 */

/** @typedef {{size: number, activation: "tanh" | "relu" | "sigmoid" | "linear"}} TrainingLayer */

/**
 * What is new since the last update.
 * @typedef {object} TrainingUpdate
 * @property {string} id
 * @property {number} restarts  how often it began anew: the rounds are counted from the last start
 * @property {string} not_taped_because  why each round makes its graph anew, which is slower; or ""
 * @property {number} number  the round taken last; 0 before the first
 * @property {number} seconds  since the start, without those that it was paused
 * @property {number | null} learning_rate
 * @property {number[]} rounds  those whose losses follow; of many, the lowest and highest of each stretch
 * @property {number[]} losses
 * @property {[number, string][]} snapshots  round and parameters, of some rounds and of the last
 * @property {boolean} is_paused
 * @property {number} pace  rounds per second at most; 0: as fast as it goes
 * @property {number[] | null} [grid]  what the network gives on a grid over the samples' range with a
 *   margin of 0.15: 24 by 24 from the lowest second input up, or 96 along one; null: as before
 * @property {"" | "num_rounds" | "on_round" | "tolerance" | "interrupt" | "watcher" | "diverged" | "error"} ended
 * @property {string} message  with "diverged": what, and in which round
 */

/**
 * A command to the channel `training`.
 * @typedef {object} TrainingCommand
 * @property {string} id  "": whichever training begins
 * @property {"pause" | "go on" | "one round" | "end" | "restart" | "learning rate" | "pace"} do
 * @property {number} [value]
 */

/**
 * The question `training.graph`: the graph of one sample; the answer is its `GraphData`.
 * @typedef {{training: string, parameters: string, sample: number}} TrainingGraphQuestion
 */

export {};

/**
 * Other implementations of training, for comparison with the accelerator: a multi-layer perceptron
 * with tanh everywhere, all samples in one batch, and the sum of squared errors as the loss.
 *
 * A network is given as `parameters`: for each layer's neurons in turn, the weights, then the bias.
 */

/**
 * An object for each neuron and for each link, as TensorFlow Playground computes: sample by sample,
 * the derivatives of a batch added up in the links. Written anew from the description of its
 * algorithm.
 */
export function linkedPeer(sizes, parameters, samples, targets) {
  const tanh = { output: Math.tanh, derivative: (x) => 1 - Math.tanh(x) ** 2 };
  const error = (output, target) => output - target; // of half the square
  let at = 0;
  let before = Array.from({ length: sizes[0] }, () => ({ output: 0, outputs: [], links: [] }));
  const network = [before];
  for (const size of sizes.slice(1)) {
    const layer = [];
    for (let i = 0; i < size; i += 1) {
      const node = { links: [], outputs: [], bias: 0, total: 0, output: 0, slope: 0, inputSlope: 0 };
      Object.assign(node, { sum: 0, count: 0, activation: tanh });
      for (const source of before) {
        const link = { source, dest: node, weight: parameters[at], slope: 0, sum: 0, count: 0 };
        Object.assign(link, { isDead: false, regularization: null });
        at += 1;
        source.outputs.push(link);
        node.links.push(link);
      }
      node.bias = parameters[at];
      at += 1;
      layer.push(node);
    }
    network.push(layer);
    before = layer;
  }

  function forward(inputs) {
    network[0].forEach((node, i) => {
      node.output = inputs[i];
    });
    for (const layer of network.slice(1)) {
      for (const node of layer) {
        node.total = node.bias;
        for (const link of node.links) node.total += link.weight * link.source.output;
        node.output = node.activation.output(node.total);
      }
    }
    return network.at(-1)[0].output;
  }

  function backward(target) {
    const last = network.at(-1)[0];
    last.slope = error(last.output, target);
    for (let number = network.length - 1; number >= 1; number -= 1) {
      for (const node of network[number]) {
        node.inputSlope = node.slope * node.activation.derivative(node.total);
        node.sum += node.inputSlope;
        node.count += 1;
      }
      for (const node of network[number]) {
        for (const link of node.links) {
          if (link.isDead) continue;
          link.slope = node.inputSlope * link.source.output;
          link.sum += link.slope;
          link.count += 1;
        }
      }
      if (number === 1) continue;
      for (const node of network[number - 1]) {
        node.slope = 0;
        for (const link of node.outputs) node.slope += link.weight * link.dest.inputSlope;
      }
    }
  }

  function update(rate, regularizationRate) {
    for (const layer of network.slice(1)) {
      for (const node of layer) {
        if (node.count > 0) {
          node.bias -= (rate * node.sum) / node.count;
          node.sum = 0;
          node.count = 0;
        }
        for (const link of node.links) {
          if (link.isDead) continue;
          const { regularization } = link;
          const slope = regularization ? regularization.derivative(link.weight) : 0;
          if (link.count > 0) {
            link.weight -= (rate / link.count) * link.sum;
            link.weight -= rate * regularizationRate * slope;
            link.sum = 0;
            link.count = 0;
          }
        }
      }
    }
  }

  // Inputs are features of a point, of which some are chosen.
  const features = { x: ([x]) => x, y: ([, y]) => y };
  const isChosen = { x: true, y: true };
  function inputsOf(point) {
    const inputs = [];
    for (const name in features) if (isChosen[name]) inputs.push(features[name](point));
    return inputs;
  }

  return {
    step(rate) {
      samples.forEach((inputs, i) => {
        forward(inputsOf(inputs));
        backward(targets[i]);
      });
      // It averages halves of squares; the others add up the squares.
      update(rate * 2 * samples.length, 0);
    },
    parameters: () =>
      network.slice(1).flatMap((layer) =>
        layer.flatMap((node) => [...node.links.map((link) => link.weight), node.bias]),
      ),
  };
}

/** Loops over flat arrays, by hand. */
export function densePeer(sizes, parameters, samples, targets) {
  const layers = [];
  let at = 0;
  for (let l = 1; l < sizes.length; l += 1) {
    const [n, m] = [sizes[l - 1], sizes[l]];
    const [weights, biases] = [new Float64Array(n * m), new Float64Array(m)];
    for (let i = 0; i < m; i += 1) {
      for (let j = 0; j < n; j += 1) weights[i * n + j] = parameters[at++];
      biases[i] = parameters[at++];
    }
    layers.push({ n, m, weights, biases, gw: new Float64Array(n * m), gb: new Float64Array(m) });
  }
  const values = sizes.map((size) => new Float64Array(size));
  const slopes = sizes.map((size) => new Float64Array(size));

  function forward(inputs) {
    values[0].set(inputs);
    for (let l = 0; l < layers.length; l += 1) {
      const { n, m, weights, biases } = layers[l];
      const [from, to] = [values[l], values[l + 1]];
      for (let i = 0; i < m; i += 1) {
        let sum = biases[i];
        const row = i * n;
        for (let j = 0; j < n; j += 1) sum += weights[row + j] * from[j];
        to[i] = Math.tanh(sum);
      }
    }
    return values[layers.length][0];
  }

  function backward(target) {
    slopes[layers.length][0] = 2 * (values[layers.length][0] - target);
    for (let l = layers.length - 1; l >= 0; l -= 1) {
      const { n, m, weights, gw, gb } = layers[l];
      const [from, to, above, below] = [values[l], values[l + 1], slopes[l + 1], slopes[l]];
      below.fill(0);
      for (let i = 0; i < m; i += 1) {
        const slope = above[i] * (1 - to[i] * to[i]);
        gb[i] += slope;
        const row = i * n;
        for (let j = 0; j < n; j += 1) {
          gw[row + j] += slope * from[j];
          below[j] += slope * weights[row + j];
        }
      }
    }
  }

  function passes() {
    for (const { gw, gb } of layers) {
      gw.fill(0);
      gb.fill(0);
    }
    for (let s = 0; s < samples.length; s += 1) {
      forward(samples[s]);
      backward(targets[s]);
    }
  }

  return {
    passes,
    step(rate) {
      passes();
      for (const { weights, biases, gw, gb } of layers) {
        for (let i = 0; i < weights.length; i += 1) weights[i] -= rate * gw[i];
        for (let i = 0; i < biases.length; i += 1) biases[i] -= rate * gb[i];
      }
    },
    parameters: () =>
      layers.flatMap(({ n, weights, biases }) =>
        [...biases].flatMap((bias, i) => [...weights.subarray(i * n, (i + 1) * n), bias]),
      ),
  };
}

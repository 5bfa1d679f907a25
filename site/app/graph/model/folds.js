/**
 * Folding: which nodes are drawn, and which are inside the box of a neuron, a layer or a network.
 */

/** @typedef {import("../../../contract/graph.js").GraphTrace} GraphTrace */
/** @typedef {import("../../../contract/graph.js").GraphNode} GraphNode */
/** @typedef {import("../../../contract/graph.js").GraphEdge} GraphEdge */
/** @typedef {import("../../../contract/graph.js").GraphGroup} GraphGroup */

/**
 * A box of the picture: a node, or a closed group.
 * @typedef {object} Box
 * @property {string} id  the node's or the group's
 * @property {GraphNode | null} node
 * @property {GraphGroup | null} group  the closed one
 * @property {number} hidden  the number of nodes inside it, without itself
 * @property {boolean} opens  whether it can be opened
 */

/** @typedef {{id: string, source: string, target: string, edges: GraphEdge[]}} Link  of boxes */

/** @typedef {{boxes: Box[], links: Link[], boxOf: Map<string, string>}} View  `boxOf` by node id */

/** The level of folding, from nothing to everything. @typedef {"open" | "neuron" | "layer" | "mlp"} Level */

/** A graph with more boxes starts folded, if it can be folded. */
export const OPEN_LIMIT = 400;

/** The most boxes that are drawn; opening a box beyond that is refused. */
export const DRAW_LIMIT = 2_000;

/** The most arrows that are drawn; our graphs with so many boxes have fewer. */
export const LINK_LIMIT = 6_000;

/** @type {Level[]} */
const LEVELS = ["open", "neuron", "layer", "mlp"];

export class Folds {
  /** Fused neurons that show what is in them. @type {Set<string>} */
  #open = new Set();
  /** Groups that are one box. @type {Set<string>} */
  #closed = new Set();
  #graph;
  #nodes;
  #groups;
  /** @type {View | undefined} */
  #view;
  /** The level that was set last; null if single boxes were opened or closed since. @type {Level | null} */
  level = null;

  /** @param {GraphTrace} graph @param {Folds} [like]  another form of the same graph */
  constructor(graph, like) {
    this.#graph = graph;
    this.#nodes = new Map(graph.nodes.map((node) => [node.id, node]));
    this.#groups = new Map(graph.groups.map((group) => [group.id, group]));
    if (like && this.#attempt(like.level, () => this.#take(like))) return;
    for (const level of this.levels()) {
      if (this.set(level) && this.view().boxes.length <= OPEN_LIMIT) break;
    }
  }

  /** @param {Folds} like */
  #take(like) {
    this.#open = new Set([...like.#open].filter((id) => this.#nodes.get(id)?.inner));
    this.#closed = new Set([...like.#closed].filter((id) => this.#groups.has(id)));
  }

  /** The levels that differ for this graph. @returns {Level[]} */
  levels() {
    const kinds = new Set(this.#graph.groups.map(({ kind }) => kind));
    const hasInsides = this.#graph.nodes.some(({ inner }) => inner);
    return LEVELS.filter((level) => {
      if (level === "open") return true;
      if (level === "neuron") return hasInsides;
      return kinds.has(level);
    });
  }

  /** @param {Level} level @returns {boolean} false: there would be too many boxes */
  set(level) {
    return this.#attempt(level, () => {
      this.#open.clear();
      this.#closed.clear();
      for (const { id, inner } of this.#graph.nodes) {
        if (inner && level === "open") this.#open.add(id);
      }
      for (const { id, kind } of this.#graph.groups) {
        if (kind === level && kind !== "neuron") this.#closed.add(id);
      }
    });
  }

  /** @param {string} neuron  a node's id */
  isOpen = (neuron) => this.#open.has(neuron);

  /** Open a box by one level. @param {string} id @returns {boolean} false: too many boxes */
  open(id) {
    return this.#attempt(null, () => {
      if (this.#nodes.get(id)?.inner) {
        this.#open.add(id);
        return;
      }
      this.#closed.delete(id);
      for (const { id: inner, kind, parent } of this.#graph.groups) {
        if (parent === id && kind !== "neuron") this.#closed.add(inner);
      }
    });
  }

  /** Fold a node into the innermost open fold around it. @param {string} id */
  close(id) {
    const into = this.closable(id);
    if (into === null) return;
    this.level = null;
    this.#view = undefined;
    if (this.#nodes.has(into)) this.#open.delete(into);
    else this.#closed.add(into);
  }

  /**
   * Return the fold into which a box can be folded.
   * @param {string} id  a box's
   * @returns {string | null} the id of an open neuron or of a group that is not closed
   */
  closable(id) {
    const node = this.#nodes.get(id);
    if (node?.inside && this.isOpen(node.inside)) return node.inside;
    if (node?.inner && this.isOpen(node.id)) return node.id;
    const from = node ? node.group : this.#groups.get(id)?.parent;
    for (const group of this.#lineage(from ?? null)) {
      if (group.kind !== "neuron" && !this.#closed.has(group.id)) return group.id;
    }
    return null;
  }

  /** @param {string} id  a group's, or a node's */
  kindOf(id) {
    return this.#groups.get(id)?.kind ?? "neuron";
  }

  /** Return the boxes and arrows to draw. @returns {View} */
  view() {
    this.#view ??= this.#viewNow();
    return this.#view;
  }

  /** @returns {View} */
  #viewNow() {
    const boxOf = this.#boxes();
    const links = this.#links(boxOf);
    /** @type {Map<string, number>} */
    const hidden = new Map();
    for (const [id, box] of boxOf) if (id !== box) hidden.set(box, (hidden.get(box) ?? 0) + 1);
    const boxes = [...new Set(boxOf.values())].map((id) => {
      const node = this.#nodes.get(id) ?? null;
      const opens = node ? node.inner !== null && !this.isOpen(id) : true;
      const group = this.#groups.get(id) ?? null;
      return { id, node, group, hidden: hidden.get(id) ?? 0, opens };
    });
    return { boxes, links, boxOf };
  }

  /**
   * Change the folding, unless there would be too much to draw.
   * @param {Level | null} level  the level after the change
   * @param {() => void} change
   */
  #attempt(level, change) {
    const before = [new Set(this.#open), new Set(this.#closed)];
    change();
    this.#view = undefined;
    if (this.view().boxes.length <= DRAW_LIMIT) {
      this.level = level;
      return true;
    }
    [this.#open, this.#closed] = /** @type {[Set<string>, Set<string>]} */ (before);
    this.#view = undefined;
    return false;
  }

  /** Return the box of each node. */
  #boxes() {
    /** @type {Map<string, string>} */
    const boxOf = new Map();
    for (const node of this.#graph.nodes) {
      const closed = [...this.#lineage(node.group)].findLast(({ id }) => this.#closed.has(id));
      if (closed) boxOf.set(node.id, closed.id);
      else if (node.inside && !this.isOpen(node.inside)) boxOf.set(node.id, node.inside);
      else boxOf.set(node.id, node.id);
    }
    for (const [parameter, neuron] of this.#lodgers(boxOf)) boxOf.set(parameter, neuron);
    return boxOf;
  }

  /**
   * Put parameters that are used only by closed neurons of one group into the first of these.
   * @param {Map<string, string>} boxOf
   */
  #lodgers(boxOf) {
    /** @type {Map<string, string | null>} */
    const users = new Map();
    for (const edge of this.#graph.edges) {
      const source = this.#nodes.get(edge.source);
      if (!this.#isShown(edge) || source?.kind !== "parameter") continue;
      const target = this.#nodes.get(edge.target);
      const isOwn = target?.inner && !this.isOpen(target.id) && target.group === source.group;
      const isDrawn = boxOf.get(edge.target) === edge.target;
      if (!isOwn || !isDrawn) users.set(source.id, null);
      else if (!users.has(source.id)) users.set(source.id, edge.target);
    }
    return [...users].flatMap(([parameter, neuron]) =>
      neuron !== null && boxOf.get(parameter) === parameter
        ? [/** @type {[string, string]} */ ([parameter, neuron])]
        : [],
    );
  }

  /** @param {Map<string, string>} boxOf @returns {Link[]} */
  #links(boxOf) {
    /** @type {Map<string, Link>} */
    const links = new Map();
    for (const edge of this.#graph.edges) {
      if (!this.#isShown(edge)) continue;
      const source = boxOf.get(edge.source);
      const target = boxOf.get(edge.target);
      if (source === undefined || target === undefined || source === target) continue;
      // Between nodes each operand has its own arrow: `a * a` has two.
      const isPlain = source === edge.source && target === edge.target;
      const key = isPlain ? edge.id : `${source} ${target}`;
      const link = links.get(key);
      if (link) link.edges.push(edge);
      else links.set(key, { id: edge.id, source, target, edges: [edge] });
    }
    return [...links.values()];
  }

  /** Whether an edge is drawn in the current folding. @param {GraphEdge} edge */
  #isShown({ inside, target }) {
    return inside === null ? !this.isOpen(target) : this.isOpen(inside);
  }

  /** Yield a group and the groups around it. @param {string | null} id */
  *#lineage(id) {
    for (let group = id && this.#groups.get(id); group; ) {
      yield group;
      group = group.parent && this.#groups.get(group.parent);
    }
  }
}

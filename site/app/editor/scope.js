/**
 * Finds the meaning of a program's names from its text: imports, assignments, loops, its own
 * classes and functions. It returns items of the reference, and runs nothing.
 */

/**
 * The reference, which `site/build/reference.py` writes.
 * @typedef {object} Item
 * @property {string} kind  "class", "function", "property" or "variable"
 * @property {string} doc
 * @property {string} [signature]
 * @property {{name: string, doc: string}[]} [parameters]
 * @property {string} [returns]  the annotated class: `Node`, `list[Node]`; or ""
 * @property {Record<string, string>} [members]  by name: the item, or "" for an attribute
 * @property {Record<string, string>} [attributes]  descriptions by name
 * @typedef {{modules: Record<string, {doc: string, names: Record<string, string>}>, items: Record<string, Item>}} Reference
 */

/**
 * The meaning of a name: a module, an item of the reference, or a value of a class.
 * @typedef {{module: string} | {item: Item} | {type: Item, isList: boolean}} Meaning
 */

// Every repetition in these patterns has a limit: otherwise a long line or many open brackets would
// take quadratic time.
const IMPORT =
  /^[ \t]{0,99}import[ \t]{1,99}([\w.]{1,200})(?:[ \t]{1,99}as[ \t]{1,99}(\w{1,200}))?/gm;
const FROM =
  /^[ \t]{0,99}from[ \t]{1,99}([\w.]{1,200})[ \t]{1,99}import[ \t]{1,99}(\([^)]{0,999}\)|[^\n#]{1,999})/gm;
const ASSIGNED =
  /^[ \t]{0,99}(?<name>\w{1,200})[ \t]{0,99}(?::[^=\n]{1,200})?=[ \t]{0,99}(?<value>[^=\n].{0,300})/gm;
const OPENED = /\bwith[ \t]{1,9}(?<value>.{1,300}?)[ \t]{1,9}as[ \t]{1,9}(?<name>\w{1,200})/g;
const LOOPED = /\bfor[ \t]{1,9}(?<each>\w{1,200})[ \t]{1,9}in[ \t]{1,9}(?<value>[^:\]\n]{1,300})/g;
const OWN =
  /^(?<indent>[ \t]{0,99})(?:class|def)[ \t]{1,9}(?<own>\w{1,200})[ \t]{0,9}(?:\((?<given>[^)]{0,999})\))?/gm;
const LONGEST = 200_000;
/** The most characters of a line, and before the cursor, that are analysed. */
const NEAR = 1_000;
const INHERITED = 200;

export class Scope {
  #reference;
  /** @type {Map<string, Meaning>} */
  names = new Map();

  /** @param {string} source @param {Reference} reference */
  constructor(source, reference) {
    this.#reference = reference;
    const text = source.slice(0, LONGEST);
    for (const [, module = "", alias] of text.matchAll(IMPORT)) {
      const name = alias ?? module.split(".")[0] ?? "";
      this.names.set(name, { module: alias ? module : name });
    }
    for (const [, module = "", list = ""] of text.matchAll(FROM)) this.#import(module, list);
    const bindings = [ASSIGNED, OPENED, LOOPED, OWN].flatMap((kind) => [...text.matchAll(kind)]);
    for (const match of bindings.sort((a, b) => a.index - b.index)) this.#bind(match, text);
  }

  /** Return the meaning of a dotted name such as `mlp.train`. @param {string} chain @returns {Meaning | null} */
  resolve(chain) {
    const [first = "", ...rest] = chain.split(".");
    /** @type {Meaning | null} */
    let found = this.names.get(first) ?? null;
    for (const part of rest) found = found && this.#member(found, part);
    return found;
  }

  /** The names that may follow a dot. @param {string} chain @returns {Record<string, Item | null>} */
  members(chain) {
    const meaning = this.resolve(chain);
    if (!meaning) return {};
    if ("module" in meaning) return this.namesOf(meaning.module);
    const kind = "type" in meaning ? (meaning.isList ? null : meaning.type) : meaning.item;
    const members = Object.entries(kind?.members ?? {});
    return Object.fromEntries(
      members.map(([name, item]) => [
        name,
        this.#reference.items[item] ?? { kind: "property", doc: kind?.attributes?.[name] ?? "" },
      ]),
    );
  }

  /** What can be imported from a module. @param {string} module @returns {Record<string, Item | null>} */
  namesOf(module) {
    const { modules, items } = this.#reference;
    const own = Object.entries(modules[module]?.names ?? {}).map(([name, item]) => [
      name,
      items[item] ?? null,
    ]);
    const below = Object.keys(modules)
      .filter((name) => name.startsWith(`${module}.`))
      .map((name) => [
        name.slice(module.length + 1),
        { kind: "namespace", doc: modules[name]?.doc },
      ]);
    return Object.fromEntries([...below, ...own]);
  }

  modules() {
    return Object.entries(this.#reference.modules).map(([name, { doc }]) => ({ name, doc }));
  }

  /** @param {string} module @param {string} list */
  #import(module, list) {
    for (const each of list.replace(/[()]/g, "").split(",")) {
      const [name = "", alias = name] = each.trim().split(/\s+as\s+/);
      const meaning = this.#member({ module }, name);
      if (name !== "") this.names.set(alias, meaning ?? { item: { kind: "variable", doc: "" } });
    }
  }

  /** @param {RegExpExecArray} match @param {string} text */
  #bind(match, text) {
    const { name, value = "", each, own, given = "", indent = "" } = match.groups ?? {};
    if (name) this.#set(name, this.#typeOf(value));
    if (each) {
      const whole = this.#typeOf(value);
      const isList = whole && "type" in whole && whole.isList;
      this.#set(each, isList ? { ...whole, isList: false } : null);
    }
    if (own) {
      const rest = text.slice(match.index + match[0].length);
      const item = /^[ \t]*def/.test(match[0])
        ? ownFunction(given)
        : this.#ownClass(own, given, blockOf(rest, indent));
      this.names.set(own, { item });
    }
  }

  /** @param {string} name @param {Meaning | null} meaning */
  #set(name, meaning) {
    this.names.set(name, meaning ?? { item: { kind: "variable", doc: "" } });
  }

  /** @param {string} name @param {string} bases @param {string} body @returns {Item} */
  #ownClass(name, bases, body) {
    /** @type {Record<string, string>} */
    const members = {};
    for (const base of bases.split(",")) {
      const meaning = this.resolve(base.trim());
      const inherited = meaning && "item" in meaning ? Object.keys(meaning.item.members ?? {}) : [];
      for (const name of inherited.slice(0, INHERITED))
        members[name] = (meaning && "item" in meaning && meaning.item.members?.[name]) || "";
    }
    for (const [, method, attribute] of body.matchAll(
      /\bdef[ \t]+([a-z]\w*)|\bself\.(\w+)[ \t]*=/g,
    ))
      members[method ?? attribute ?? ""] = "";
    return { kind: "class", doc: "", signature: "(…)", members, returns: name };
  }

  /** @param {Meaning} meaning @param {string} name @returns {Meaning | null} */
  #member(meaning, name) {
    const { modules, items } = this.#reference;
    if ("module" in meaning) {
      const whole = `${meaning.module}.${name}`;
      if (modules[whole]) return { module: whole };
      const item = items[modules[meaning.module]?.names[name] ?? ""];
      return item ? { item } : null;
    }
    const kind = "type" in meaning ? meaning.type : meaning.item;
    const item = items[kind.members?.[name] ?? ""];
    return item ? { item } : null;
  }

  /** Return the class of an expression's value. @param {string} expression @returns {Meaning | null} */
  #typeOf(expression) {
    const [, callee] = /^([A-Za-z_][\w.]*)[ \t]*\(/.exec(expression.trim()) ?? [];
    return (callee && this.#typeOfCall(callee)) || this.#typeOfNames(expression.trim());
  }

  /** @param {string} callee @returns {Meaning | null} */
  #typeOfCall(callee) {
    const meaning = this.resolve(callee);
    // A call of a network returns a node.
    if (meaning && "type" in meaning) return this.#class("Node");
    if (!meaning || !("item" in meaning)) return null;
    const [, list, name = ""] = /^(list\[)?(\w+)/.exec(meaning.item.returns ?? "") ?? [];
    const found = name === "" ? null : this.#class(name, meaning.item);
    return found && "type" in found ? { ...found, isList: list !== undefined } : null;
  }

  /** Return the type of a name, or of a sum of names, which is a node if one of them is. @param {string} expression @returns {Meaning | null} */
  #typeOfNames(expression) {
    if (!/^[\w.]+$|[-+*/]/.test(expression)) return null;
    for (const [word] of expression.matchAll(/(?<![\w."'])[A-Za-z_]\w*(?![\w("'])/g)) {
      const meaning = this.names.get(word);
      if (meaning && "type" in meaning) return meaning;
    }
    return null;
  }

  /** @param {string} name @param {Item} [own]  the class itself, if it is the program's @returns {Meaning | null} */
  #class(name, own) {
    if (own?.kind === "class") return { type: own, isList: false };
    const { items } = this.#reference;
    const key = Object.keys(items).find(
      (each) => each.endsWith(`.${name}`) && items[each]?.kind === "class",
    );
    const type = key === undefined ? undefined : items[key];
    return type ? { type, isList: false } : null;
  }
}

/** @param {string} given  its parameters @returns {Item} */
function ownFunction(given) {
  const names = given.split(",").map((each) => each.split(/[:=]/)[0]?.trim() ?? "");
  const parameters = names
    .filter((name) => name !== "" && name !== "self")
    .map((name) => ({ name, doc: "" }));
  return { kind: "function", doc: "", signature: `(${given})`, parameters, returns: "" };
}

/** Return the block below a header line with this indentation. @param {string} rest @param {string} indent */
function blockOf(rest, indent) {
  const end = rest.search(new RegExp(`\\n(?=${indent}\\S)`));
  return end < 0 ? rest : rest.slice(0, end);
}

/** The dotted name at the end of a text. @param {string} text */
export const chainBefore = (text) => /[\w.]*$/.exec(text.slice(-NEAR))?.[0] ?? "";

/**
 * Return the call around a position.
 * @param {string} before  the text up to there
 * @returns {{callee: string, position: number, keyword: string} | null}
 */
export function callAt(before) {
  let text = before.slice(-NEAR).replace(/(["'])(?:\\.|(?!\1)[^\\\n])*\1/g, "_");
  // Closed brackets with their content are one argument, or part of one.
  for (let length = 0; length !== text.length; ) {
    length = text.length;
    text = text.replace(/\([^()[\]{}]*\)|\[[^()[\]{}]*\]|\{[^()[\]{}]*\}/g, "_");
  }
  const [, head = "", callee, typed = ""] =
    /((?:\b(?:def|class)[ \t]+)?)([A-Za-z_][\w.]*)[ \t]*\(([^()[\]{}]*)$/.exec(text) ?? [];
  if (!callee || head !== "") return null;
  const parts = typed.split(",");
  const [, keyword = ""] = /^\s*(\w+)[ \t]*=/.exec(parts.at(-1) ?? "") ?? [];
  return { callee, position: parts.length - 1, keyword };
}

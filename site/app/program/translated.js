/**
 * The examples in the visitor's language.
 */

/**
 * Replace an example's docstring, and its name by the first line of it.
 * @param {import("./workspace.js").Example} example
 * @param {string} [docstring]  nothing: the example is in this language already
 */
export function translate(example, docstring) {
  if (docstring === undefined) return;
  example.title = docstring.split("\n", 1)[0] ?? "";
  example.source = example.source?.replace(/^""".*?"""/s, () => `"""${docstring}\n"""`);
}

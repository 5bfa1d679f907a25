/**
 * How much Graphviz may try: with so many arrows it takes fewer iterations, namely the number of boxes
 * times this. By default it has no limit. Smaller pictures don't change.
 */

const LARGE = [
  { arrows: 400, nslimit: 0.5 },
  { arrows: 150, nslimit: 1 },
];

/** Return attributes of the graph; attributes in the DOT come first. @param {string} dot @returns {Record<string, number>} */
export function limitsOf(dot) {
  const arrows = dot.split("->").length - 1;
  const large = LARGE.find((each) => arrows > each.arrows);
  return large ? { nslimit: large.nslimit } : {};
}

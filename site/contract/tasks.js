/**
 * The types of the page's requests to its task workers, and of their answers; no code.
 */

/** @typedef {{id: number, dot: string, format: string, engine?: string}} LayoutRequest  Graphviz knows the formats; the page itself asks for `svg`, the picture, or `json0`, the positions of its parts; `engine`: `dot`, if not given */
/** @typedef {{id: number, output: string} | {id: number, error: string} | {id: number, isCrash: true}} LayoutReply  after a crash the worker can't be used again */

/** @typedef {{id: number, spec: any, config: object}} ChartRequest */
/** @typedef {{svg: string, columns: string[], rows: string[][], total: number}} Chart  rows: the first ones */

/** @typedef {{file: import("./built-file.js").PackedFile, kind: "blob" | "module"}} UnpackRequest  `path`: the whole URL */
/** The number of bytes that arrived since the last one; at the end the content. @typedef {{bytes: number} | {unpacked: Blob | WebAssembly.Module} | {error: string}} UnpackMessage */

export {};

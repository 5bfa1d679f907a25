/**
 * What the page asks of its task workers, and what they answer: types and nothing else.
 */

/** @typedef {"svg" | "json0"} LayoutFormat  the picture, or the places of its parts */
/** @typedef {{id: number, dot: string, format: LayoutFormat}} LayoutRequest */
/** @typedef {{id: number, output: string} | {id: number, error: string} | {id: number, isCrash: true}} LayoutReply  after a crash the worker is of no use */

/** @typedef {{id: number, spec: any, config: object}} ChartRequest */
/** @typedef {{svg: string, columns: string[], rows: string[][], total: number}} Chart  rows: the first ones */

/** How much of a packed file is unpacked, then all of it; `null`: it could not be had. @typedef {{bytes: number} | {blob: Blob | null}} UnpackMessage */

export {};

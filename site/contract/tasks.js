/**
 * The types of the page's requests to its task workers, and of their answers; no code.
 */

/** @typedef {"svg" | "json0"} LayoutFormat  the picture, or the positions of its parts */
/** @typedef {{id: number, dot: string, format: LayoutFormat}} LayoutRequest */
/** @typedef {{id: number, output: string} | {id: number, error: string} | {id: number, isCrash: true}} LayoutReply  after a crash the worker can't be used again */

/** @typedef {{id: number, spec: any, config: object}} ChartRequest */
/** @typedef {{svg: string, columns: string[], rows: string[][], total: number}} Chart  rows: the first ones */

/** The number of bytes unpacked so far, at the end the file; `null`: it could not be fetched. @typedef {{bytes: number} | {blob: Blob | null}} UnpackMessage */

export {};

// The compiled `passes.ts` and `depth.ts`, and the head of the snapshot; build/python_parts.py provides
// them under these names.

declare module "built-passes" {
  const code: Uint8Array<ArrayBuffer>;
  export default code;
}

declare module "built-depth" {
  const code: Uint8Array<ArrayBuffer>;
  export default code;
}

declare module "built-snapshot-head" {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}

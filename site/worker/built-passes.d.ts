// What build/bundle.py hands to Python's worker under this name: `passes.ts`, compiled.

declare module "built-passes" {
  const code: Uint8Array<ArrayBuffer>;
  export default code;
}

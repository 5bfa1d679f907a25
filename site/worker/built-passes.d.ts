// The compiled `passes.ts`; build/bundle.py provides it under this name.

declare module "built-passes" {
  const code: Uint8Array<ArrayBuffer>;
  export default code;
}

// What build/make_dist.py hands to the page under these two names.

type BuiltFile = import("../contract/built-file.js").BuiltFile;
type PackedFile = import("../contract/built-file.js").PackedFile;

declare module "built-files" {
  const built: {
    layoutWorker: string;
    notebookWorker: string;
    chartWorker: string;
    unpackWorker: string;
    sources: string;
    /** the examples' programs by id */
    examples: string;
    reference: string;
    /** pictures of what examples and lessons show, as HTML by their kind and id */
    pictures: string;
    lessons: Record<import("./words/words.js").Language, string>;
    python: {
      /** the code of worker/worker-loader.js */
      firstLines: string;
      worker: BuiltFile;
      wasm: PackedFile;
      snapshot: PackedFile;
      stdlib: BuiltFile;
      lock: BuiltFile;
      wheels: Record<string, BuiltFile>;
      lateWheels: Record<string, BuiltFile>;
    };
  };
  export default built;
}

declare module "built-examples" {
  const examples: { id: string; title: string; source?: string }[];
  export default examples;
}

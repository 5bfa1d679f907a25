// The list of files for the service worker; build/bundle.py provides it under this name.

declare module "built-precache" {
  /** a hash of all files */
  export const version: string;
  export const files: {
    path: string;
    integrity: string;
    isNamedByHash: boolean;
    /** what is kept of a packed file */
    unpacked?: { integrity: string; type: string };
  }[];
}

// What build/bundle.py hands to the service worker under this name.

declare module "built-precache" {
  /** of all the files together */
  export const version: string;
  export const files: {
    path: string;
    integrity: string;
    isNamedByHash: boolean;
    isPacked: boolean;
  }[];
}

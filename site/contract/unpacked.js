/** The header by which the service worker says that it has unpacked a file already. */
export const UNPACKED = "x-unpacked";

/** Spanish is still to come. */
export { words } from "./en.js";

/** The words of what is loaded when it is first asked for. Only such modules import them. */

import { words as english } from "./en-later.js";
import { words as all } from "./words.js";

export const later = all.later ?? english;

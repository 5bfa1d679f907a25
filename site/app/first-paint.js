/**
 * Shows the visitor's theme and the width of the code, and the program that will be opened, as plain text, before the editor
 * is there. The page loads this small module first.
 *
 * The HTML has the first example, hidden; a draft replaces it. A program from a link or in an
 * embedding appears only when the editor opens it.
 */

import { createDrafts } from "./program/drafts.js";
import { readEmbedding } from "./shell/embed.js";
import { keptSplit, setSplit } from "./shell/split.js";
import { keptTheme } from "./shell/theme.js";
import { openStorage } from "./ui/storage.js";

const LONGEST = 5_000;

const embedding = readEmbedding(location.search);
const storage = openStorage("localStorage");
document.documentElement.dataset.theme = embedding?.theme ?? keptTheme(storage);
setSplit(document.documentElement, keptSplit(storage));

const program = document.querySelector("#loading pre");
if (program && !embedding && location.hash === "") {
  const draft = createDrafts({ storage, tabStorage: openStorage("sessionStorage") }).latest();
  const source = draft?.files["main.py"];
  if (source !== undefined) program.textContent = source.slice(0, LONGEST);
  program.removeAttribute("hidden");
}

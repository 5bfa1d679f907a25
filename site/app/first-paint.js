/**
 * What there is to see before the editor is there: the visitor's theme, and the program that will
 * be opened, as plain text. The page loads this small module first.
 *
 * The text of the page itself has the first example, hidden; a draft takes its place. What a link
 * or an embedding asks for is seen when it is opened.
 */

import { createDrafts } from "./program/drafts.js";
import { readEmbedding } from "./shell/embed.js";
import { keptTheme } from "./shell/theme.js";
import { openStorage } from "./ui/storage.js";

const LONGEST = 5_000;

const embedding = readEmbedding(location.search);
const storage = openStorage("localStorage");
document.documentElement.dataset.theme = embedding?.theme ?? keptTheme(storage);

const program = document.querySelector("#loading pre");
if (program && !embedding && location.hash === "") {
  const draft = createDrafts({ storage, tabStorage: openStorage("sessionStorage") }).latest();
  const source = draft?.files["main.py"];
  if (source !== undefined) program.textContent = source.slice(0, LONGEST);
  program.removeAttribute("hidden");
}

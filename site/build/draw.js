/**
 * Draws DOT from the standard input as SVG on the standard output: `node site/build/draw.js`
 */

import process from "node:process";
import { text } from "node:stream/consumers";
import { instance } from "@viz-js/viz";

const viz = await instance();
process.stdout.write(viz.renderString(await text(process.stdin), { format: "svg" }));

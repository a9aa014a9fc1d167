// @ts-check
// `node tools/examples.mjs`: runs every example as a reader would, from the root, and shows what one printed if it failed.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { capture } from "./bootstrap/run.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const PROGRAM = /(?<!\.test|\.d)\.(mjs|ts)$/;

/** Programs lie in examples/ itself, or are the index or main file of a folder there. @returns {string[]} */
function programs() {
  const folder = join(root, "examples");
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      if (!entry.isDirectory()) return PROGRAM.test(entry.name) ? [entry.name] : [];
      return ["index.mjs", "index.ts", "main.mjs", "main.ts"].map((name) => join(entry.name, name));
    })
    .filter((path) => existsSync(join(folder, path)))
    .sort();
}

let failed = 0;
const all = programs();
for (const path of all) {
  const loader = path.endsWith(".ts") ? ["--import", "jiti/register"] : [];
  const { code, output } = await capture(process.execPath, [...loader, join("examples", path)], root);
  console.log(`${code === 0 ? "ok  " : "FAIL"} ${path}`);
  if (code !== 0) {
    console.log(output);
    failed++;
  }
}
console.log(`${all.length} examples, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

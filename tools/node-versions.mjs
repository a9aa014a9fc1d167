// @ts-check
// `node tools/node-versions.mjs`: the smoke test on every Node line that Bellwether supports.
// npm's node-<platform>-<arch> packages hold the bare executable; they are kept under node_modules/.cache.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { capture } from "./bootstrap/run.mjs";

/** The oldest supported line, the one after it, and the current long-term one. */
const LINES = ["20.19", "22", "24"];

const root = fileURLToPath(new URL("..", import.meta.url));
const platform = process.platform === "win32" ? "win" : process.platform;
const packageName = `node-${platform}-${process.arch}`;

/** @param {string} line @returns {Promise<string | undefined>} its executable, or undefined where the registry is out of reach */
async function fetchNode(line) {
  const folder = join(root, "node_modules/.cache/node", line);
  const executable = join(folder, "node_modules", packageName, "bin", platform === "win" ? "node.exe" : "node");
  if (existsSync(executable)) return executable;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "private": true }\n'); // npm installs here, not in the repository
  const npm = platform === "win" ? "npm.cmd" : "npm";
  const flags = ["--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error"];
  const { code, output } = await capture(npm, ["install", ...flags, `${packageName}@${line}`], folder);
  if (code === 0 && existsSync(executable)) return executable;
  console.log(`Node ${line}: not checked, ${packageName}@${line} could not be fetched\n${output.trim()}`);
  return undefined;
}

let failed = false;
for (const line of LINES) {
  const node = await fetchNode(line);
  if (node === undefined) continue;
  const { code, output } = await capture(node, [join(root, "tools/smoke.mjs")], root);
  console.log(code === 0 ? output.trim() : `Node ${line}: FAIL\n${output.trim()}`);
  failed ||= code !== 0;
}
process.exitCode = failed ? 1 : 0;

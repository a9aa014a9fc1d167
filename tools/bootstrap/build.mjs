// @ts-check
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { capture } from "./run.mjs";
import { StepFailed, say, secondsSince } from "./say.mjs";

const STAMP = "node_modules/.bellwether-build";
const NOT_BUILT = /\.test\.[cm]?tsx?$/;

/** @param {string} root */
export function buildIsFresh(root) {
  if (!existsSync(join(root, STAMP))) return false;
  const { fingerprint, entries } = survey(root);
  return readFileSync(join(root, STAMP), "utf8") === fingerprint && entries.every((entry) => existsSync(entry));
}

/**
 * `turbo run build`, which rebuilds only the packages that changed; quiet unless it fails.
 * @param {string} root
 * @throws {StepFailed} with the compiler's words
 */
export async function build(root) {
  const start = performance.now();
  const { fingerprint, packages } = survey(root); // before the build: an edit during it must not pass for built
  say(`building ${packages} packages`);
  const { code, output } = await capture(
    process.execPath,
    [join(root, "node_modules/turbo/bin/turbo"), "run", "build", "--output-logs=errors-only"],
    root,
    { TURBO_TELEMETRY_DISABLED: "1", TURBO_NO_UPDATE_NOTIFIER: "1", DO_NOT_TRACK: "1" },
  );
  if (code !== 0) throw new StepFailed(`the build failed:\n${withoutChatter(output)}`);
  writeFileSync(join(root, STAMP), fingerprint);
  say(`built in ${secondsSince(start)}`);
}

/**
 * What the build reads (path, size and time of change of every source) and the files it must have left.
 * @param {string} root
 */
function survey(root) {
  const hash = createHash("sha256");
  /** @param {string} path */
  const add = (path) => {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat) hash.update(`${path} ${stat.size} ${stat.mtimeMs}\n`);
  };
  /** @type {string[]} */
  const entries = [];
  let packages = 0;
  for (const name of readdirSync(root)) if (/^(tsconfig.*|turbo|package)\.json$/.test(name)) add(join(root, name));
  for (const group of ["packages", "plugins"]) {
    for (const name of existsSync(join(root, group)) ? readdirSync(join(root, group)).sort() : []) {
      const folder = join(root, group, name);
      const manifest = join(folder, "package.json");
      if (!existsSync(manifest)) continue;
      const { scripts, exports } = JSON.parse(readFileSync(manifest, "utf8"));
      if (scripts?.build === undefined) continue;
      packages++;
      for (const file of readdirSync(folder)) if (/^(tsconfig.*|package)\.json$/.test(file)) add(join(folder, file));
      for (const file of filesUnder(join(folder, "src"))) if (!NOT_BUILT.test(file)) add(file);
      const entry = exports?.["."]?.default;
      if (entry !== undefined) entries.push(join(folder, entry));
    }
  }
  return { fingerprint: hash.digest("hex"), entries, packages };
}

/** @param {string} folder @returns {string[]} */
function filesUnder(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** @param {string} output */
function withoutChatter(output) {
  return output
    .split("\n")
    .filter((line) => !/npm (warn|error)|^\s*•|^\s*$|:build: *(>.*)?$/.test(line))
    .join("\n");
}

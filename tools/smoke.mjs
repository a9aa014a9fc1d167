// @ts-check
// `node tools/smoke.mjs`: imports every exported path of every built package, and computes something small with them.
// CI runs it on each Node version that Bellwether supports, so it uses no more than the oldest has.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
/** Loads its peer vitest, which has a range of Node versions of its own. */
const FOR_TESTS = "./testing";

let paths = 0;
for (const group of ["packages", "plugins"]) {
  for (const name of existsSync(join(root, group)) ? readdirSync(join(root, group)) : []) {
    const manifestPath = join(root, group, name, "package.json");
    if (!existsSync(manifestPath)) continue;
    const manifest = JSON.parse(readFileSync(manifestPath, "utf8"));
    for (const path of Object.keys(manifest.exports ?? {})) {
      if (path === FOR_TESTS || path.endsWith(".json") || path.includes("*")) continue;
      const specifier = join(manifest.name, path).replaceAll("\\", "/");
      const module = await import(specifier);
      assert.ok(Object.keys(module).length > 0, `${specifier} exports nothing`);
      paths++;
    }
  }
}

const { frameOf } = await import("@bellwether/core");
const { sma } = await import("@bellwether/indicators");
const close = Float64Array.of(1, 2, 3, 4);
const openTime = Float64Array.of(0, 3_600_000, 7_200_000, 10_800_000);
const df = frameOf({ openTime, open: close, high: close, low: close, close, volume: close });
assert.equal(sma(df.close, 2).last, 3.5);

console.log(`Node ${process.versions.node}: ${paths} exported paths load, and an indicator answers`);

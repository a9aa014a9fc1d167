import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { CommandContext } from "@bellwether/core";
import { afterEach, beforeEach, expect, it } from "vitest";
import { familyCatalogue, featureCatalogue } from "../../catalogue.js";
import { shippedFeatures } from "../../features/index.js";
import { shippedFamilies } from "../../models/index.js";
import { openRegistry } from "../folder-registry/index.js";
import { trainCommand } from "./train.js";

const BARS = fileURLToPath(new URL("../../../../../data/sample/eurusd-1h.csv", import.meta.url));
const FILE = `
name: small
registry: models
data: { symbol: EUR/USD, timeframe: 1h, files: ${JSON.stringify(BARS)} }
features: [log-return(1), rsi(7), body-ratio]
model:
  family: random-forest
  params: { trees: 4, maxDepth: 3, minSamplesLeaf: 20 }
  label: { type: direction, horizon: 6 }
validation: { method: none }
permutationRepeats: 0
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bellwether-train-"));
  writeFileSync(join(folder, "ml.yaml"), FILE);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (at: string) => openRegistry(at, { now: () => 0 });

/** What `bellwether train ml.yaml` prints. */
async function run(flags: CommandContext["flags"] = {}): Promise<string> {
  let out = "";
  const command = trainCommand({
    features: featureCatalogue(shippedFeatures),
    families: familyCatalogue(shippedFamilies),
    open,
    now: () => 0,
  });
  await command.run({
    args: [join(folder, "ml.yaml")],
    flags,
    output: { stdout: (text) => (out += text), stderr: () => {}, width: 200, colour: false },
    progress: () => ({ update() {}, stop() {} }),
    use: async () => {},
  });
  return out;
}

it("registers a version and counts the trial, so that the next one is judged by it", async () => {
  expect(await run()).toContain("what one trial without any skill would show");
  const registry = open(join(folder, "models"));
  const { trials } = registry.trials("small");
  expect(trials).toMatchObject([{ openedHoldout: true, version: registry.info("small").version }]);
  expect(await run({ set: ["seed=2"] })).toContain("what the best of 2 trials without any skill would show");
  expect(registry.versions("small")).toHaveLength(2);
});

it("with --no-save keeps no version but counts the trial; the same again is no further one", async () => {
  const first = await run({ save: false });
  const registry = open(join(folder, "models"));
  expect(registry.list()).toEqual([]);
  expect(first).toContain("Version not saved");
  expect(await run({ save: false }), "and says the same").toBe(first);
  expect(registry.trials("small").trials, "the record keeps both runs").toHaveLength(2);
  await run({ save: false, set: ["validation={ method: purged-k-fold, folds: 2 }", "permutationRepeats=2"] });
  expect(await run({ save: false, set: ["seed=2"] }), "nor is another judgement").toContain(
    "the best of 2 trials without",
  );
});

it("says where the very same version was there before", async () => {
  expect(await run()).toMatch(/\nregistered: small \w{12}\n/);
  expect(await run()).toMatch(/\nregistered: small \w{12}, which was there before\n/);
});

it("refuses to promote what it does not keep", async () => {
  await expect(run({ save: false, promote: true })).rejects.toThrow(/--promote has nothing to promote/);
});

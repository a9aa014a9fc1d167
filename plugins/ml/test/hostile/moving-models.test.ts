import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { featureCatalogue } from "../../src/catalogue.js";
import { shippedFeatures } from "../../src/features/index.js";
import { openRegistry } from "../../src/node/folder-registry/index.js";
import { registrySource } from "../../src/node/registry-source.js";
import { toBundle } from "../../src/trained/bundle.js";
import { firstBars } from "../made-bars.js";
import { type ChildTask, type CompiledRegistry, compileRegistry } from "../registry/compiled.js";
import { sampleHours } from "../sample-bars.js";
import { families, smallTraining } from "../small-training.js";
import { trainingFolder } from "./train-command.js";

let compiled: CompiledRegistry;
let folder: string;
beforeAll(async () => {
  compiled = await compileRegistry();
});
afterAll(() => compiled.remove());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bellwether-moving-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const features = featureCatalogue(shippedFeatures);
const here = trainingFolder();

it("a strategy that is created while champion moves and versions go gets one whole model, or a typed error", async () => {
  const bars = firstBars(await sampleHours(), 800);
  const registry = openRegistry(folder);
  const seeds = new Map<string, number>();
  for (const seed of [1, 2, 3, 4])
    seeds.set(registry.save("small", toBundle((await smallTraining({ seed }, bars)).trained)).version, seed);
  const [first, second, ...others] = seeds.keys();
  registry.setAlias("small", "champion", first!);
  const moves = Array.from({ length: 60 }, (_, i): ChildTask["calls"][number] => [
    "setAlias",
    "small",
    "champion",
    i % 2 === 0 ? first : second,
  ]);
  const deletions = others.map((version): ChildTask["calls"][number] => ["delete", "small", { version }]);
  const child = compiled.start({
    folder,
    calls: [...moves, ...deletions, ...moves, ["delete", "small", "all", { force: true }]],
  });
  let isOpen = true;
  child.on("close", () => {
    isOpen = false;
  });
  const seen = new Set<number | string>();
  while (isOpen) {
    for (const version of [undefined, ...others]) {
      try {
        const source = registrySource(() => registry, features, families); // of a process that just started
        const loaded = source({ modelName: "small", version });
        expect(loaded.trained.seed).toBe(seeds.get(loaded.version));
        if (version === undefined) seen.add(loaded.trained.seed);
        else expect(loaded.version).toBe(version);
      } catch (error) {
        seen.add((error as { code: string }).code);
      }
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  for (const what of seen) expect([1, 2, "VERSION_NOT_FOUND", "MODEL_NOT_FOUND"]).toContain(what);
  expect(seen).toContain(1);
  expect(seen).toContain(2);
});

it("two trainings of one name that promote at once: both are kept, and champion is one of them, previous the other", async () => {
  await Promise.all([1, 2].map((seed) => here.train({}, { promote: true, set: [`seed=${seed}`] })));
  const { registry } = here;
  const versions = registry.versions("small");
  expect(versions).toHaveLength(2);
  expect(versions.flatMap(({ aliases }) => aliases).sort()).toEqual(["champion", "previous"]);
  expect(
    registry
      .trials("small")
      .trials.map(({ version }) => version)
      .sort(),
  ).toEqual(versions.map(({ version }) => version).sort());
});

it("two equal trainings at once make one version and two trials of it", async () => {
  await Promise.all([1, 1].map(() => here.train({}, { promote: true })));
  const { registry } = here;
  expect(registry.versions("small").map(({ aliases }) => aliases)).toEqual([["champion"]]);
  expect(registry.trials("small").trials).toHaveLength(2);
});

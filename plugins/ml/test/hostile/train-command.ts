import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { CommandContext } from "@bellwether/core";
import { afterEach, beforeEach } from "vitest";
import { featureCatalogue } from "../../src/catalogue.js";
import { shippedFeatures } from "../../src/features/index.js";
import { trainCommand } from "../../src/node/commands/train.js";
import { openRegistry } from "../../src/node/folder-registry/index.js";
import type { ModelRegistry } from "../../src/registry/index.js";
import { families } from "../small-training.js";

const BARS = fileURLToPath(new URL("../../../../data/sample/eurusd-1h.csv", import.meta.url));

/** A training file in JSON, which is YAML: a small forest, into `models` beside it. */
const FILE = {
  name: "small",
  registry: "models",
  data: { symbol: "EUR/USD", timeframe: "1h", files: BARS },
  features: ["log-return(1)", "rsi(7)", "body-ratio"],
  model: {
    family: "random-forest",
    params: { trees: 4, maxDepth: 3, minSamplesLeaf: 20 },
    label: { type: "direction", horizon: 6 },
  },
  validation: { method: "none" },
  permutationRepeats: 0,
  trading: "off",
};

export interface TrainingFolder {
  readonly path: string;
  readonly registry: ModelRegistry;
  /** Runs `bellwether train` on this text, or on the file with some of its values changed. */
  train(text: string | object, flags?: CommandContext["flags"]): Promise<void>;
}

/** A folder that each test of a file gets anew. */
export function trainingFolder(): TrainingFolder {
  let path = "";
  beforeEach(() => {
    path = mkdtempSync(join(tmpdir(), "bellwether-hostile-"));
  });
  afterEach(() => rmSync(path, { recursive: true, force: true }));
  const open = (folder: string) => openRegistry(folder, { now: () => 0 });
  return {
    get path() {
      return path;
    },
    get registry() {
      return open(join(path, "models"));
    },
    async train(text, flags = {}) {
      const file = join(path, "ml.yaml");
      writeFileSync(file, typeof text === "string" ? text : JSON.stringify({ ...FILE, ...text }));
      await trainCommand({ features: featureCatalogue(shippedFeatures), families, open, now: () => 0 }).run({
        args: [file],
        flags,
        output: { stdout: () => {}, stderr: () => {}, width: 200, colour: false },
        progress: () => ({ update() {}, stop() {} }),
        use: async () => {},
      });
    },
  };
}

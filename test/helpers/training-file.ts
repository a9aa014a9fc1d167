import { readdirSync } from "node:fs";
import { join } from "node:path";
import { EURUSD } from "./run-file.js";

/** Text of a training file on the hourly sample: a forest of a few trees, nothing beside it. `lines` come at its end. */
export const trainingText = (name: string, ...lines: readonly string[]): string =>
  `name: ${name}
data: { symbol: EUR/USD, timeframe: 1h, files: ${JSON.stringify(EURUSD)} }
features: [log-return(1), rsi(14), roc(10)]
model:
  family: random-forest
  params: { trees: 5, maxDepth: 4 }
  label: { type: direction, horizon: 6 }
validation: { method: none }
permutationRepeats: 0
trading: off
${lines.join("\n")}
`;

/** A run file's line that takes in models of a folder beside it. */
export const MODELS = `plugins: [{ use: "@bellwether/ml", options: { registry: models } }]`;

/** Files of this name under a folder, whatever lies between. */
export function filesNamed(folder: string, name: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name === name)
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

import { createRng, normalQuantile } from "@bellwether/core";
import type { Dataset } from "../../src/dataset.js";
import { matrix } from "../../src/matrix.js";

const BAR = 3_600_000;
/** Bars that a feature looks back at most, and that its label looks ahead. */
const LONGEST = 160;
export const HORIZON = 20;
const WINDOWS = [20, 40, 80, LONGEST] as const;

/**
 * A random walk, on which nothing can be learnt: where the price stands against its mean and its past over slow windows,
 * to foretell whether it will be higher `HORIZON` bars on. Neighbouring samples are nearly alike, in features and label.
 */
export function randomWalk(samples: number, seed: number): Dataset {
  const rng = createRng(seed).fork("walk");
  const price = new Float64Array(samples + LONGEST + HORIZON);
  for (let i = 1; i < price.length; i++) price[i] = price[i - 1]! + normalQuantile(rng.next() * 0.999998 + 1e-6);
  const columns = WINDOWS.flatMap((window) => [`mean${window}`, `change${window}`]);
  const x = matrix(samples, columns.length);
  for (let i = 0; i < samples; i++) {
    const at = i + LONGEST;
    for (const [w, window] of WINDOWS.entries()) {
      let mean = 0;
      for (let k = 0; k < window; k++) mean += price[at - k]! / window;
      x.data[i * columns.length + 2 * w] = price[at]! - mean;
      x.data[i * columns.length + 2 * w + 1] = price[at]! - price[at - window]!;
    }
  }
  const row = Int32Array.from({ length: samples }, (_, i) => i + LONGEST);
  return {
    x,
    columns,
    task: "classification",
    classes: ["down", "up"],
    y: Float64Array.from(row, (at) => (price[at + HORIZON]! > price[at]! ? 1 : 0)),
    weights: null,
    row,
    time: Float64Array.from(row, (at) => at * BAR),
    start: row.map((at) => at + 1),
    end: row.map((at) => at + HORIZON),
  };
}

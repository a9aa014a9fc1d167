import { createRng } from "@bellwether/core";
import type { ClassificationMetrics, RegressionMetrics, ReliabilityBin } from "../src/validation/metrics/metrics.js";

interface Spec {
  readonly classes: readonly string[];
  /** Samples of each class. */
  readonly support: readonly number[];
  /** Recall of each class; what is missed spreads evenly over the others, or all over the class that has a recall of 1. */
  readonly recall: readonly number[];
  readonly logLoss?: number;
  readonly brier?: number;
  readonly rocAuc?: number | null;
  readonly ece?: number;
  readonly reliability?: readonly ReliabilityBin[];
}

/** Metrics of made-up predictions whose shares are exactly those of the confusion matrix that they imply. */
export function sampleMetrics(spec: Spec): ClassificationMetrics {
  const k = spec.classes.length;
  const only = spec.recall.indexOf(1);
  const confusion = spec.support.map((n, truth) => {
    if (only >= 0) return Array.from({ length: k }, (_, called) => (called === only ? n : 0));
    const right = Math.round(n * spec.recall[truth]!);
    const row = Array.from({ length: k }, (_, called) =>
      called === truth ? right : Math.floor((n - right) / (k - 1)),
    );
    row[(truth + 1) % k]! += n - row.reduce((sum, count) => sum + count, 0);
    return row;
  });
  const called = spec.classes.map((_, j) => confusion.reduce((sum, row) => sum + row[j]!, 0));
  const samples = spec.support.reduce((sum, n) => sum + n, 0);
  const perClass = spec.classes.map((name, j) => {
    const hits = confusion[j]![j]!;
    const precision = called[j] === 0 ? null : hits / called[j]!;
    const recall = spec.support[j] === 0 ? null : hits / spec.support[j]!;
    const f1 =
      precision === null || recall === null || hits === 0 ? null : (2 * precision * recall) / (precision + recall);
    return { name, precision, recall, f1, support: spec.support[j]! };
  });
  const seen = perClass.filter(({ recall }) => recall !== null);
  const right = confusion.reduce((sum, row, j) => sum + row[j]!, 0);
  return {
    task: "classification",
    samples,
    accuracy: right / samples,
    balancedAccuracy: seen.reduce((sum, { recall }) => sum + recall!, 0) / seen.length,
    f1Macro: perClass.reduce((sum, { f1 }) => sum + (f1 ?? 0), 0) / k,
    logLoss: spec.logLoss ?? 1.06,
    brier: spec.brier ?? 0.63,
    rocAuc: spec.rocAuc === undefined ? 0.58 : spec.rocAuc,
    mcc: matthews(confusion, spec.support, called, right, samples),
    ece: spec.ece ?? 0.04,
    perClass,
    confusion,
    reliability: spec.reliability ?? sampleReliability(0.02),
  };
}

function matthews(
  confusion: readonly (readonly number[])[],
  support: readonly number[],
  called: readonly number[],
  right: number,
  samples: number,
): number | null {
  const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, x, i) => sum + x * b[i]!, 0);
  const below = Math.sqrt((samples ** 2 - dot(called, called)) * (samples ** 2 - dot(support, support)));
  return confusion.length === 0 || below === 0 ? null : (right * samples - dot(support, called)) / below;
}

/** Ten bins of a model that is too sure of itself by `excess`, more so the surer it is. */
export function sampleReliability(excess: number, seed = 1): ReliabilityBin[] {
  const rng = createRng(seed);
  const counts = [0, 0, 0, 196, 541, 312, 118, 31, 6, 0];
  return counts.map((count, i) => {
    const meanPredicted = count === 0 ? null : i / 10 + 0.03 + 0.04 * rng.next();
    const observed = meanPredicted === null ? null : meanPredicted - (excess * (i + 1)) / 5 + 0.03 * (rng.next() - 0.5);
    return { from: i / 10, to: (i + 1) / 10, count, meanPredicted, observed };
  });
}

/** Metrics of made-up forecasts of returns. */
export function sampleErrors(rmse: number, correlation: number | null): RegressionMetrics {
  return {
    task: "regression",
    samples: 1_204,
    mse: rmse ** 2,
    rmse,
    mae: 0.74 * rmse,
    r2: correlation === null ? null : correlation ** 2 - 0.002,
    correlation,
    rankCorrelation: correlation === null ? null : 0.9 * correlation,
    signAccuracy: 0.5 + (correlation ?? 0) / 3,
  };
}

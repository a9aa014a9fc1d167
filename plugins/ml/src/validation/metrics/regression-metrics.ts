import { assertPairs } from "./bad-metric-input-error.js";
import { mean, pearson, spearman, varies } from "./correlation.js";
import type { RegressionMetrics } from "./metrics.js";

/**
 * How predicted values fared against what came; errors in the unit of `y`, `mse` in its square.
 * @throws {BadMetricInputError} for no samples, unequal lengths, or values that are not finite.
 */
export function regressionMetrics(y: Float64Array, predicted: Float64Array): RegressionMetrics {
  assertPairs("predictions", predicted, y);
  const centre = mean(y);
  let squared = 0;
  let absolute = 0;
  let spread = 0;
  let signed = 0;
  let foretold = 0;
  for (let i = 0; i < y.length; i++) {
    const error = predicted[i]! - y[i]!;
    squared += error * error;
    absolute += Math.abs(error);
    spread += (y[i]! - centre) ** 2;
    if (y[i] === 0) continue;
    signed++;
    if (Math.sign(predicted[i]!) === Math.sign(y[i]!)) foretold++;
  }
  const mse = squared / y.length;
  return {
    task: "regression",
    samples: y.length,
    mse,
    rmse: Math.sqrt(mse),
    mae: absolute / y.length,
    r2: varies(y) && spread > 0 && squared < Infinity ? 1 - squared / spread : null,
    correlation: pearson(predicted, y),
    rankCorrelation: spearman(predicted, y),
    signAccuracy: signed > 0 ? foretold / signed : null,
  };
}

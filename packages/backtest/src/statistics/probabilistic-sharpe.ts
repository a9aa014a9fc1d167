import { normalCdf, normalQuantile } from "@bellwether/core";
import type { Figure } from "../metrics/metrics.js";
import { sharpe } from "../metrics/sharpe.js";
import { assertCount, assertReturns, assertShare } from "./bad-statistics-error.js";
import { kurtosis, skewness } from "./moments.js";

/** A Sharpe ratio per period (never annualised) and the shape of the returns it was measured on. */
export interface SharpeSample {
  readonly sharpe: number;
  /** Number of returns. */
  readonly periods: number;
  /** 0 for a symmetric distribution; the default. */
  readonly skewness?: number;
  /** 3 for a normal distribution, the default; not the excess over it. */
  readonly kurtosis?: number;
}

/** What was measured on `returns` (fractions per period); null where a figure is undefined: fewer than four, no variation. */
export function sharpeSample(returns: Float64Array): Required<SharpeSample> | null {
  assertReturns(returns);
  const ratio = sharpe(returns, 1);
  const skew = skewness(returns);
  const tails = kurtosis(returns);
  if (ratio === null || skew === null || tails === null) return null;
  return { sharpe: ratio, periods: returns.length, skewness: skew, kurtosis: tails };
}

/** Variance of a Sharpe ratio, times its number of periods; null where the moments given contradict each other. */
function sharpeVariance({ sharpe, skewness = 0, kurtosis = 3 }: Omit<SharpeSample, "periods">): Figure {
  const variance = 1 - skewness * sharpe + ((kurtosis - 1) / 4) * sharpe * sharpe;
  return variance > 0 && variance < Infinity ? variance : null;
}

/**
 * Probability that the true Sharpe ratio exceeds `target`, both per period, given the sample's length, skew and tails.
 * Null where skewness and kurtosis cannot belong to one distribution.
 * @throws {BadStatisticsError} for fewer than two periods.
 * @see Bailey & López de Prado (2012), "The Sharpe Ratio Efficient Frontier"
 */
export function probabilisticSharpe(sample: SharpeSample, target = 0): Figure {
  assertCount("periods", sample.periods, 2);
  const variance = sharpeVariance(sample);
  if (variance === null) return null;
  const probability = normalCdf(((sample.sharpe - target) * Math.sqrt(sample.periods - 1)) / Math.sqrt(variance));
  return Number.isFinite(probability) ? probability : null;
}

/**
 * Periods that a record must last before {@link probabilisticSharpe} against `target` reaches `confidence`.
 * Null where the ratio does not exceed its target: no length would do.
 * @throws {BadStatisticsError} unless 0 < confidence < 1.
 */
export function minTrackRecordPeriods(sample: Omit<SharpeSample, "periods">, target = 0, confidence = 0.95): Figure {
  assertShare("confidence", confidence);
  const variance = sharpeVariance(sample);
  if (variance === null || !(sample.sharpe > target)) return null;
  return 1 + variance * (normalQuantile(confidence) / (sample.sharpe - target)) ** 2;
}

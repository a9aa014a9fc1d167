import { createRng, quantile, type Rng } from "@bellwether/core";
import { mean } from "../metrics/mean-and-deviation.js";
import { sharpe } from "../metrics/sharpe.js";
import { totalReturn } from "../metrics/total-return.js";
import { assertCount, assertReturns, assertShare, BadStatisticsError } from "./bad-statistics-error.js";
import { meanBlockLength } from "./block-length.js";

/** A figure as measured, and the range that holds the true one with the confidence named. */
export interface Interval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  /** A fraction: 0.95 leaves 2.5 % on either side. */
  readonly confidence: number;
  /** Samples drawn that define the figure; the range is theirs. */
  readonly resamples: number;
}

export interface BootstrapOptions {
  /** Returns in a year, to annualise the Sharpe ratio. */
  readonly periodsPerYear: number;
  /** Default 0.95. */
  readonly confidence?: number | undefined;
  /** Default 2,000. */
  readonly resamples?: number | undefined;
  /** Mean length of the blocks drawn, in returns, at least 1; {@link meanBlockLength} of the returns unless given. */
  readonly meanBlock?: number | undefined;
  /** Default 1. */
  readonly seed?: number | undefined;
}

/** Figures are null where the returns, or more than 1 % of the samples drawn from them, do not define them. */
export interface Bootstrap {
  /** Annualised. */
  readonly sharpe: Interval | null;
  /** Compounded over as many periods as were given, a fraction. */
  readonly totalReturn: Interval | null;
  /** In returns. */
  readonly meanBlock: number;
}

/** A sample whose squared deviations are a smaller share of its squares than this has only rounding to vary by. */
const ROUNDING = 1e-12;
/** Share of samples that may leave a figure undefined: dropping more would bend the range. */
const UNDEFINED_SHARE = 0.01;

/**
 * Percentile intervals of the annualised Sharpe ratio and of the total return, by the stationary bootstrap: samples as
 * long as `returns` are put together from blocks of neighbours that start anywhere, wrap around at the end and have
 * geometric lengths, so that memory shorter than a block survives. O(resamples × returns).
 * @param returns - simple returns per period, fractions.
 * @throws {BadStatisticsError} if a return is not finite or a setting is out of range.
 * @see Politis & Romano (1994), "The Stationary Bootstrap"
 */
export function bootstrapReturns(returns: Float64Array, options: BootstrapOptions): Bootstrap {
  const { periodsPerYear, confidence = 0.95, resamples = 2_000, seed = 1 } = options;
  assertReturns(returns);
  assertShare("confidence", confidence);
  assertCount("resamples", resamples);
  if (!(periodsPerYear > 0 && periodsPerYear < Infinity))
    throw new BadStatisticsError(`periodsPerYear is ${periodsPerYear}; give a finite number above zero`);
  const meanBlock = options.meanBlock ?? meanBlockLength(returns);
  if (!(meanBlock >= 1 && meanBlock < Infinity))
    throw new BadStatisticsError(`meanBlock is ${meanBlock}; give a finite number of at least 1`);
  const sharpes = new Float64Array(resamples);
  const totals = new Float64Array(resamples);
  if (returns.length > 0) resample(returns, meanBlock, createRng(seed).fork("bootstrap"), sharpes, totals);
  const annual = Math.sqrt(periodsPerYear);
  for (let i = 0; i < resamples; i++) sharpes[i] = sharpes[i]! * annual;
  const brokeOrEmpty = returns.length === 0 || returns.some((value) => !(value > -1));
  return {
    sharpe: interval(sharpe(returns, periodsPerYear), sharpes, confidence),
    totalReturn: brokeOrEmpty ? null : interval(totalReturn(returns), totals, confidence),
    meanBlock,
  };
}

/** Fills one Sharpe ratio per period (NaN where a sample does not vary) and one total return per sample. */
function resample(returns: Float64Array, meanBlock: number, rng: Rng, sharpes: Float64Array, totals: Float64Array) {
  const n = returns.length;
  const renewal = 1 / meanBlock;
  const centre = mean(returns)!;
  for (let k = 0; k < sharpes.length; k++) {
    let at = 0;
    let sum = 0;
    let squares = 0;
    let growth = 1;
    for (let i = 0; i < n; i++) {
      at = i === 0 || rng.next() < renewal ? rng.int(n) : at + 1 < n ? at + 1 : 0;
      const value = returns[at]!;
      const distance = value - centre; // sums around the mean of all keep their digits
      sum += distance;
      squares += distance * distance;
      growth *= 1 + value;
    }
    const spread = squares - (sum * sum) / n;
    sharpes[k] = spread > ROUNDING * squares ? (centre + sum / n) / Math.sqrt(spread / (n - 1)) : Number.NaN;
    totals[k] = growth - 1;
  }
}

function interval(estimate: number | null, samples: Float64Array, confidence: number): Interval | null {
  const sorted = samples.filter(Number.isFinite).sort();
  const undefinedShare = 1 - sorted.length / samples.length;
  if (estimate === null || !Number.isFinite(estimate) || !(undefinedShare <= UNDEFINED_SHARE)) return null;
  const tail = (1 - confidence) / 2;
  return {
    estimate,
    low: quantile(sorted, tail),
    high: quantile(sorted, 1 - tail),
    confidence,
    resamples: sorted.length,
  };
}

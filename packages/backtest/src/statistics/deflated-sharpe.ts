import { normalQuantile } from "@bellwether/core";
import type { Figure } from "../metrics/metrics.js";
import { assertCount, BadStatisticsError } from "./bad-statistics-error.js";
import { probabilisticSharpe, type SharpeSample } from "./probabilistic-sharpe.js";

const EULER_MASCHERONI = 0.577_215_664_901_532_9;

/** What was tried before one result was picked: every variant and parameter set counts, the discarded ones most of all. */
export interface Trials {
  readonly count: number;
  /** Standard deviation of the trials' Sharpe ratios, per period. */
  readonly sharpeDeviation: number;
}

/**
 * Expected maximum of `trials` independent standard normal draws: how many standard deviations luck alone lifts the
 * best of them. 0 for one trial.
 * @throws {BadStatisticsError} unless `trials` is a whole number of at least 1.
 * @see Bailey & López de Prado (2014), "The Deflated Sharpe Ratio", for the approximation
 */
export function expectedMaximum(trials: number): number {
  assertCount("trials", trials);
  if (trials === 1) return 0;
  // upper quantiles from the lower tail: 1 - 1 / trials would lose digits
  const likely = -normalQuantile(1 / trials);
  const rare = -normalQuantile(1 / (trials * Math.E));
  return (1 - EULER_MASCHERONI) * likely + EULER_MASCHERONI * rare;
}

/** The Sharpe ratio, per period, that the best of trials without any edge is expected to show. */
export function expectedMaximumSharpe({ count, sharpeDeviation }: Trials): number {
  if (!(sharpeDeviation >= 0 && sharpeDeviation < Infinity))
    throw new BadStatisticsError(`sharpeDeviation is ${sharpeDeviation}; give a finite number of at least 0`);
  return sharpeDeviation * expectedMaximum(count);
}

/**
 * Probability that the true Sharpe ratio of the trial picked exceeds what the best of so many would show by luck.
 * Null where skewness and kurtosis cannot belong to one distribution.
 * @throws {BadStatisticsError} for fewer than two periods, no trials, or a negative deviation.
 */
export function deflatedSharpe(sample: SharpeSample, trials: Trials): Figure {
  return probabilisticSharpe(sample, expectedMaximumSharpe(trials));
}

/**
 * Years of data below which the best of `trials` without any edge is expected to reach `annualSharpe` by luck.
 * Null unless `annualSharpe` is above zero.
 * @throws {BadStatisticsError} unless `trials` is a whole number of at least 1.
 * @see Bailey, Borwein, López de Prado & Zhu (2014), "Pseudo-Mathematics and Financial Charlatanism"
 */
export function minBacktestYears(trials: number, annualSharpe: number): Figure {
  const luck = expectedMaximum(trials);
  return annualSharpe > 0 ? (luck / annualSharpe) ** 2 : null;
}

import type { Trade } from "@bellwether/core";
import { assertEquityCurve } from "../metrics/bad-equity-curve-error.js";
import { accountReturns } from "./account-returns.js";
import { type Bootstrap, bootstrapReturns, type Interval } from "./bootstrap.js";
import { type MonteCarlo, monteCarlo } from "./monte-carlo.js";
import { type PeriodReturns, periodReturns } from "./period-returns.js";
import { minTrackRecordPeriods, probabilisticSharpe, sharpeSample } from "./probabilistic-sharpe.js";
import { type RandomEntries, randomEntries, type SymbolBars } from "./random-entries.js";
import { MIN_RETURNS, MIN_TRADES, type Sampled, type TooFew, type Undefined } from "./sample-size.js";

/** What a finished run hands over. */
export interface StatisticsInput {
  /** One point per close; times are close times, epoch ms UTC, ascending. */
  readonly equity: { readonly time: Float64Array; readonly equity: Float64Array };
  /** Equity before the first bar, in quote currency. */
  readonly startEquity: number;
  /** In the order of exits. */
  readonly trades: readonly Trade[];
  /** The bars of each symbol, as the run saw them. */
  readonly bars: readonly SymbolBars[];
  /** Default 1. */
  readonly seed?: number | undefined;
}

/** The probability that the true Sharpe ratio is above zero, and what it was read from. */
export interface SharpeProbability {
  /** In [0, 1]. */
  readonly value: number;
  /** Of the period returns; a normal distribution has 0 and 3. */
  readonly skewness: number;
  readonly kurtosis: number;
  /** Periods after which a record like this reaches 95 %; null where its Sharpe ratio is not above zero. */
  readonly minTrackRecordPeriods: number | null;
}

/** How far the figures of a run can be trusted. Plain data: no NaN, no typed arrays. */
export interface Statistics {
  /** How the equity curve was cut into returns. */
  readonly sampling: {
    readonly returnPeriod: "day" | "bar";
    readonly returns: number;
    readonly periodsPerYear: number | null;
    /** Mean length of the blocks that were resampled, in returns; null where none were. */
    readonly meanBlock: number | null;
  };
  /** Annualised. */
  readonly sharpe: Sampled<Interval>;
  readonly totalReturn: Sampled<Interval>;
  readonly probabilisticSharpe: Sampled<SharpeProbability>;
  readonly monteCarlo: Sampled<MonteCarlo>;
  readonly randomEntries: Sampled<RandomEntries>;
}

/**
 * All statistics of a finished run, or why a sample is too small for them: {@link MIN_RETURNS} returns,
 * {@link MIN_TRADES} trades. Equal inputs and seeds give equal results.
 * @throws {BadEquityCurveError} if times do not ascend, a value is not finite, or the start is not above zero.
 * @throws {BadStatisticsError} if a symbol was traded whose bars are missing.
 */
export function computeStatistics(run: StatisticsInput): Statistics {
  const { time, equity } = run.equity;
  assertEquityCurve(time, equity, run.startEquity);
  const opens = run.bars.flatMap(({ columns }) => columns.openTime[0] ?? []);
  const startTime = opens.length > 0 ? Math.min(...opens) : (time[0] ?? 0);
  const periods = periodReturns(time, equity, run.startEquity, startTime);
  const { returnPeriod, periodsPerYear, count } = periods;
  const withheld = withheldReturns(periods);
  const returns = periods.returns ?? new Float64Array();
  const drawn = withheld ? null : bootstrapReturns(returns, { periodsPerYear: periodsPerYear!, seed: run.seed });
  return {
    sampling: { returnPeriod, returns: count, periodsPerYear, meanBlock: drawn?.meanBlock ?? null },
    sharpe: withheld ?? intervalOf(drawn!, "sharpe", "returns vary too seldom"),
    totalReturn: withheld ?? intervalOf(drawn!, "totalReturn", "too large for a number"),
    probabilisticSharpe: withheld ?? sharpeProbability(returns),
    monteCarlo: monteCarloOf(run),
    randomEntries:
      tooFewTrades(run.trades) ??
      ok(randomEntries(run.trades, run.bars, { seed: run.seed, resamples: resamplesFor(run.trades, 1_000) })),
  };
}

function ok<Result>(result: Result): { readonly status: "ok" } & Result {
  return { status: "ok", ...result };
}

function undefinedBecause(because: string): Undefined {
  return { status: "undefined", because };
}

const BROKE = "equity reached zero or fell below";

function withheldReturns({ returnPeriod, returns, count, periodsPerYear }: PeriodReturns): TooFew | Undefined | null {
  const what = returnPeriod === "day" ? "daily returns" : "bar returns";
  if (count < MIN_RETURNS) return { status: "too-few", need: MIN_RETURNS, have: count, what };
  if (returns === null) return undefinedBecause(BROKE);
  return periodsPerYear === null ? undefinedBecause("no time passed") : null;
}

function tooFewTrades({ length: have }: readonly Trade[]): TooFew | null {
  return have < MIN_TRADES ? { status: "too-few", need: MIN_TRADES, have, what: "trades" } : null;
}

function intervalOf(drawn: Bootstrap, figure: "sharpe" | "totalReturn", because: string): Sampled<Interval> {
  const interval = drawn[figure];
  return interval === null ? undefinedBecause(because) : ok(interval);
}

function sharpeProbability(returns: Float64Array): Sampled<SharpeProbability> {
  const sample = sharpeSample(returns);
  if (sample === null) return undefinedBecause("returns do not vary");
  const value = probabilisticSharpe(sample);
  if (value === null) return undefinedBecause("returns are too skewed");
  const { skewness, kurtosis } = sample;
  return ok({ value, skewness, kurtosis, minTrackRecordPeriods: minTrackRecordPeriods(sample) });
}

function monteCarloOf({ trades, startEquity, seed }: StatisticsInput): Sampled<MonteCarlo> {
  const few = tooFewTrades(trades);
  if (few) return few;
  const returns = accountReturns(trades, startEquity);
  return returns === null
    ? undefinedBecause(BROKE)
    : ok(monteCarlo(returns, { startEquity, seed, runs: resamplesFor(trades, 2_000) }));
}

/** Trades that all resamples of one figure draw together, at most: a long run is drawn fewer times, and varies less. */
const DRAWN_TRADES = 2_000_000;
/** Quantiles of fewer resamples say little. */
const FEWEST_RESAMPLES = 100;

function resamplesFor({ length }: readonly Trade[], most: number): number {
  return Math.min(most, Math.max(FEWEST_RESAMPLES, Math.floor(DRAWN_TRADES / length)));
}

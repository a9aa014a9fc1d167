import type { BarColumns, Trade } from "@bellwether/core";
import { assertEquityCurve } from "./bad-equity-curve-error.js";
import { buyAndHold } from "./buy-and-hold.js";
import { cagr } from "./cagr.js";
import { DAY_MS } from "./calendar-days.js";
import { calmar } from "./calmar.js";
import { longestDrawdown } from "./longest-drawdown.js";
import { maxDrawdown } from "./max-drawdown.js";
import { mean } from "./mean-and-deviation.js";
import type { Figure, Metrics } from "./metrics.js";
import { profitFactor } from "./profit-factor.js";
import { returnsOf } from "./returns.js";
import { sampleReturns } from "./sampling.js";
import { sharpe } from "./sharpe.js";
import { sortino } from "./sortino.js";
import { sqn } from "./sqn.js";
import { annualisedVolatility } from "./volatility.js";
import { winRate } from "./win-rate.js";
import { withStart } from "./with-start.js";

/** Fewest days that may stand for a year in CAGR and Calmar: below, a return would compound more than twelvefold. */
const MIN_DAYS_FOR_YEARLY = 30;
const YEAR_MS = 365.25 * DAY_MS;

/** What a finished run hands over to be measured. */
export interface MetricsInput {
  /** One point per close; times are close times, epoch ms UTC, ascending. */
  readonly equity: { readonly time: Float64Array; readonly equity: Float64Array };
  /** Equity before the first bar, in quote currency. */
  readonly startEquity: number;
  readonly trades: readonly Trade[];
  /** Bars that closed with, or traded, a position. */
  readonly exposureBars: number;
  readonly feesPaid: number;
  readonly slippagePaid: number;
  /** The bars of each symbol that were played: for buy and hold, and for when the first bar opened. */
  readonly bars: readonly BarColumns[];
  /** Period returns in a year; measured where absent. */
  readonly periodsPerYear?: number | undefined;
}

/**
 * The figures of a finished run. What the data cannot define is null, its reason in `undefinedBecause`; no figure is
 * ever NaN or infinite. O(points + trades).
 * @throws {BadEquityCurveError} if times do not ascend, a value is not finite, or the start is not above zero.
 * @see docs/metrics.md for every formula and convention
 */
export function computeMetrics(run: MetricsInput): Metrics {
  const { time, equity } = run.equity;
  assertEquityCurve(time, equity, run.startEquity);
  const bars = time.length;
  const undefinedBecause: Record<string, string> = {};
  const orReason = (name: string, figure: Figure, reason: string): Figure => {
    if (figure !== null && Number.isFinite(figure)) return figure;
    undefinedBecause[name] = reason;
    return null;
  };

  const startTime = firstOpen(run.bars) ?? time[0] ?? 0;
  const endTime = time[bars - 1] ?? startTime;
  const endEquity = equity[bars - 1] ?? run.startEquity;
  const curve = withStart(run.startEquity, equity);
  const fall = bars === 0 ? null : maxDrawdown(curve);
  const total = bars === 0 ? null : endEquity / run.startEquity - 1;
  const days = (endTime - startTime) / DAY_MS;
  const growth = total === null || days < MIN_DAYS_FOR_YEARLY ? null : cagr(total, (endTime - startTime) / YEAR_MS);

  const sampling = sampleReturns(time, startTime);
  const returns = returnsOf(withStart(run.startEquity, pick(equity, sampling.points)));
  const periodsPerYear = run.periodsPerYear ?? sampling.periodsPerYear;
  const ratio = (of: (returns: Float64Array, periodsPerYear: number) => Figure): Figure =>
    returns === null || periodsPerYear === null ? null : of(returns, periodsPerYear);
  const whyNoRatio = (else_: string) =>
    returns === null ? BROKE : returns.length < 2 ? "fewer than 2 returns" : periodsPerYear === null ? NO_TIME : else_;

  const results = Float64Array.from(run.trades, ({ pnl }) => pnl);
  const fractions = Float64Array.from(run.trades, ({ returnFraction }) => returnFraction);
  const whyNoTrade = (else_: string) => (results.length === 0 ? "no trades" : else_);
  const whyNoGrowth =
    bars === 0
      ? NO_BARS
      : days < MIN_DAYS_FOR_YEARLY
        ? `the run spans ${Math.floor(days)} days; a yearly rate needs ${MIN_DAYS_FOR_YEARLY}`
        : endEquity < 0
          ? BROKE
          : "the yearly rate is too large for a number";

  return {
    startTime,
    endTime,
    bars,
    startEquity: run.startEquity,
    endEquity,
    totalReturn: orReason("totalReturn", total, NO_BARS),
    cagr: orReason("cagr", growth, whyNoGrowth),
    volatility: orReason("volatility", ratio(annualisedVolatility), whyNoRatio(TOO_LARGE)),
    sharpe: orReason("sharpe", ratio(sharpe), whyNoRatio("returns do not vary")),
    sortino: orReason("sortino", ratio(sortino), whyNoRatio("no return below zero")),
    calmar: orReason(
      "calmar",
      calmar(growth, fall?.depth ?? null),
      growth === null ? whyNoGrowth : "equity never fell",
    ),
    maxDrawdown: orReason("maxDrawdown", fall?.depth ?? null, NO_BARS),
    maxDrawdownDurationMs: orReason(
      "maxDrawdownDurationMs",
      bars === 0 ? null : longestDrawdown(withStart(startTime, time), curve),
      NO_BARS,
    ),
    exposure: orReason("exposure", bars === 0 ? null : run.exposureBars / bars, NO_BARS),
    trades: run.trades.length,
    winRate: orReason("winRate", winRate(results), "no trades"),
    profitFactor: orReason("profitFactor", profitFactor(results), whyNoTrade("no losing trade")),
    expectancy: orReason("expectancy", mean(results), whyNoTrade(TOO_LARGE)),
    sqn: orReason("sqn", sqn(results), results.length < 2 ? "fewer than 2 trades" : "trade results do not vary"),
    bestTrade: orReason("bestTrade", extreme(fractions, Math.max), "no trades"),
    worstTrade: orReason("worstTrade", extreme(fractions, Math.min), "no trades"),
    averageTrade: orReason("averageTrade", mean(fractions), whyNoTrade(TOO_LARGE)),
    averageBarsHeld: orReason("averageBarsHeld", mean(Float64Array.from(run.trades, (t) => t.barsHeld)), "no trades"),
    feesPaid: run.feesPaid,
    slippagePaid: run.slippagePaid,
    buyAndHoldReturn: orReason("buyAndHoldReturn", buyAndHold(run.bars), "no bars to hold"),
    periodsPerYear: orReason("periodsPerYear", periodsPerYear, NO_TIME),
    returnPeriod: sampling.returnPeriod,
    undefinedBecause,
  };
}

const NO_BARS = "no bars";
const NO_TIME = "no time passed";
const BROKE = "equity reached zero or fell below";
const TOO_LARGE = "too large for a number";

function pick(values: Float64Array, points: Uint32Array): Float64Array {
  const picked = new Float64Array(points.length);
  for (let i = 0; i < points.length; i++) picked[i] = values[points[i]!]!;
  return picked;
}

function firstOpen(bars: readonly BarColumns[]): number | undefined {
  const opens = bars.filter(({ openTime }) => openTime.length > 0).map(({ openTime }) => openTime[0]!);
  return opens.length === 0 ? undefined : Math.min(...opens);
}

function extreme(values: Float64Array, better: (a: number, b: number) => number): Figure {
  return values.length === 0 ? null : values.reduce((a, b) => better(a, b));
}

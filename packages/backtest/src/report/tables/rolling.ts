import type { Figure } from "../../metrics/metrics.js";
import { sharpe } from "../../metrics/sharpe.js";
import { annualisedVolatility } from "../../metrics/volatility.js";
import type { PeriodReturns } from "./period-returns.js";

/** Ratios of the latest returns, as time went by. Arrays of equal length. */
export interface Rolling {
  /** Returns that each value is measured over. */
  readonly window: number;
  readonly returnPeriod: "day" | "bar";
  /** Ends of periods, epoch ms UTC. */
  readonly time: readonly number[];
  /** Annualised; null until the window is full, or where it does not vary. */
  readonly sharpe: readonly Figure[];
  /** Annualised, a fraction; null until the window is full. */
  readonly volatility: readonly Figure[];
}

/** Fewest returns in a window. */
export const MIN_WINDOW = 20;
const MAX_WINDOW = 365;

/**
 * Sharpe ratio and volatility over the last quarter of a year of returns, over a third of the run where that is
 * shorter, but never over fewer than {@link MIN_WINDOW} returns. A long run is measured at evenly spaced ends of
 * periods, at most `maxPoints` of them.
 */
export function rollingRatios(
  { time, returns, returnPeriod, periodsPerYear }: PeriodReturns,
  maxPoints = 1_000,
): Rolling {
  const n = time.length;
  const quarter = Math.round((periodsPerYear ?? 0) / 4);
  const window = Math.max(MIN_WINDOW, Math.min(quarter, Math.floor(n / 3), MAX_WINDOW));
  const step = Math.max(1, Math.ceil(n / maxPoints));
  const ends: number[] = [];
  for (let end = n - 1; end >= 0; end -= step) ends.push(end);
  ends.reverse();
  const measured = (of: (returns: Float64Array, periodsPerYear: number) => Figure): Figure[] =>
    ends.map((end) => {
      if (returns === null || periodsPerYear === null || end + 1 < window) return null;
      const figure = of(returns.subarray(end + 1 - window, end + 1), periodsPerYear);
      return figure !== null && Number.isFinite(figure) ? figure : null;
    });
  return {
    window,
    returnPeriod,
    time: ends.map((end) => time[end]!),
    sharpe: measured(sharpe),
    volatility: measured(annualisedVolatility),
  };
}

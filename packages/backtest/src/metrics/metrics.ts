/**
 * A figure, or null with the reason in {@link Metrics.undefinedBecause}. Rates and returns are fractions,
 * money is in quote currency, durations are milliseconds.
 */
export type Figure = number | null;

/** The figures of one run; conventions are named in docs/metrics.md. */
export interface Metrics {
  /** Open of the first bar and close of the last, epoch ms UTC; both 0 for a run without bars. */
  readonly startTime: number;
  readonly endTime: number;
  /** Points of the equity curve: closes that the run saw. */
  readonly bars: number;
  readonly startEquity: number;
  readonly endEquity: number;
  readonly totalReturn: Figure;
  readonly cagr: Figure;
  /** Annualised standard deviation of period returns. */
  readonly volatility: Figure;
  readonly sharpe: Figure;
  readonly sortino: Figure;
  readonly calmar: Figure;
  /** Positive fraction. */
  readonly maxDrawdown: Figure;
  /** Longest time below a peak, recovered or not; it need not belong to the deepest drawdown. */
  readonly maxDrawdownDurationMs: Figure;
  /** Share of bars that closed with, or traded, a position. */
  readonly exposure: Figure;
  readonly trades: number;
  readonly winRate: Figure;
  /** Money gained in winning trades over money lost in the others. */
  readonly profitFactor: Figure;
  /** Mean result of a trade, in quote currency. */
  readonly expectancy: Figure;
  readonly sqn: Figure;
  /** Result after fees over entry notional, a fraction; likewise the worst and the arithmetic mean. */
  readonly bestTrade: Figure;
  readonly worstTrade: Figure;
  readonly averageTrade: Figure;
  readonly averageBarsHeld: Figure;
  readonly feesPaid: number;
  readonly slippagePaid: number;
  /** First open to last close, without fees; several symbols share the money equally. */
  readonly buyAndHoldReturn: Figure;
  /** Period returns in a year, as annualised ratios used them. */
  readonly periodsPerYear: Figure;
  /** `day` where the run spans days, else `bar`. */
  readonly returnPeriod: "day" | "bar";
  /** Why a figure is null, by its name. */
  readonly undefinedBecause: Readonly<Partial<Record<string, string>>>;
}

/**
 * A figure, or null with the reason in {@link Metrics.undefinedBecause}. Rates and returns are fractions,
 * money is in quote currency, durations are milliseconds.
 */
export type Figure = number | null;

/** The figures of one run; conventions are named in docs/metrics.md. */
export interface Metrics {
  readonly startTime: number;
  readonly endTime: number;
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
  readonly maxDrawdownDurationMs: Figure;
  /** Share of bars that closed with, or traded, a position. */
  readonly exposure: Figure;
  readonly trades: number;
  readonly winRate: Figure;
  readonly profitFactor: Figure;
  /** Mean result of a trade, in quote currency. */
  readonly expectancy: Figure;
  readonly sqn: Figure;
  readonly bestTrade: Figure;
  readonly worstTrade: Figure;
  readonly averageTrade: Figure;
  readonly averageBarsHeld: Figure;
  readonly feesPaid: number;
  readonly slippagePaid: number;
  readonly buyAndHoldReturn: Figure;
  /** Period returns in a year, as annualised ratios used them. */
  readonly periodsPerYear: Figure;
  /** `day` where the run spans days, else `bar`. */
  readonly returnPeriod: "day" | "bar";
  /** Why a figure is null, by its name. */
  readonly undefinedBecause: Readonly<Partial<Record<string, string>>>;
}

import type { BarColumns, Timeframe, Trade } from "@bellwether/core";
import type { Metrics } from "../metrics/metrics.js";

/** What one strategy on one symbol was, in this run. */
export interface ReportedStrategy {
  /** Name in the run: the id, or the name the config gave it. */
  readonly name: string;
  readonly id: string;
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly params: unknown;
}

/** How often risk refused, by rule. */
export type RefusalCounts = Readonly<Record<string, number>>;

/** The bars of one symbol, as the run saw them; charts draw them, JSON leaves them out. */
export interface ReportedBars {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly columns: BarColumns;
}

/** All that a finished backtest knows. Every way of printing it starts here. */
export interface BacktestReport {
  /** sha256 over data, config, code version and seed. */
  readonly fingerprint: string;
  /** The run's settings, defaults filled in; no secrets. */
  readonly config: unknown;
  readonly quote: string;
  readonly strategies: readonly ReportedStrategy[];
  readonly metrics: Metrics;
  readonly trades: readonly Trade[];
  /** One point per close, before thinning; times are close times, epoch ms UTC. */
  readonly equity: { readonly time: Float64Array; readonly equity: Float64Array };
  readonly refusals: RefusalCounts;
  /** Exits in whose bar both stop and target lay. */
  readonly ambiguousBars: number;
  /** Bars at which the prefix check re-ran the strategies on truncated data. */
  readonly prefixChecks: number;
  readonly warnings: readonly string[];
  readonly bars: readonly ReportedBars[];
}

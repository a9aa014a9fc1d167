import type { BarColumns, DatedHalt, Timeframe, Trade } from "@bellwether/core";
import type { Metrics } from "../metrics/metrics.js";
import type { Statistics } from "../statistics/statistics.js";

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

/** The bars of one symbol that were played; charts draw them, JSON leaves them out. */
export interface ReportedBars {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly columns: BarColumns;
}

/** Where the money went besides prices. Quote currency; positive is paid. */
export interface ReportedCosts {
  readonly fees: number;
  readonly slippage: number;
  readonly funding: number;
  /** Value of remainders too small to sell, and how many there were. */
  readonly dust: number;
  readonly dustCount: number;
  readonly liquidations: number;
  /** Losses beyond the margin that the venue's insurance took over. */
  readonly insured: number;
}

/** The run again under one intrabar rule. */
export interface BandEdge {
  readonly endEquity: number;
  readonly totalReturn: number | null;
  readonly maxDrawdown: number | null;
  readonly trades: number;
}

/**
 * How much of the result the intrabar rule decided: the same run with prices that go against each position first, and in
 * its favour first. No bounds: where exits move or come in parts, `optimistic` may end below `pessimistic`.
 * @see docs/fills.md
 */
export interface ResultBand {
  readonly rule: "pessimistic" | "optimistic" | "adaptive" | "drilldown";
  readonly pessimistic: BandEdge;
  readonly optimistic: BandEdge;
}

/** Under `drilldown`, the bars in which something had to be decided: by their detail, or pessimistically without it. */
export interface ReportedDetail {
  readonly decided: number;
  /** They had no detail, or one that does not agree with them. */
  readonly missing: number;
}

/** What made a run what it is, so that two runs can say what differed. Hex sha256. */
export interface ReportedOrigin {
  /** By `symbol timeframe`. */
  readonly data: Readonly<Record<string, string>>;
  readonly config: string;
  /** Version of Bellwether, and hashes of plugin files by name. */
  readonly version: string;
  readonly code: Readonly<Record<string, string>>;
  readonly seed: number;
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
  /** Fills that the intrabar rule decided, as the bar did not say what came first. */
  readonly ambiguousBars: number;
  /** Null where it was turned off. */
  readonly band: ResultBand | null;
  /** Null under other rules than `drilldown`. */
  readonly detail: ReportedDetail | null;
  readonly costs: ReportedCosts;
  /** Null where it was turned off. */
  readonly statistics: Statistics | null;
  readonly halts: readonly DatedHalt[];
  readonly origin: ReportedOrigin;
  /** Bars at which the prefix check re-ran the strategies on truncated data. */
  readonly prefixChecks: number;
  readonly warnings: readonly string[];
  readonly bars: readonly ReportedBars[];
}

import { monthlyReturns, type YearOfReturns } from "../monthly-returns.js";
import type { BacktestReport } from "../report.js";
import { type BucketMeans, bucketMeans } from "./bucket-means.js";
import { type CostShare, costShares } from "./cost-shares.js";
import { exposureCurve } from "./exposure-curve.js";
import { type Histogram, histogram } from "./histogram.js";
import { periodReturns } from "./period-returns.js";
import { type Rolling, rollingRatios } from "./rolling.js";
import { type TradeTables, tradeTables } from "./trade-tables.js";

/** Most points of the exposure curve in the tables. */
export const MAX_EXPOSURE_POINTS = 500;

/** What is computed from a report for its readers, once for all ways of printing it. */
export interface ReportTables extends TradeTables {
  readonly costs: readonly CostShare[];
  /** Month by month. */
  readonly years: readonly YearOfReturns[];
  readonly rolling: Rolling;
  /** Of daily returns, or of returns bar by bar, as `rolling.returnPeriod` says; null where there are none. */
  readonly periodReturns: Histogram | null;
  /** Of results over entry notional; null without trades. */
  readonly tradeReturns: Histogram | null;
  /** Signed value held over equity at closes; long runs are means of as many closes as `perPoint` says. */
  readonly exposure: BucketMeans;
}

const tables = new WeakMap<BacktestReport, ReportTables>();

/** The {@link ReportTables} of a report, computed once: a report does not change. */
export function reportTables(report: BacktestReport): ReportTables {
  const known = tables.get(report);
  if (known !== undefined) return known;
  const { trades, equity, metrics } = report;
  const returns = periodReturns(report);
  const computed: ReportTables = {
    ...tradeTables(report),
    costs: costShares(report),
    years: monthlyReturns(equity.time, equity.equity, metrics.startEquity),
    rolling: rollingRatios(returns),
    periodReturns: histogram(returns.returns ?? new Float64Array()),
    tradeReturns: histogram(Float64Array.from(trades, ({ returnFraction }) => returnFraction)),
    exposure: bucketMeans(equity.time, exposureCurve(report), MAX_EXPOSURE_POINTS),
  };
  tables.set(report, computed);
  return computed;
}

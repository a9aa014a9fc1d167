import type { Trade } from "@bellwether/core";
import { holdCurve } from "./hold-curve.js";
import { jsonText, sortedKeys, WrittenJson } from "./json-text.js";
import type { BacktestReport } from "./report.js";
import { REPORT_SCHEMA_VERSION, type ReportJson } from "./report-schema.js";
import { excursionOf } from "./tables/excursion.js";
import { reportTables } from "./tables/report-tables.js";
import { thinCurve } from "./thin-curve.js";

/** Most points of the equity curve in JSON; {@link equityCsv} has all. */
export const MAX_JSON_POINTS = 5_000;

/**
 * The report as JSON text, two spaces a level, keys of settings sorted: equal reports give equal bytes.
 * Bars are left out, and a long equity curve is thinned, which the text says.
 * @see report.schema.json
 */
export function toJson(report: BacktestReport): string {
  const { time, equity } = report.equity;
  const kept = thinCurve(equity, MAX_JSON_POINTS);
  const times = Float64Array.from(kept, (i) => time[i]!);
  const hold = holdCurve(report.bars, times, report.metrics.startEquity);
  const json = {
    fingerprint: report.fingerprint,
    schemaVersion: REPORT_SCHEMA_VERSION,
    quote: report.quote,
    origin: {
      ...report.origin,
      data: sortedKeys(report.origin.data) as Record<string, string>,
      code: sortedKeys(report.origin.code) as Record<string, string>,
    },
    config: sortedKeys(report.config),
    strategies: report.strategies.map(({ name, id, symbol, timeframe, params }) => ({
      name,
      id,
      symbol,
      timeframe,
      params: sortedKeys(params),
    })),
    metrics: {
      ...report.metrics,
      undefinedBecause: sortedKeys(report.metrics.undefinedBecause) as Record<string, string>,
    },
    statistics: report.statistics,
    costs: report.costs,
    band: report.band,
    detail: report.detail,
    ambiguousBars: report.ambiguousBars,
    refusals: sortedKeys(report.refusals) as Record<string, number>,
    halts: report.halts,
    prefixChecks: report.prefixChecks,
    warnings: report.warnings,
    tables: reportTables(report),
    trades: [], // each a line of its own, below
    equity: {
      points: equity.length,
      thinned: kept.length < equity.length,
      time: [...times],
      equity: Array.from(kept, (i) => equity[i]!),
      buyAndHold: hold === null ? null : [...hold],
    },
  } satisfies ReadonlyJson<ReportJson>;
  return jsonText({ ...json, trades: report.trades.map(lineOf) });
}

/** The same shape, for values that nobody may change. */
type ReadonlyJson<T> = T extends object ? { readonly [K in keyof T]: ReadonlyJson<T[K]> } : T;

function lineOf(trade: Trade): WrittenJson {
  const { mae, mfe } = excursionOf(trade);
  // appended as text: a copy of each trade with two more fields takes longer than to write it
  return new WrittenJson(
    `${JSON.stringify(trade).slice(0, -1)},"mae":${JSON.stringify(mae)},"mfe":${JSON.stringify(mfe)}}`,
  );
}

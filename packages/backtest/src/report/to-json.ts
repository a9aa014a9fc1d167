import { holdCurve } from "./hold-curve.js";
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
      data: sorted(report.origin.data) as Record<string, string>,
      code: sorted(report.origin.code) as Record<string, string>,
    },
    config: sorted(report.config),
    strategies: report.strategies.map(({ name, id, symbol, timeframe, params }) => ({
      name,
      id,
      symbol,
      timeframe,
      params: sorted(params),
    })),
    metrics: { ...report.metrics, undefinedBecause: sorted(report.metrics.undefinedBecause) as Record<string, string> },
    statistics: report.statistics,
    costs: report.costs,
    band: report.band,
    ambiguousBars: report.ambiguousBars,
    refusals: sorted(report.refusals) as Record<string, number>,
    halts: report.halts,
    prefixChecks: report.prefixChecks,
    warnings: report.warnings,
    tables: reportTables(report),
    trades: report.trades.map((trade) => ({ ...trade, ...excursionOf(trade) })),
    equity: {
      points: equity.length,
      thinned: kept.length < equity.length,
      time: [...times],
      equity: Array.from(kept, (i) => equity[i]!),
      buyAndHold: hold === null ? null : [...hold],
    },
  } satisfies ReadonlyJson<ReportJson>;
  return `${layOut(json)}\n`;
}

/** The same shape, for values that nobody may change. */
type ReadonlyJson<T> = T extends object ? { readonly [K in keyof T]: ReadonlyJson<T[K]> } : T;

const isFlat = (part: unknown) => typeof part !== "object" || part === null;
/** A row of a table: nothing in it but values and short lists. */
const isRow = (part: unknown) =>
  Object.values(part ?? {}).every((value) =>
    Array.isArray(value) ? value.every((item) => isFlat(item) || Object.values(item).every(isFlat)) : isFlat(value),
  );

/** Two spaces a level, but lists of numbers, single trades and other rows on one line each. */
function layOut(value: unknown, indent = ""): string {
  const deeper = `${indent}  `;
  const parts = Array.isArray(value)
    ? value.every(isFlat)
      ? null
      : value.map((part) => (isRow(part) ? JSON.stringify(part) : layOut(part, deeper)))
    : isFlat(value)
      ? null
      : Object.entries(value as object)
          .filter(([, part]) => part !== undefined)
          .map(([name, part]) => `${JSON.stringify(name)}: ${layOut(part, deeper)}`);
  if (parts === null) return JSON.stringify(value ?? null);
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return parts.length === 0 ? `${open}${close}` : `${open}\n${deeper}${parts.join(`,\n${deeper}`)}\n${indent}${close}`;
}

/** The same value with the keys of every object in order, as JSON sees it. */
function sorted(value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value ?? null;
  if ("toJSON" in value && typeof value.toJSON === "function") return sorted(value.toJSON());
  const names = Object.keys(value).sort();
  return Object.fromEntries(
    names
      .filter((name) => (value as Record<string, unknown>)[name] !== undefined)
      .map((name) => [name, sorted((value as Record<string, unknown>)[name])]),
  );
}

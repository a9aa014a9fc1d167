import type { Trade } from "@bellwether/core";
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
    detail: report.detail,
    ambiguousBars: report.ambiguousBars,
    refusals: sorted(report.refusals) as Record<string, number>,
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
  const text: string[] = [];
  layOut({ ...json, trades: report.trades.map(lineOf) }, "", text);
  text.push("\n");
  return text.join("");
}

/** The same shape, for values that nobody may change. */
type ReadonlyJson<T> = T extends object ? { readonly [K in keyof T]: ReadonlyJson<T[K]> } : T;

function lineOf(trade: Trade): Line {
  const { mae, mfe } = excursionOf(trade);
  // appended as text: a copy of each trade with two more fields takes longer than to write it
  return new Line(`${JSON.stringify(trade).slice(0, -1)},"mae":${JSON.stringify(mae)},"mfe":${JSON.stringify(mfe)}}`);
}

const isFlat = (part: unknown) => typeof part !== "object" || part === null;

/** A row of a table: nothing in it but values and short lists. */
const isRow = (part: unknown) =>
  Object.values(part ?? {}).every((value) =>
    Array.isArray(value) ? value.every((item) => isFlat(item) || Object.values(item).every(isFlat)) : isFlat(value),
  );

/** A row that is written already: a run may have a hundred thousand trades, whose copies need not all be held at once. */
class Line {
  constructor(readonly text: string) {}
}

/**
 * Two spaces a level, but lists of numbers, single trades and other rows on one line each.
 * @param out - takes the text in pieces: joined once at the end, a long run's megabytes are not copied level by level.
 */
function layOut(value: unknown, indent: string, out: string[]): void {
  const isList = Array.isArray(value);
  if (isList ? value.every(isFlat) : isFlat(value)) {
    out.push(JSON.stringify(value ?? null));
    return;
  }
  const deeper = `${indent}  `;
  const [open, close] = isList ? "[]" : "{}";
  let before = `${open}\n${deeper}`;
  for (const [name, part] of isList ? value.entries() : Object.entries(value as object)) {
    if (!isList && part === undefined) continue;
    out.push(isList ? before : `${before}${JSON.stringify(name)}: `);
    if (part instanceof Line) out.push(part.text);
    else if (isList && isRow(part)) out.push(JSON.stringify(part));
    else layOut(part, deeper, out);
    before = `,\n${deeper}`;
  }
  out.push(before.startsWith(",") ? `\n${indent}${close}` : `${open}${close}`);
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

import { BarCollector } from "./bar-collector.js";
import { type BarLayout, layoutOf, positionalLayout } from "./bar-layout.js";
import type { BarsOptions, BarsReport } from "./bars-report.js";
import { DataError, type DataIssue, type DataProblem, type MissingColumns, named } from "./data-error.js";
import { decimalOf } from "./decimal.js";
import { instantOf } from "./instant.js";
import { jsonOffset, linePlace } from "./json-offset.js";
import { JSON_HINT, type JsonTable, jsonTable } from "./json-table.js";
import { rowProblem, SLOT } from "./row-problem.js";
import { timeProblem } from "./time-problem.js";

export interface BarJsonOptions extends BarsOptions {
  /** Longest text in bytes, since the whole document is held at once. Default {@link MAX_JSON_BYTES}. */
  readonly maxJsonBytes?: number;
}

export const MAX_JSON_BYTES = 128 * 2 ** 20;

/**
 * Reads bars from JSON: rows as arrays (the shape that ccxt returns), rows as objects, or columns as arrays.
 * Numbers may be written as strings. Checks and policies are those of CSV.
 * @throws {DataError} for text that is no JSON, no table, or holds what the options refuse.
 */
export function parseBarsJson(input: string | Uint8Array, options: BarJsonOptions = {}): BarsReport {
  const { maxJsonBytes = MAX_JSON_BYTES } = options;
  const fail = (issue: DataProblem, errorOptions?: ErrorOptions) =>
    new DataError({ ...named(options.file), ...issue }, errorOptions);
  if (input.length > maxJsonBytes)
    throw fail({ message: `is longer than ${maxJsonBytes} bytes`, hint: "write large histories as CSV" });
  const text = typeof input === "string" ? input : new TextDecoder().decode(input);
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (cause) {
    throw fail({ ...linePlace(text, jsonOffset(text, [])), message: "is no JSON", hint: JSON_HINT }, { cause });
  }
  const table = jsonTable(data);
  if ("message" in table) throw fail(table);
  return readTable(table, text, options, fail);
}

function readTable(
  table: JsonTable,
  text: string,
  options: BarJsonOptions,
  fail: (issue: DataProblem) => DataError,
): BarsReport {
  const placeOf = (path: (string | number)[]) => linePlace(text, jsonOffset(text, path));
  let located = false;
  const collector = new BarCollector(options, (row) => {
    // a walk through the text for each issue would take long: the first is enough to find the others
    const place = located ? {} : placeOf(table.path(row));
    located = true;
    return { place, prefix: `row ${row + 1}: ` };
  });
  if (table.rows === 0) return collector.finish();
  const wrong = table.problem(0);
  if (wrong !== null) throw fail({ ...placeOf(table.path(0)), message: wrong, hint: JSON_HINT });
  const failed = (message: string, hint: string, option?: string, missing?: MissingColumns) =>
    fail({ message, hint, option, missing });
  const layout =
    table.names === null ? positionalLayout(table.width, options, failed) : layoutOf(table.names, options, failed);
  if (layout.timeUnit !== undefined && options.timeUnit === undefined) collector.clock.state(layout.timeUnit);
  const columns = Array.from({ length: layout.names.length }, (_, slot) => layout.slots.indexOf(slot));
  for (let row = 0; row < table.rows; row++) {
    const problem = table.problem(row);
    const good = problem === null && readRow(table, row, columns, collector);
    if (good && collector.add(row)) continue;
    collector.reject(row, () =>
      problem === null ? describe(table, row, layout, columns, collector) : { message: problem, hint: JSON_HINT },
    );
  }
  return collector.finish();
}

/** @returns false if a value is none for an extra column. */
function readRow(table: JsonTable, row: number, columns: readonly number[], { cells, clock }: BarCollector): boolean {
  let good = true;
  for (let slot = 0; slot < columns.length; slot++) {
    if (columns[slot]! < 0) continue;
    const value = table.cell(row, columns[slot]!);
    const instant = slot === SLOT.time && typeof value === "string" ? instantOf(value) : Number.NaN;
    if (slot === SLOT.time) cells[slot] = clock.toMs(...timeOf(value, instant));
    else cells[slot] = numberOf(value);
    const blank = value === null || value === undefined || value === "";
    if (slot >= SLOT.extra && !blank && !(Math.abs(cells[slot]!) < Number.POSITIVE_INFINITY)) good = false;
  }
  return good;
}

const timeOf = (value: unknown, instant: number): [number, "number" | "iso"] =>
  Number.isNaN(instant) ? [numberOf(value), "number"] : [instant, "iso"];

function numberOf(value: unknown): number {
  if (typeof value === "number") return value;
  return typeof value === "string" ? decimalOf(value) : Number.NaN;
}

function describe(
  table: JsonTable,
  row: number,
  { names }: BarLayout,
  columns: readonly number[],
  { cells, clock }: BarCollector,
): DataIssue {
  const textOf = (slot: number) => {
    if (columns[slot]! < 0) return "0";
    const value = table.cell(row, columns[slot]!);
    if (value === null || value === undefined) return "";
    return typeof value === "object" ? (Array.isArray(value) ? "[...]" : "{...}") : String(value);
  };
  if (!(cells[SLOT.time]! < Number.POSITIVE_INFINITY)) return timeProblem(names[SLOT.time]!, textOf(SLOT.time), clock);
  const problem = rowProblem(cells, names, textOf);
  return { message: problem?.message ?? "row is no bar", ...(problem?.hint ? { hint: problem.hint } : {}) };
}

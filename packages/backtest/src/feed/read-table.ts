import type { Place } from "@bellwether/core";
import { BarCollector } from "./bar-collector.js";
import { type BarLayout, layoutOf, positionalLayout } from "./bar-layout.js";
import type { BarsOptions, BarsReport } from "./bars-report.js";
import type { DataError, DataIssue, DataProblem, MissingColumns } from "./data-error.js";
import { decimalOf } from "./decimal.js";
import { instantOf } from "./instant.js";
import type { BarTable } from "./json-table.js";
import { rowProblem, SLOT } from "./row-problem.js";
import { timeProblem } from "./time-problem.js";
import type { TimeUnit } from "./time-reader.js";

/** How a kind of file names places and says what it should hold. */
export interface TableWords {
  placeOf(path: (string | number)[]): Place;
  readonly hint: string;
  /** Set where the file itself says how it writes open times. */
  readonly timeUnit?: TimeUnit | undefined;
}

/**
 * Reads bars from a table of named or numbered cells.
 * @throws {DataError} made by `fail`, and whatever the options refuse.
 */
export function readTable(
  table: BarTable,
  options: BarsOptions,
  fail: (issue: DataProblem) => DataError,
  { placeOf, hint, timeUnit }: TableWords,
): BarsReport {
  let located = false;
  const collector = new BarCollector(options, (row) => {
    // a walk through the text for each issue would take long: the first is enough to find the others
    const place = located ? {} : placeOf(table.path(row));
    located = true;
    return { place, prefix: `row ${row + 1}: ` };
  });
  if (table.rows === 0) return collector.finish();
  const wrong = table.problem(0);
  if (wrong !== null) throw fail({ ...placeOf(table.path(0)), message: wrong, hint });
  const failed = (message: string, advice: string, option?: string, missing?: MissingColumns) =>
    fail({ message, hint: advice, option, missing });
  const layout =
    table.names === null ? positionalLayout(table.width, options, failed) : layoutOf(table.names, options, failed);
  const stated = timeUnit ?? layout.timeUnit;
  if (stated !== undefined && (options.timeUnit === undefined || timeUnit !== undefined)) collector.clock.state(stated);
  const columns = Array.from({ length: layout.names.length }, (_, slot) => layout.slots.indexOf(slot));
  for (let row = 0; row < table.rows; row++) {
    const problem = table.problem(row);
    const good = problem === null && readRow(table, row, columns, collector);
    if (good && collector.add(row)) continue;
    collector.reject(row, () =>
      problem === null ? describe(table, row, layout, columns, collector) : { message: problem, hint },
    );
  }
  return collector.finish();
}

/** @returns false if a value is none for an extra column. */
function readRow(table: BarTable, row: number, columns: readonly number[], { cells, clock }: BarCollector): boolean {
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
  table: BarTable,
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

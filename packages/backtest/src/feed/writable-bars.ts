import { BAR_FIELDS, type BarColumns } from "@bellwether/core";
import { fieldNamed } from "./bar-layout.js";
import { DataError } from "./data-error.js";

/** Milliseconds that a reader cannot take for another unit. */
const PLAIN_MS = { low: 1e11, high: 1e14 };

export type NamedColumn = readonly [name: string, data: Float64Array];

/**
 * The columns of bars in the order of a file: the fields of a bar, then extra columns by name.
 * @throws {DataError} for columns of different lengths, and names that would read back as something else.
 */
export function writableColumns(columns: BarColumns): readonly NamedColumn[] {
  const extra = Object.entries(columns.extra ?? {});
  const all = [...BAR_FIELDS.map((name) => [name, columns[name]] as const), ...extra];
  const rows = columns.openTime.length;
  for (const [name, data] of all)
    if (data.length !== rows)
      throw new DataError({ message: `column ${name} has ${data.length} rows, openTime has ${rows}` });
  for (const [name] of extra) {
    const field = fieldNamed(name);
    if (field !== undefined)
      throw new DataError({ message: `extra column ${JSON.stringify(name)} would read back as ${field}` });
    if (name.trim() !== name || name === "")
      throw new DataError({ message: `extra column ${JSON.stringify(name)} has no name, or blanks around it` });
  }
  return all;
}

/** @throws {DataError} for a value that no reader takes. @param column - number of the column in a file. */
export function assertWritable(name: string, column: number, row: number, value: number): void {
  const good =
    column === 0
      ? Number.isInteger(value)
      : Number.isFinite(value) || (column >= BAR_FIELDS.length && Number.isNaN(value));
  if (good) return;
  const problem = name === "openTime" ? "no whole millisecond" : "no finite number";
  throw new DataError({ message: `${name} of row ${row} is ${value}, which is ${problem}` });
}

/** What a file calls its open times: their unit is in the name where a reader could guess wrong. */
export function timeName(times: Float64Array): "timestamp" | "timestamp_ms" {
  return times.every((time) => time >= PLAIN_MS.low && time < PLAIN_MS.high) ? "timestamp" : "timestamp_ms";
}

import { BAR_FIELDS, type BarColumns } from "@bellwether/core";
import { fieldNamed } from "./bar-layout.js";
import { DataError } from "./data-error.js";

const ROWS_PER_CHUNK = 4_096;
/** Milliseconds that a reader cannot take for another unit. */
const PLAIN_MS = { low: 1e11, high: 1e14 };

/**
 * Writes bars as CSV, in chunks of text: `timestamp` in epoch ms, then open, high, low, close, volume and extra columns.
 * Every double is written with the digits that read back as the same double; NaN of extra columns as an empty cell.
 * @throws {DataError} for values that {@link createBarCsvParser} could not read back.
 */
export function* barCsvChunks(columns: BarColumns): Generator<string, void, undefined> {
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
  const plain = columns.openTime.every((time) => time >= PLAIN_MS.low && time < PLAIN_MS.high);
  const header = [plain ? "timestamp" : "timestamp_ms", ...BAR_FIELDS.slice(1), ...extra.map(([name]) => quoted(name))];
  yield `${header.join(",")}\n`;
  for (let from = 0; from < rows; from += ROWS_PER_CHUNK) {
    let text = "";
    for (let row = from; row < Math.min(rows, from + ROWS_PER_CHUNK); row++) {
      for (let column = 0; column < all.length; column++) {
        const value = all[column]![1][row]!;
        if (!isWritable(value, column)) throw new DataError({ message: notWritable(all[column]![0], row, value) });
        text += `${column === 0 ? "" : ","}${decimalText(value)}`;
      }
      text += "\n";
    }
    yield text;
  }
}

const isWritable = (value: number, column: number) =>
  column === 0
    ? Number.isInteger(value)
    : Number.isFinite(value) || (column >= BAR_FIELDS.length && Number.isNaN(value));

function notWritable(name: string, row: number, value: number): string {
  return `${name} of row ${row} is ${value}, which is ${name === "openTime" ? "no whole millisecond" : "no finite number"}`;
}

/** The shortest decimal that reads back as `value`. */
function decimalText(value: number): string {
  if (Object.is(value, -0)) return "-0";
  return Number.isNaN(value) ? "" : String(value);
}

const quoted = (name: string) => (/[",;\t\r\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name);

import { BAR_FIELDS, type BarColumns } from "@bellwether/core";
import { assertWritable, timeName, writableColumns } from "./writable-bars.js";

const ROWS_PER_CHUNK = 4_096;

/**
 * Writes bars as CSV, in chunks of text: `timestamp` in epoch ms, then open, high, low, close, volume and extra columns.
 * Every double is written with the digits that read back as the same double; NaN of extra columns as an empty cell.
 * @throws {DataError} for values that {@link createBarCsvParser} could not read back.
 */
export function* barCsvChunks(columns: BarColumns): Generator<string, void, undefined> {
  const all = writableColumns(columns);
  const rows = columns.openTime.length;
  const extra = all.slice(BAR_FIELDS.length);
  const header = [timeName(columns.openTime), ...BAR_FIELDS.slice(1), ...extra.map(([name]) => quoted(name))];
  yield `${header.join(",")}\n`;
  for (let from = 0; from < rows; from += ROWS_PER_CHUNK) {
    let text = "";
    for (let row = from; row < Math.min(rows, from + ROWS_PER_CHUNK); row++) {
      for (let column = 0; column < all.length; column++) {
        const [name, data] = all[column]!;
        const value = data[row]!;
        assertWritable(name, column, row, value);
        text += `${column === 0 ? "" : ","}${decimalText(value)}`;
      }
      text += "\n";
    }
    yield text;
  }
}

/** The shortest decimal that reads back as `value`. */
function decimalText(value: number): string {
  if (Object.is(value, -0)) return "-0";
  return Number.isNaN(value) ? "" : String(value);
}

const quoted = (name: string) => (/[",;\t\r\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name);

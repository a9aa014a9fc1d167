import { open } from "node:fs/promises";
import { BAR_FIELDS, type BarColumns } from "@bellwether/core";
import { type ColumnSource, parquetWriteFile } from "hyparquet-writer";
import { assertWritable, writableColumns } from "../feed/writable-bars.js";
import { writeBeside } from "./write-beside.js";

/** Rows that a reader has to hold at once. */
const ROWS_PER_GROUP = 100_000;

/**
 * Writes bars as Parquet that reads back bit for bit: `timestamp` (UTC, milliseconds), then open, high, low, close, volume
 * and extra columns as doubles, without a null; compressed with Snappy. The file appears whole or not at all.
 * @throws {DataError} if a value cannot be written, or the disk refuses; what was there is left as it was.
 */
export async function writeBarsParquet(path: string, columns: BarColumns): Promise<void> {
  await writeBeside(path, async (partial) => {
    const all = writableColumns(columns);
    for (const [column, [name, data]] of all.entries())
      for (let row = 0; row < data.length; row++) assertWritable(name, column, row, data[row]!);
    parquetWriteFile({
      filename: partial,
      createdBy: "bellwether",
      rowGroupSize: ROWS_PER_GROUP,
      columnData: all.map(([name, data], column): ColumnSource => {
        // a dictionary would take -0 for 0
        const plain = { data, nullable: false, encoding: "PLAIN" } as const;
        return column === 0
          ? { ...plain, name: "timestamp", type: "TIMESTAMP" }
          : { ...plain, name: column < BAR_FIELDS.length ? BAR_FIELDS[column]! : name, type: "DOUBLE" };
      }),
    });
    const file = await open(partial, "r+");
    try {
      await file.sync();
    } finally {
      await file.close();
    }
  });
}

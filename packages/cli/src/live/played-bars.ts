import { join } from "node:path";
import { barFileName, writeBarsCsv } from "@bellwether/backtest/node";
import { BAR_FIELDS, type BarColumns } from "@bellwether/core";
import { makeFolder } from "@bellwether/core/node";
import type { BarRow, Entry, StartEntry } from "@bellwether/live";

/**
 * Writes the bars that a run saw, those that warmed it up included, a file a stream, as a run file's `data.directory` has
 * them.
 * @returns their names.
 */
export async function playedBars(
  pieces: AsyncIterable<readonly Entry[]>,
  { streams }: StartEntry,
  folder: string,
): Promise<string[]> {
  const rows: BarRow[][] = streams.map(() => []);
  const take = (stream: number, row: BarRow) => {
    const all = rows[stream];
    if (all !== undefined && !(row[0] <= (all.at(-1)?.[0] ?? Number.NEGATIVE_INFINITY))) all.push(row);
  };
  for await (const piece of pieces)
    for (const entry of piece) {
      if (entry.type === "history") for (const row of entry.rows) take(entry.stream, row);
      else if (entry.type === "bars") for (const { stream, row } of entry.bars) take(stream, row);
    }
  await makeFolder(folder);
  const names: string[] = [];
  for (const [i, { symbol, timeframe }] of streams.entries()) {
    const name = barFileName(symbol, timeframe);
    await writeBarsCsv(join(folder, name), columnsOf(rows[i]!));
    names.push(name);
  }
  return names;
}

function columnsOf(rows: readonly BarRow[]): BarColumns {
  const column = (field: number) => Float64Array.from(rows, (row) => row[field]!);
  return Object.fromEntries(BAR_FIELDS.map((name, field) => [name, column(field)])) as unknown as BarColumns;
}

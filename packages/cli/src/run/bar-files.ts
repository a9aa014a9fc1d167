import { DataError, type NamedFiles, sliceBars } from "@bellwether/backtest";
import { readBarFiles } from "@bellwether/backtest/node";
import type { BarColumns, Timeframe } from "@bellwether/core";
import type { Run } from "./run.js";

/**
 * The bars of one symbol, from files that follow each other, cut to the dates of the run.
 * @throws {DataError} for bars that cannot be read, that the policies refuse, or of which none is inside the dates.
 */
export async function readRunBars(
  symbol: string,
  named: NamedFiles,
  timeframe: Timeframe,
  { data, backtest }: Run,
): Promise<BarColumns> {
  const { gaps = "keep", duplicates = "refuse", badRows = "refuse" } = data ?? {};
  const bars = await readBarFiles(symbol, named, { timeframe, gaps, duplicates, badRows });
  const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = backtest;
  const columns = sliceBars(bars, from, to);
  if (columns.openTime.length === 0)
    throw new DataError({
      source: named.source,
      file: named.files[0]!,
      message: `holds no bar of ${symbol} inside the dates of the run`,
      hint: "see its range with: bellwether data inspect",
    });
  return columns;
}

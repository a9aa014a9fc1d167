import { DataError, type NamedFiles, sliceBars } from "@bellwether/backtest";
import { readBarFiles } from "@bellwether/backtest/node";
import type { BarColumns, Timeframe } from "@bellwether/core";
import type { Run } from "./run.js";

/**
 * The bars of one symbol, from files that follow each other, up to the last date of the run. Those before its first date
 * warm strategies up.
 * @param extra - further columns to read.
 * @throws {DataError} for bars that cannot be read, that the policies refuse, or of which none is inside the dates.
 */
export async function readRunBars(
  symbol: string,
  named: NamedFiles,
  timeframe: Timeframe,
  { data, backtest }: Run,
  extra: readonly string[] = [],
): Promise<BarColumns> {
  const { gaps = "keep", duplicates = "refuse", badRows = "refuse" } = data ?? {};
  const options = { timeframe, extra, gaps, duplicates, badRows };
  const bars = await readBarFiles(symbol, named, options).catch(nameColumns);
  const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = backtest;
  const columns = sliceBars(bars, Number.NEGATIVE_INFINITY, to);
  if (!(columns.openTime.at(-1)! >= from))
    throw new DataError({
      source: named.source,
      file: named.files[0]!,
      message: `holds no bar of ${symbol} inside the dates of the run`,
      hint: "see its range with: bellwether data inspect",
    });
  return columns;
}

/** Says which key asked for a column that is not there. */
function nameColumns(error: unknown): never {
  if (!(error instanceof DataError) || error.missing === undefined) throw error;
  const { problem, missing } = error;
  const them = missing.columns.length === 1 ? "it" : "them";
  throw new DataError({ ...problem, hint: `data.columns asks for ${them}; ${problem.hint}` });
}

import { DataError, sliceBars } from "@bellwether/backtest";
import { readBars } from "@bellwether/backtest/node";
import { BAR_FIELDS, type BarColumns, type Timeframe } from "@bellwether/core";
import type { Run } from "./run.js";

/** Files, and what names them: a key of the run file, or `--data`. */
export interface NamedFiles {
  readonly source: string;
  readonly files: readonly string[];
}

/**
 * The bars of one symbol, from files that follow each other, cut to the dates of the run.
 * @throws {DataError} for bars that cannot be read, that the policies refuse, or of which none is inside the dates.
 */
export async function readBarFiles(
  symbol: string,
  { source, files }: NamedFiles,
  timeframe: Timeframe,
  { data, backtest }: Run,
): Promise<BarColumns> {
  const { gaps = "keep", duplicates = "refuse", badRows = "refuse" } = data ?? {};
  const parts: BarColumns[] = [];
  for (const file of files) {
    const reading = readBars(file, { timeframe, gaps, duplicates, badRows });
    parts.push((await reading.catch((error) => throwNamed(source, error))).columns);
  }
  assertInOrder(
    symbol,
    parts.map(({ openTime }) => openTime),
    { source, files },
  );
  const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = backtest;
  const columns = sliceBars(joined(parts), from, to);
  if (columns.openTime.length === 0)
    throw new DataError({
      source,
      file: files[0]!,
      message: `holds no bar of ${symbol} inside the dates of the run`,
      hint: "see its range with: bellwether data inspect",
    });
  return columns;
}

/** @throws what it is given; a {DataError} with what named the file, and without advice that only code can take. */
export function throwNamed(source: string, error: unknown): never {
  if (!(error instanceof DataError)) throw error;
  throw new DataError({ ...error.problem, source, option: undefined }, { cause: error.cause });
}

/** @throws {DataError} unless each part starts after the one before. */
export function assertInOrder(symbol: string, times: readonly Float64Array[], { source, files }: NamedFiles): void {
  for (let i = 1; i < times.length; i++) {
    const end = times[i - 1]!.at(-1);
    const start = times[i]![0];
    if (end !== undefined && start !== undefined && !(start > end))
      throw new DataError({
        source,
        file: files[i]!,
        message: `starts at ${new Date(start).toISOString()}, inside the rows of ${files[i - 1]}`,
        hint: `list the files of ${symbol} oldest first, without overlap`,
      });
  }
}

function joined(parts: readonly BarColumns[]): BarColumns {
  if (parts.length === 1) return parts[0]!;
  const column = (name: (typeof BAR_FIELDS)[number]) => joinedColumn(parts.map((part) => part[name]));
  return Object.fromEntries(BAR_FIELDS.map((name) => [name, column(name)])) as unknown as BarColumns;
}

/** Columns in one, in order. */
export function joinedColumn(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

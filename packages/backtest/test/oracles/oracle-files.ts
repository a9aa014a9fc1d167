import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { BarColumns, Timeframe } from "@bellwether/core";
import type { History } from "../../src/feed/history-feed.js";
import { sliceBars } from "../../src/feed/slice-bars.js";
import { readBars } from "../../src/node/read-bars.js";

const folder = process.env.BELLWETHER_ORACLES;

/** What a test says where the shared reference files are not at hand. */
export const noOracles = "BELLWETHER_ORACLES is not set, or does not name the folder of reference files";

/** The content of a reference file, plain or packed; undefined where it is not at hand. */
export function readOracle<Oracle>(name: string): Oracle | undefined {
  if (folder === undefined || !existsSync(join(folder, name))) return undefined;
  const bytes = readFileSync(join(folder, name));
  return JSON.parse((name.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8")) as Oracle;
}

/** The bars that a reference was computed from. @param slice - rows after the header, the end exclusive. */
export async function readInput(
  inputFile: string,
  timeframe: Timeframe,
  slice?: { readonly fromRow: number; readonly toRowExclusive: number },
): Promise<History> {
  const { columns } = await readBars(join(folder!, "..", inputFile), { timeframe });
  const { fromRow = 0, toRowExclusive = columns.openTime.length } = slice ?? {};
  const to = columns.openTime[toRowExclusive] ?? Number.POSITIVE_INFINITY;
  return { symbol: "BASE/QUOTE", timeframe, columns: sliceBars(columns, columns.openTime[fromRow]!, to) };
}

/** The same bars, the last of which never moves from its open: what closes at its close, closes at its open. */
export function endingAtTheLastOpen(history: History): History {
  const last = history.columns.openTime.length - 1;
  const open = history.columns.open[last]!;
  const flattened = (column: Float64Array) => column.with(last, open);
  const { high, low, close } = history.columns;
  const columns: BarColumns = {
    ...history.columns,
    high: flattened(high),
    low: flattened(low),
    close: flattened(close),
  };
  return { ...history, columns };
}

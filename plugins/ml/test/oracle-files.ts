import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { readBars } from "@bellwether/backtest/node";
import type { BarColumns, Timeframe } from "@bellwether/core";

const folder = process.env.BELLWETHER_ORACLES;

/** What a test says where the shared reference files are not at hand. */
export const noOracles = "BELLWETHER_ORACLES is not set, or does not name the folder of reference files";

/** The content of a reference file, plain or packed; undefined where it is not at hand. */
export function readOracle<Oracle>(name: string): Oracle | undefined {
  if (folder === undefined || !existsSync(join(folder, name))) return undefined;
  return JSON.parse(text(join(folder, name))) as Oracle;
}

/** Columns of a table that a reference was computed from, by name. @param inputFile - as the reference file names it. */
export function readTable(inputFile: string): Record<string, Float64Array> {
  const [head = "", ...lines] = text(join(folder!, "..", inputFile))
    .trimEnd()
    .split(/\r?\n/);
  const rows = lines.map((line) => line.split(","));
  return Object.fromEntries(
    head
      .split(",")
      .map((name, j) => [name, Float64Array.from(rows, (cells) => (cells[j] === "" ? NaN : Number(cells[j])))]),
  );
}

/** Bars that a reference was computed from. */
export async function readReferenceBars(inputFile: string, timeframe: Timeframe): Promise<BarColumns> {
  return (await readBars(join(folder!, "..", inputFile), { timeframe })).columns;
}

function text(path: string): string {
  const bytes = readFileSync(path);
  return (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
}

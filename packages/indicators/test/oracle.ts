import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { type BarColumns, type Frame, frameOf, type Series } from "@bellwether/core";
import { expect, it } from "vitest";

/** A folder of recorded results of other implementations; not part of the project, so tests do without it. */
const folder = process.env.BELLWETHER_ORACLES;

/** Result of an indicator: one series, or series named like the oracle's outputs. */
export type OracleResult = Series | Readonly<Record<string, Series>>;

export interface OracleOptions {
  /** Allowed difference as a fraction of the expected value; 1e-9 unless given. */
  readonly relative?: number;
  /** Allowed difference in the output's unit; 1e-9 unless given. */
  readonly absolute?: number;
  /** First row compared; 0 unless given, so that the warm-up is compared too. */
  readonly fromRow?: number;
}

export interface Oracle {
  /** The bars that the oracle was computed on, oldest first. */
  readonly bars: BarColumns;
  /** Expected values by key, then by output name; null where undefined. */
  readonly expected: Readonly<
    Record<string, { readonly outputs: Readonly<Record<string, readonly (number | null)[]>> }>
  >;
}

/**
 * Registers a test per file: `compute` on the file's bars gives the values recorded under `key`, row by row, NaN
 * where the oracle has none. Skipped where BELLWETHER_ORACLES is not set.
 * @param files - names in the oracle folder, without `.json` or `.json.gz`.
 * @param compute - a single series is compared with the first output.
 */
export function itMatchesOracle(
  files: readonly string[],
  key: string,
  compute: (df: Frame) => OracleResult,
  { relative = 1e-9, absolute = 1e-9, fromRow = 0 }: OracleOptions = {},
): void {
  for (const file of files) {
    const name = `equals ${key} of ${file}`;
    if (folder === undefined) {
      it.skip(`${name} (set BELLWETHER_ORACLES to compare)`, () => {});
      continue;
    }
    it(name, () => {
      const { bars, expected } = loadOracle(file);
      const entry = expected[key];
      if (entry === undefined) throw new Error(`${file} has no "${key}"; it has ${Object.keys(expected).join(", ")}`);
      const result = compute(frameOf(bars));
      const named = isSeries(result) ? { [Object.keys(entry.outputs)[0]!]: result } : result;
      for (const [output, series] of Object.entries(named)) {
        const wanted = entry.outputs[output];
        if (wanted === undefined)
          throw new Error(`${key} has no output "${output}"; it has ${Object.keys(entry.outputs).join(", ")}`);
        expect(firstDifference(series.values(), wanted, relative, absolute, fromRow), `${key}.${output}`).toBeNull();
      }
    });
  }
}

/** The recordings of TA-Lib 0.4, of R's TTR and of backtrader. */
export const TALIB = ["talib-indicators-goog-1d", "talib-indicators-btcusdt-1h"] as const;
export const TTR = ["ttr-indicators-goog-1d", "ttr-indicators-btcusdt-1h"] as const;
export const BACKTRADER = ["backtrader-indicators-goog-1d"] as const;

function isSeries(result: OracleResult): result is Series {
  return typeof (result as Series).values === "function";
}

/** Says where two series part, or null: easier to read than a diff of thousands of rows. */
export function firstDifference(
  actual: Float64Array,
  wanted: readonly (number | null)[],
  relative: number,
  absolute: number,
  fromRow = 0,
): string | null {
  if (actual.length !== wanted.length) return `${actual.length} rows, wanted ${wanted.length}`;
  for (let i = fromRow; i < actual.length; i++) {
    const a = actual[i]!;
    const w = wanted[i] ?? Number.NaN;
    if (Number.isNaN(w) ? Number.isNaN(a) : Math.abs(a - w) <= Math.max(absolute, relative * Math.abs(w))) continue;
    return `row ${i} is ${a}, wanted ${w}`;
  }
  return null;
}

const loaded = new Map<string, Oracle>();

/** @throws {Error} if BELLWETHER_ORACLES is not set or holds no such file. */
export function loadOracle(file: string): Oracle {
  const known = loaded.get(file);
  if (known !== undefined) return known;
  if (folder === undefined) throw new Error("BELLWETHER_ORACLES is not set");
  const path = join(folder, `${file}.json`);
  const { inputFile, inputSlice, expected } = JSON.parse(readText(existsSync(path) ? path : `${path}.gz`)) as {
    inputFile: string;
    inputSlice?: { fromRow: number; toRowExclusive: number };
    expected: Oracle["expected"];
  };
  const oracle: Oracle = { bars: readBars(join(folder, "..", inputFile), inputSlice), expected };
  loaded.set(file, oracle);
  return oracle;
}

function readText(path: string): string {
  const bytes = readFileSync(path);
  return (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
}

/** Reads `timestamp,open,high,low,close,volume`; `slice` counts rows after the header. */
function readBars(path: string, slice?: { fromRow: number; toRowExclusive: number }): BarColumns {
  const lines = readText(path).trimEnd().split("\n").slice(1);
  const rows = slice === undefined ? lines : lines.slice(slice.fromRow, slice.toRowExclusive);
  const cells = rows.map((line) => line.split(",").map(Number));
  const column = (index: number) => Float64Array.from(cells, (row) => row[index]!);
  return {
    openTime: column(0),
    open: column(1),
    high: column(2),
    low: column(3),
    close: column(4),
    volume: column(5),
  };
}

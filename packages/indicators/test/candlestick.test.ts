import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type BarColumns, frameOf } from "@bellwether/core";
import { describe, expect, it } from "vitest";
import { BY_TALIB_NAME } from "./candlestick-names.js";
import { loadOracle } from "./oracle.js";

type TalibName = keyof typeof BY_TALIB_NAME;
type Firings = readonly (readonly [row: number, value: number])[];
interface WholeFile {
  readonly lookback: number;
  readonly nonZero: Firings;
}
interface Window {
  readonly target: string;
  readonly dataFile: string;
  readonly firstTimestamp: number;
  readonly open: readonly number[];
  readonly high: readonly number[];
  readonly low: readonly number[];
  readonly close: readonly number[];
  readonly expectedNonZero: Readonly<Partial<Record<TalibName, Firings>>>;
}

const folder = process.env.BELLWETHER_ORACLES;
const names = Object.keys(BY_TALIB_NAME) as TalibName[];
const FILES = [
  "talib-candles-goog-1d",
  "talib-candles-spy-1d",
  "talib-candles-eurusd-1h",
  "talib-candles-btcusdt-1h",
] as const;

/** Rows on which a pattern says something else than recorded, the warm-up included. */
function differences(name: TalibName, bars: BarColumns, firings: Firings): string[] {
  const pattern = BY_TALIB_NAME[name];
  const values = pattern(frameOf(bars)).values();
  const wanted = new Float64Array(values.length).fill(0).fill(Number.NaN, 0, pattern.warmup());
  for (const [row, value] of firings) wanted[row] = value;
  return Array.from(values, (value, row) =>
    Object.is(value + 0, wanted[row]) ? "" : `row ${row} is ${value}, wanted ${wanted[row]}`,
  ).filter((difference) => difference !== "");
}

describe.skipIf(folder === undefined)("TA-Lib's candlestick patterns (set BELLWETHER_ORACLES to compare)", () => {
  for (const file of FILES) {
    it(`fire on the same rows of ${file}, after the same warm-up`, () => {
      const { bars, expected } = loadOracle(file);
      const recorded = expected as unknown as Readonly<Record<string, WholeFile>>;
      expect(Object.keys(recorded).sort()).toEqual([...names].sort());
      for (const name of names) {
        expect(BY_TALIB_NAME[name].warmup(), name).toBe(recorded[name]!.lookback);
        expect(differences(name, bars, recorded[name]!.nonZero), name).toEqual([]);
      }
    });
  }

  it("fire on the same rows of 50-bar windows around rare patterns", () => {
    const path = join(folder ?? "", "talib-candles-windows.json");
    const { expected: windows } = JSON.parse(readFileSync(path, "utf8")) as { expected: readonly Window[] };
    expect(new Set(windows.map(({ target }) => target))).toEqual(new Set(names));
    for (const { dataFile, firstTimestamp, open, high, low, close, expectedNonZero } of windows) {
      const bars = {
        openTime: Float64Array.from(open.keys()),
        open: Float64Array.from(open),
        high: Float64Array.from(high),
        low: Float64Array.from(low),
        close: Float64Array.from(close),
        volume: new Float64Array(open.length),
      };
      for (const name of names)
        expect(differences(name, bars, expectedNonZero[name] ?? []), `${name} ${dataFile} ${firstTimestamp}`).toEqual(
          [],
        );
    }
  });
});

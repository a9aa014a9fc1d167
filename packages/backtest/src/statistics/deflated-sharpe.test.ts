import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createRng, normalQuantile } from "@bellwether/core";
import { describe, expect, it } from "vitest";
import { noOracles, readOracle } from "../../test/oracles/oracle-files.js";
import { BadStatisticsError } from "./bad-statistics-error.js";
import { deflatedSharpe, expectedMaximum, expectedMaximumSharpe, minBacktestYears } from "./deflated-sharpe.js";
import { minTrackRecordPeriods, probabilisticSharpe, sharpeSample } from "./probabilistic-sharpe.js";

interface Rows {
  readonly rows: readonly (readonly number[])[];
}
interface Oracle {
  readonly expected: {
    readonly fromReturns: {
      readonly inputFile: string;
      readonly cases: readonly (Readonly<Record<string, number>> & { readonly column: string })[];
    };
    readonly dsrGrid: Rows & { readonly skew: number; readonly kurtosis: number };
    readonly expectedMax: Rows;
    readonly minBTL: Rows;
  };
}
const oracle = readOracle<Oracle>("sharpe-statistics-btcusdt-1d.json");
const { expected } = oracle ?? ({} as Oracle);
if (oracle === undefined) it("figures are compared where the reference file is", (context) => context.skip(noOracles));

/** A column of a file of returns, by its name. */
function columnOf(inputFile: string, name: string): Float64Array {
  const path = join(process.env.BELLWETHER_ORACLES!, "..", inputFile);
  const [header, ...lines] = readFileSync(path, "utf8").trim().split("\n");
  const at = header!.split(",").indexOf(name);
  return Float64Array.from(lines, (line) => Number(line.split(",")[at]));
}

describe("the best of many trials", () => {
  it("agrees with published values", () => {
    expect(expectedMaximum(2)).toBeCloseTo(0.519755, 6);
    expect(expectedMaximum(100)).toBeCloseTo(2.53060289320168, 12);
    const perDay = (annual: number) => annual / Math.sqrt(250);
    const trials = { count: 100, sharpeDeviation: perDay(Math.sqrt(0.5)) };
    expect(expectedMaximumSharpe(trials)).toBeCloseTo(0.113172, 6);
    const picked = { sharpe: perDay(2.5), periods: 1250, skewness: -3, kurtosis: 10 };
    expect(deflatedSharpe(picked, trials)).toBeCloseTo(0.90039683444939, 11);
    const ratios = [3.5, 1.01, 1.02];
    const centre = (3.5 + 1.01 + 1.02) / 3;
    const sharpeDeviation = Math.sqrt(ratios.reduce((sum, ratio) => sum + (ratio - centre) ** 2, 0) / 3);
    expect(deflatedSharpe({ sharpe: 1.14, periods: 250 }, { count: 3, sharpeDeviation })).toBeCloseTo(0.95836, 4);
    expect(minBacktestYears(45, 1)).toBeCloseTo(4.9980870044434, 11);
  });

  it.skipIf(oracle === undefined)("agrees with a grid of trials, spreads and lengths", () => {
    const { rows, skew: skewness, kurtosis } = expected.dsrGrid;
    expect(rows).toHaveLength(40);
    for (const [sharpe, sharpeDeviation, count, periods, dsr] of rows as number[][]) {
      const sample = { sharpe: sharpe!, periods: periods!, skewness, kurtosis };
      expect(deflatedSharpe(sample, { count: count!, sharpeDeviation: sharpeDeviation! })).toBeCloseTo(dsr!, 9);
    }
    for (const [trials, value] of expected.expectedMax.rows) expect(expectedMaximum(trials!)).toBeCloseTo(value!, 9);
    for (const [trials, sharpe, years, bound] of expected.minBTL.rows) {
      expect(minBacktestYears(trials!, sharpe!)).toBeCloseTo(years!, 9);
      expect(years).toBeLessThan(bound!);
    }
  });

  it.skipIf(oracle === undefined)("agrees on returns of real strategies, measured from the returns on", () => {
    for (const { column, ...figures } of expected.fromReturns.cases) {
      const sample = sharpeSample(columnOf(expected.fromReturns.inputFile, column))!;
      const ours = {
        T: sample.periods,
        sharpePerPeriod: sample.sharpe,
        skewBiasCorrected: sample.skewness,
        kurtosisBiasCorrected: sample.kurtosis,
        psr0: probabilisticSharpe(sample),
        psr_target0_02: probabilisticSharpe(sample, 0.02),
        minTRL95: minTrackRecordPeriods(sample),
        dsrN20: deflatedSharpe(sample, { count: 20, sharpeDeviation: figures.trialsSharpeStd! }),
      };
      for (const [name, value] of Object.entries(ours))
        expect(value! / figures[name]!, `${name} of ${column}`).toBeCloseTo(1, 9);
    }
  });

  it("agrees with drawing them", () => {
    const rng = createRng(11);
    const normal = () => normalQuantile((rng.next() * 4_294_967_296 + 0.5) / 4_294_967_296);
    let total = 0;
    for (let i = 0; i < 2_000; i++) {
      let best = -Infinity;
      for (let trial = 0; trial < 50; trial++) best = Math.max(best, normal());
      total += best;
    }
    expect(total / 2_000).toBeCloseTo(expectedMaximum(50), 1);
  });

  it("expects nothing of a single trial, and more the more were made", () => {
    const sample = { sharpe: 0.1, periods: 500 };
    expect(expectedMaximum(1)).toBe(0);
    expect(deflatedSharpe(sample, { count: 1, sharpeDeviation: 0.03 })).toBe(probabilisticSharpe(sample));
    const counts = [1, 2, 3, 10, 1e3, 1e6, 1e15];
    const deflated = counts.map((count) => deflatedSharpe(sample, { count, sharpeDeviation: 0.03 })!);
    expect(deflated).toEqual(deflated.toSorted((a, b) => b - a));
    expect(new Set(deflated).size).toBe(counts.length);
  });

  it("has no length for a ratio that is not above zero", () => {
    expect(minBacktestYears(10, 0)).toBeNull();
  });

  it("refuses counts and spreads that cannot be", () => {
    for (const count of [0, 1.5, Number.NaN]) expect(() => expectedMaximum(count)).toThrow(BadStatisticsError);
    for (const sharpeDeviation of [-1, Number.NaN, Infinity])
      expect(() => expectedMaximumSharpe({ count: 5, sharpeDeviation })).toThrow("sharpeDeviation");
  });
});

import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noOracles, readOracle } from "../../test/oracles/oracle-files.js";
import { BadStatisticsError } from "./bad-statistics-error.js";
import { minTrackRecordPeriods, probabilisticSharpe, sharpeSample } from "./probabilistic-sharpe.js";

interface Oracle {
  readonly expected: { readonly psrGrid: { readonly rows: readonly (readonly number[])[] } };
}
const oracle = readOracle<Oracle>("sharpe-statistics-btcusdt-1d.json");

const monthly = { sharpe: 1.585 / Math.sqrt(12), periods: 24, skewness: -2.448, kurtosis: 10.164 };

describe("probabilisticSharpe", () => {
  it("agrees with published values", () => {
    expect(probabilisticSharpe(monthly)).toBeCloseTo(0.91323430688486, 12);
    expect(probabilisticSharpe({ sharpe: 1.14, periods: 250 }, 1)).toBeCloseTo(0.95727, 4);
  });

  it("agrees with a grid of ratios, lengths, skews, tails and targets", (context) => {
    if (oracle === undefined) return context.skip(noOracles);
    const { rows } = oracle.expected.psrGrid;
    expect(rows).toHaveLength(144);
    for (const [sharpe, periods, skewness, kurtosis, target, psr, minTrl] of rows as number[][]) {
      const sample = { sharpe: sharpe!, periods: periods!, skewness: skewness!, kurtosis: kurtosis! };
      expect(probabilisticSharpe(sample, target), JSON.stringify(sample)).toBeCloseTo(psr!, 9);
      expect(minTrackRecordPeriods(sample, target)! / minTrl!, JSON.stringify(sample)).toBeCloseTo(1, 9);
    }
  });

  it("is a half at the target, and grows with the record where the ratio exceeds it", () => {
    expect(probabilisticSharpe(monthly, monthly.sharpe)).toBe(0.5);
    const after = [24, 48, 96].map((periods) => probabilisticSharpe({ ...monthly, periods })!);
    expect(after).toEqual(after.toSorted((a, b) => a - b));
  });

  it("is smaller for a negative skew and for fat tails, which flatter a short record", () => {
    const even = { sharpe: 0.2, periods: 60 };
    expect(probabilisticSharpe({ ...even, skewness: -1 })).toBeLessThan(probabilisticSharpe(even)!);
    expect(probabilisticSharpe({ ...even, kurtosis: 9 })).toBeLessThan(probabilisticSharpe(even)!);
  });

  it("mirrors: losing against 0 is as sure as winning, with the skew turned round", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -0.5, max: 0.5, noNaN: true }),
        fc.double({ min: -1, max: 1, noNaN: true }),
        fc.integer({ min: 2, max: 5_000 }),
        (sharpe, skewness, periods) => {
          const win = probabilisticSharpe({ sharpe, skewness, periods })!;
          const lose = probabilisticSharpe({ sharpe: -sharpe, skewness: -skewness, periods })!;
          expect(win + lose).toBeCloseTo(1, 12);
        },
      ),
    );
  });

  it("is null where skew and tails contradict each other", () => {
    expect(probabilisticSharpe({ sharpe: 2, periods: 100, skewness: 5, kurtosis: 1 })).toBeNull();
    expect(probabilisticSharpe({ sharpe: Number.NaN, periods: 100 })).toBeNull();
  });

  it("refuses a record of less than two periods", () => {
    expect(() => probabilisticSharpe({ sharpe: 1, periods: 1 })).toThrow("periods is 1");
  });
});

describe("minTrackRecordPeriods", () => {
  it("agrees with published values", () => {
    const years = (sharpe: number, target: number, perYear: number, shape = {}) =>
      minTrackRecordPeriods({ sharpe: sharpe / Math.sqrt(perYear), ...shape }, target / Math.sqrt(perYear))! / perYear;
    expect(years(2, 1, 250)).toBeCloseTo(2.73118780172818, 11);
    expect(years(2, 1, 52)).toBeCloseTo(2.82883358694524, 11);
    expect(years(3, 2.5, 12, { skewness: -0.72, kurtosis: 5.78 })).toBeCloseTo(27.3529201960403, 10);
    expect(minTrackRecordPeriods({ sharpe: 1.14 }, 1)).toBeCloseTo(228.73497, 4);
  });

  it("is the length at which the probability reaches the confidence", () => {
    const sample = { sharpe: 0.1, skewness: -0.5, kurtosis: 5 };
    for (const confidence of [0.6, 0.9, 0.99]) {
      const periods = Math.ceil(minTrackRecordPeriods(sample, 0.02, confidence)!);
      expect(probabilisticSharpe({ ...sample, periods }, 0.02)).toBeGreaterThanOrEqual(confidence);
      expect(probabilisticSharpe({ ...sample, periods: periods - 1 }, 0.02)).toBeLessThan(confidence);
    }
  });

  it("is null where no length would do", () => {
    expect(minTrackRecordPeriods({ sharpe: 0.1 }, 0.1)).toBeNull();
    expect(minTrackRecordPeriods({ sharpe: -0.1 })).toBeNull();
  });
});

describe("sharpeSample", () => {
  it("is null for fewer than four returns, or where they do not vary", () => {
    expect(sharpeSample(Float64Array.of(0.1, 0.2, 0.1))).toBeNull();
    expect(sharpeSample(new Float64Array(100).fill(0.01))).toBeNull();
  });
  it("refuses a return that is no number", () => {
    expect(() => sharpeSample(Float64Array.of(0.1, Number.NaN))).toThrow(BadStatisticsError);
  });
});

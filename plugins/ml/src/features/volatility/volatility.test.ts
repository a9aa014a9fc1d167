import { describe, expect, it } from "vitest";
import { featureValues, handBars, handCloses, newestValue } from "../../../test/hand-bars.js";
import { itKeepsItsPromises } from "../../../test/keeps-its-promises.js";
import { noOracles, readOracle, readReferenceBars } from "../../../test/oracle-files.js";
import { sliceBars } from "../../testing/bar-variants.js";
import type { Feature } from "../feature.js";
import {
  bollingerPosition,
  bollingerWidth,
  garmanKlass,
  meanTrueRange,
  natr,
  parkinson,
  realisedVolatility,
  rogersSatchell,
  volatilityFeatures,
  volatilityOfVolatility,
  volatilityRatio,
  yangZhang,
} from "./index.js";

describe("features of the volatility group", () => itKeepsItsPromises(volatilityFeatures));

describe("average ranges", () => {
  // true ranges 2, 4 and, down from 16, 6
  const bars = handBars([10, 10, 10, 10, 1], [10, 12, 10, 12, 1], [12, 16, 12, 16, 1], [12, 12, 10, 10, 1]);

  it("are fractions of the close", () => {
    expect(featureValues(natr, bars, 2).slice(1)).toEqual([Number.NaN, 3 / 16, 4.5 / 10]);
    expect(featureValues(meanTrueRange, bars, 2).slice(1)).toEqual([Number.NaN, 3 / 16, 5 / 10]);
  });
});

describe("estimators, of a bar that ran from 1 to e and back", () => {
  const { E } = Math;
  const bars = handBars([1, E, 1, 1, 1], [1, E, 1, 1, 1], [1, E, 1, 1, 1]);
  it.each([
    [realisedVolatility, 0],
    [parkinson, Math.sqrt(1 / (4 * Math.LN2))],
    [garmanKlass, Math.sqrt(0.5)],
    [rogersSatchell, 1],
    [yangZhang, Math.sqrt(1 - 0.34 / (1.34 + 3 / 1))],
  ])("$name", (feature, value) => {
    expect(newestValue(feature, bars, 2)).toBeCloseTo(value, 14);
  });

  it("realised volatility is the sample standard deviation of log returns", () => {
    expect(newestValue(realisedVolatility, handCloses([1, 1, 2]), 2)).toBeCloseTo(Math.LN2 / Math.SQRT2, 14);
  });
});

describe("Bollinger bands of 1, 2, 3, 6", () => {
  // mean 3, population variance 14 / 4
  const closes = handCloses([1, 2, 3, 6]);

  it("say how many deviations the close stands from its mean", () => {
    expect(newestValue(bollingerPosition, closes, 4)).toBeCloseTo(3 / Math.sqrt(3.5), 14);
    expect(newestValue(bollingerPosition, handCloses([5, 5, 5]), 3)).toBe(0);
  });

  it("and how wide they are", () => {
    expect(newestValue(bollingerWidth, closes, 4)).toBeCloseTo((4 * Math.sqrt(3.5)) / 3, 14);
    expect(newestValue(bollingerWidth, closes, 4, 1.5)).toBeCloseTo((3 * Math.sqrt(3.5)) / 3, 14);
    expect(newestValue(bollingerWidth, handCloses([5, 5, 5]), 3)).toBe(0);
  });
});

describe("volatility against itself", () => {
  const closes = handCloses([1, 1, 1, 2, 2]);

  it("of a short window and a long one", () => {
    // log returns 0, 0, ln 2, 0: squares ln² 2 · 1/2 over 1 against ln² 2 · 3/4 over 3
    expect(newestValue(volatilityRatio, closes, 2, 4)).toBeCloseTo(Math.SQRT2, 14);
    expect(newestValue(volatilityRatio, handCloses([5, 5, 5, 5, 5]), 2, 4)).toBe(1);
  });

  it("and how much it varies", () => {
    // volatilities 0 and ln 2 / sqrt(2): their deviation over their mean is sqrt(2)
    expect(featureValues(volatilityOfVolatility, closes, 2)[3]).toBeCloseTo(Math.SQRT2, 14);
    expect(newestValue(volatilityOfVolatility, handCloses([5, 5, 5, 5, 5]), 2)).toBe(0);
  });
});

describe("the reference values of R TTR", () => {
  const oracle = readOracle<{
    inputFile: string;
    inputSlice: { fromRow: number; toRowExclusive: number };
    expected: Record<string, (number | null)[]>;
    tolerance: number;
  }>("volatility-estimators-btcusdt-1h.json");
  if (oracle === undefined) it("are compared where their file is", (context) => context.skip(noOracles));

  it.skipIf(oracle === undefined)("are what the estimators give over 20 bars", async () => {
    const { inputFile, inputSlice, expected, tolerance } = oracle!;
    const bars = sliceBars(await readReferenceBars(inputFile, "1h"), inputSlice.fromRow, inputSlice.toRowExclusive);
    const pairs: [string, Feature, number][] = [
      ["close", realisedVolatility, 19], // its 20 closes make 19 returns
      ["parkinson", parkinson, 20],
      ["garman.klass", garmanKlass, 20],
      ["rogers.satchell", rogersSatchell, 20],
      ["yang.zhang", yangZhang, 20],
    ];
    for (const [key, feature, period] of pairs) {
      const own = featureValues(feature, bars, period);
      let compared = 0;
      expected[key]!.forEach((value, i) => {
        if (value === null) return;
        compared++;
        expect(Math.abs(own[i]! - value), `${key} row ${i}`).toBeLessThanOrEqual(tolerance * value);
      });
      expect(compared).toBeGreaterThan(2400);
    }
  });
});

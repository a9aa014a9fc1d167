import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyBars, barsOfCloses, madeBars, mapPrices } from "../../test/made-bars.js";
import { noOracles, readOracle, readReferenceBars, readTable } from "../../test/oracle-files.js";
import { ewmaVolatility } from "./ewma-volatility.js";
import { maxFavourableLabels } from "./favourable-labels.js";
import { forwardReturnLabels } from "./forward-return-labels.js";
import { aboveMedian, volatilityLabels } from "./volatility-labels.js";

const bars = madeBars([
  [100, 105, 95, 104],
  [102, 108, 100, 103],
  [103, 104, 101, 102],
  [100, 101, 94, 95],
]);

describe("forward-return labels", () => {
  it("are log returns from the next open, or from the close", () => {
    expect([...forwardReturnLabels(bars, { horizon: 2 }).value]).toEqual([Math.log(102 / 102), Math.log(95 / 103)]);
    const fromClose = forwardReturnLabels(bars, { horizon: 2, price: "close" });
    expect([...fromClose.value]).toEqual([Math.log(102 / 104), Math.log(95 / 103)]);
    expect([...fromClose.start]).toEqual([0, 1]);
  });

  it("are divided by the volatility over the horizon on request", () => {
    fc.assert(
      fc.property(anyBars({ min: 20 }), fc.integer({ min: 1, max: 9 }), (given, horizon) => {
        const plain = forwardReturnLabels(given, { horizon });
        const scaled = forwardReturnLabels(given, { horizon, perVolatility: true, volatilitySpan: 5 });
        const sigma = ewmaVolatility(given.close, 5);
        scaled.row.forEach((row, i) => {
          const value = plain.value[plain.row.indexOf(row)]!;
          expect(scaled.value[i]! * sigma[row]! * Math.sqrt(horizon)).toBeCloseTo(value, 12);
        });
        expect(scaled.row[0] ?? 5).toBeGreaterThanOrEqual(5);
      }),
    );
  });

  it("leave rows without volatility out rather than dividing by 0", () => {
    const still = barsOfCloses(new Array<number>(20).fill(7));
    expect(forwardReturnLabels(still, { horizon: 2, perVolatility: true, volatilitySpan: 3 }).row.length).toBe(0);
    expect(forwardReturnLabels(still, { horizon: 2 }).row.length).toBe(18);
  });

  const oracle = readOracle("sklearn-random-forest-btcusdt-1h.json");
  it.skipIf(oracle === undefined)("equal those of another tool over 12 bars", async () => {
    const { timestamp, fwd12 } = readTable("oracles/inputs/ml-btcusdt-1h.csv.gz");
    const btc = await readReferenceBars("data/btcusdt-binance-1h.csv.gz", "1h");
    const labels = forwardReturnLabels(btc, { horizon: 12, price: "close" });
    const byTime = new Map(Array.from(labels.row, (row, i) => [btc.openTime[row]!, labels.value[i]!]));
    timestamp!.forEach((time, i) => {
      expect(Math.abs(byTime.get(time)! - fwd12![i]!)).toBeLessThan(1e-10);
    });
  });
  if (oracle === undefined) it("are compared where the reference files are", (context) => context.skip(noOracles));
});

describe("volatility labels", () => {
  it("are the root mean squared log return of the bars after the row", () => {
    const moves = [0, 0.01, -0.02, 0.03, 0];
    const closes = moves.map((_, i) => 100 * Math.exp(moves.slice(0, i + 1).reduce((a, b) => a + b, 0)));
    const { row, value, start, end } = volatilityLabels(barsOfCloses(closes), { horizon: 2 });
    expect([[...row], [...start], [...end]]).toEqual([
      [0, 1, 2],
      [1, 2, 3],
      [2, 3, 4],
    ]);
    expect(value[0]).toBeCloseTo(Math.sqrt((0.01 ** 2 + 0.02 ** 2) / 2), 12);
    expect(value[2]).toBeCloseTo(Math.sqrt(0.03 ** 2 / 2), 12);
  });

  it("above the median: the median knows the labels that ended in the training rows, and no later one", () => {
    fc.assert(
      fc.property(anyBars({ min: 30 }), fc.integer({ min: 4, max: 20 }), (given, trainRows) => {
        const options = { horizon: 3, as: "above-median", medianRows: trainRows } as const;
        const labels = volatilityLabels(given, options);
        const wild = {
          ...given,
          close: given.close.map((close, i) => (i < trainRows ? close : close * (1 + (i % 7)))),
        };
        const known = labels.end.filter((end) => end < trainRows).length;
        expect([...volatilityLabels(wild, options).value.subarray(0, known)]).toEqual([
          ...labels.value.subarray(0, known),
        ]);
        const high = labels.value.subarray(0, known).filter((value) => value === 1).length;
        expect(high).toBeLessThanOrEqual(known / 2);
      }),
    );
    expect(volatilityLabels(bars, { horizon: 1, as: "above-median", medianRows: 4 }).classes).toEqual(["LOW", "HIGH"]);
  });

  it("above the median refuse too few rows, and a median of no rows given", () => {
    expect(() => aboveMedian(volatilityLabels(bars, { horizon: 2 }), 2)).toThrow(
      "no label is decided within the first 2 rows; the median needs more of them",
    );
    expect(() => volatilityLabels(bars, { horizon: 2, as: "above-median" })).toThrow(/takes medianRows/);
    expect(() => volatilityLabels(bars, { horizon: 2, medianRows: 2 })).toThrow(/takes none/);
  });
});

describe("favourable-excursion labels", () => {
  // a true range of 10 in every bar, so that the ATR is 10
  const even = madeBars([
    [100, 105, 95, 100],
    [100, 105, 95, 100],
    [100, 112, 102, 104],
    [104, 110, 100, 101],
    [101, 106, 96, 99],
  ]);
  const values = (side: "both" | "long" | "short") => [
    ...maxFavourableLabels(even, { horizon: 2, atr: 1, side }).value.map((value) => Math.round(value * 1e9) / 1e9),
  ];

  it("are the best moment of a long, of a short, or the difference, in ATRs", () => {
    // row 1: entry 100, highest 112, lowest 100, ATR 10; row 2: entry 104, 110 and 96, true range 112 - 100 = 12
    expect(values("long")).toEqual([1.2, 0.5]);
    expect(values("short")).toEqual([0, 0.666666667]);
    expect(values("both")).toEqual([1.2, -0.166666667]);
  });

  it("are never below 0 for one side, change sign with mirrored prices, and have no unit", () => {
    fc.assert(
      fc.property(anyBars({ min: 25 }), fc.integer({ min: 1, max: 9 }), (given, horizon) => {
        const of = (side: "both" | "long" | "short", from = given) =>
          maxFavourableLabels(from, { horizon, atr: 5, side }).value;
        const [both, long, short] = [of("both"), of("long"), of("short")];
        both.forEach((value, i) => {
          expect(value).toBeCloseTo(long[i]! - short[i]!, 9);
          expect(Math.min(long[i]!, short[i]!)).toBeGreaterThanOrEqual(0);
        });
        const mirrored = of(
          "both",
          mapPrices(given, (price) => 1_000 - price),
        );
        both.forEach((value, i) => {
          expect(mirrored[i]).toBeCloseTo(-value, 6);
        });
        expect(
          of(
            "both",
            mapPrices(given, (price) => price * 1_024),
          ),
        ).toEqual(both);
      }),
    );
  });
});

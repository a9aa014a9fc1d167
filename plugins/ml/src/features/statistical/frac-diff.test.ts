import { type Frame, frameOf } from "@bellwether/core";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noOracles, readOracle, readReferenceBars } from "../../../test/oracle-files.js";
import { tinyFrame } from "../../../test/tiny-frame.js";
import { BadFeatureError } from "../feature.js";
import { naturalLog } from "../ops/ops.js";
import { closedFracDiff, fracDiff } from "./frac-diff.js";
import { fracDiffFeature } from "./frac-diff-feature.js";
import { fracDiffWeights } from "./frac-diff-weights.js";

interface Oracle {
  readonly inputFile: string;
  readonly expected: {
    readonly weightsFFD: readonly {
      readonly d: number;
      readonly threshold: number;
      readonly count: number;
      readonly weightsNewestFirst: readonly number[];
    }[];
    readonly ffd: readonly {
      readonly d: number;
      readonly threshold: number;
      readonly values: readonly (number | null)[];
    }[];
  };
}
const oracle = readOracle<Oracle>("fracdiff-goog.json");

const prices = fc.array(
  fc.double({ min: -10, max: 10, noNaN: true }).map((x) => x + 0),
  { minLength: 30, maxLength: 80 },
);
const order = fc.double({ min: 0.1, max: 1.5, noNaN: true });
const differenced = (values: readonly number[], d: number) => fracDiff(tinyFrame(values).close, d, 0.02).values();

describe("fracDiffWeights", () => {
  it("follow the binomial series, newest first", () => {
    expect([...fracDiffWeights(0.5, 1e-5)].slice(0, 6)).toEqual([1, -0.5, -0.125, -0.0625, -0.0390625, -0.02734375]);
    const known = [1, -0.4, -0.12, -0.064, -0.0416, -0.029952];
    expect([...fracDiffWeights(0.4, 1e-3)].slice(0, 6)).toEqual(known.map((w) => expect.closeTo(w, 15)));
    expect([...fracDiffWeights(1, 1e-5)]).toEqual([1, -1]);
    expect([...fracDiffWeights(2, 1e-5)]).toEqual([1, -2, 1]);
    expect([...fracDiffWeights(0, 1e-5)]).toEqual([1]);
  });

  it("are as many as the threshold leaves", () => {
    const widths = [1e-3, 1e-4, 1e-5].map((threshold) => fracDiffWeights(0.4, threshold).length);
    expect(widths).toEqual([55, 282, 1458]);
    expect(fracDiffWeights(0.5, 1e-5).length).toBe(927);
  });

  it("refuse an order, a threshold or a width that cannot be", () => {
    for (const [d, threshold] of [
      [-0.1, 0.01],
      [NaN, 0.01],
      [0.4, 0],
      [0.4, 1],
      [0.1, 1e-9],
    ] as const)
      expect(() => fracDiffWeights(d, threshold)).toThrow(BadFeatureError);
  });

  it.skipIf(oracle === undefined)("equal the reference's", () => {
    for (const { d, threshold, count, weightsNewestFirst } of oracle!.expected.weightsFFD) {
      const own = fracDiffWeights(d, threshold);
      expect(own.length).toBe(count);
      for (const [k, weight] of weightsNewestFirst.entries()) expect(own[k]).toBeCloseTo(weight, 12);
    }
  });
});

describe("fracDiff", () => {
  it.runIf(oracle === undefined)("is not compared here", () => console.info(noOracles));

  it.skipIf(oracle === undefined)("equals the reference series of a log price", async () => {
    const df: Frame = frameOf(await readReferenceBars(oracle!.inputFile, "1d"), { timeframe: "1d" });
    for (const { d, threshold, values } of oracle!.expected.ffd) {
      const own = fracDiff(naturalLog(df.close), d, threshold).values();
      // the reference skips one row more than the weights need
      const first = values.findIndex((value) => value !== null);
      expect(first - own.findIndex((value) => !Number.isNaN(value))).toBeOneOf([0, 1]);
      for (let i = first; i < values.length; i++)
        expect(Math.abs(own[i]! - values[i]!), `d ${d}, row ${i}`).toBeLessThanOrEqual(
          1e-9 * Math.abs(values[i]!) + 1e-12,
        );
    }
  });

  it("is the series itself at order 0, its differences at order 1", () => {
    fc.assert(
      fc.property(prices, (values) => {
        expect(differenced(values, 0)).toEqual(Float64Array.from(values));
        expect(differenced(values, 1).slice(1)).toEqual(Float64Array.from(values.slice(1), (x, i) => x - values[i]!));
      }),
    );
  });

  it("is linear", () => {
    fc.assert(
      fc.property(prices, order, fc.double({ min: -3, max: 3, noNaN: true }), (values, d, by) => {
        const other = values.map((_, i) => Math.sin(i));
        const mixed = differenced(
          values.map((x, i) => x + by * other[i]!),
          d,
        );
        const [x, y] = [differenced(values, d), differenced(other, d)];
        for (let i = 0; i < mixed.length; i++)
          if (!Number.isNaN(mixed[i]!)) expect(mixed[i]).toBeCloseTo(x[i]! + by * y[i]!, 10);
      }),
    );
  });

  it("turns a constant into that constant times the sum of the weights; closed, into 0", () => {
    const flat = tinyFrame(Array.from({ length: 80 }, () => 5)).close;
    const sum = fracDiffWeights(0.4, 1e-3).reduce((a, b) => a + b);
    expect(fracDiff(flat, 0.4, 1e-3).last).toBeCloseTo(5 * sum, 13);
    expect(closedFracDiff(flat, 0.4, 1e-3).last).toBeCloseTo(0, 14);
  });

  it("gives a prefix what it gives the whole, bit for bit", () => {
    fc.assert(
      fc.property(prices, order, fc.integer({ min: 1, max: 30 }), (values, d, rows) => {
        expect(differenced(values.slice(0, rows), d)).toEqual(differenced(values, d).slice(0, rows));
      }),
    );
  });

  it("of two orders in turn is that of their sum, as far as both windows reach", () => {
    const impulse = tinyFrame(Array.from({ length: 1000 }, (_, i) => (i === 900 ? 1 : 0))).close;
    const twice = fracDiff(fracDiff(impulse, 0.3, 1e-3), 0.4, 1e-3);
    const weights = fracDiffWeights(0.7, 1e-5);
    for (let k = 0; k < 55; k++) expect(twice.at(900 + k)).toBeCloseTo(weights[k]!, 14);
  });

  it("starts over after a NaN", () => {
    const { close } = tinyFrame([1, 2, NaN, 4, 7, 9]);
    expect(fracDiff(close, 1, 0.01).values()).toEqual(Float64Array.of(NaN, 1, NaN, NaN, 3, 2));
  });
});

describe("frac-diff, the feature", () => {
  it("lays the weight beyond its window on the oldest price, so that the unit of price does not matter", () => {
    const closes = [100, 110, 121, 133.1];
    // two weights, 1 and −0.4: closed, 1 and −1
    const [d, threshold] = [0.4, 0.05 * 2.5];
    expect([...fracDiffWeights(d, threshold)]).toEqual([1, -0.4]);
    expect(fracDiffFeature.series(tinyFrame(closes), d, threshold).last).toBeCloseTo(Math.log(1.1), 12);
  });
});

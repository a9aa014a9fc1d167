import { describe, expect, it } from "vitest";
import { noOracles, readOracle } from "../../../test/oracle-files.js";
import { BadMetricInputError } from "./bad-metric-input-error.js";
import { regressionMetrics } from "./regression-metrics.js";

interface Oracle {
  readonly expected: {
    readonly regression: {
      readonly y: number[];
      readonly pred: number[];
      readonly expected: Record<"mse" | "mae" | "r2" | "pearson" | "spearman", number>;
    };
  };
}
const oracle = readOracle<Oracle>("sklearn-metrics-btcusdt-1h.json");
if (oracle === undefined) it("figures are compared where the reference file is", (context) => context.skip(noOracles));

const of = (...values: number[]) => Float64Array.from(values);

describe("figures of a regression", () => {
  it.skipIf(oracle === undefined)("agree with scikit-learn and scipy", () => {
    const { y, pred, expected } = oracle!.expected.regression;
    const { mse, mae, r2, rmse, correlation, rankCorrelation } = regressionMetrics(
      Float64Array.from(y),
      Float64Array.from(pred),
    );
    expect(mse).toBeCloseTo(expected.mse, 12);
    expect(rmse).toBeCloseTo(Math.sqrt(expected.mse), 12);
    expect(mae).toBeCloseTo(expected.mae, 12);
    expect(r2).toBeCloseTo(expected.r2, 9);
    expect(correlation).toBeCloseTo(expected.pearson, 9);
    expect(rankCorrelation).toBeCloseTo(expected.spearman, 9);
  });

  it("count signs of outcomes that have one; a prediction of nothing foretells none", () => {
    expect(regressionMetrics(of(1, -1, 0, 2, -3), of(0.1, 0.1, 0.1, 0, -1)).signAccuracy).toBe(0.5);
    expect(regressionMetrics(of(0, 0), of(1, 2)).signAccuracy).toBeNull();
  });

  it("are null where a side does not vary", () => {
    expect(regressionMetrics(of(0.1, 0.1, 0.1), of(1, 2, 3))).toMatchObject({
      r2: null,
      correlation: null,
      rankCorrelation: null,
    });
    expect(regressionMetrics(of(1, 2, 3), of(2, 2, 2))).toMatchObject({
      r2: 0,
      correlation: null,
      rankCorrelation: null,
    });
    expect(regressionMetrics(of(1), of(1))).toMatchObject({ mse: 0, rmse: 0, mae: 0, r2: null, signAccuracy: 1 });
  });

  it("are refused of no samples, unequal lengths and values that are not finite", () => {
    for (const [y, predicted] of [
      [of(), of()],
      [of(1), of(1, 2)],
      [of(1), of(Number.NaN)],
      [of(Infinity), of(1)],
    ] as const)
      expect(() => regressionMetrics(y, predicted)).toThrow(BadMetricInputError);
  });
});

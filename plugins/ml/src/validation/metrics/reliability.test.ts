import { createRng } from "@bellwether/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BadMetricInputError } from "./bad-metric-input-error.js";
import { binOf } from "./bins.js";
import { brierParts, expectedCalibrationError, reliabilityTable } from "./reliability.js";

const of = (...values: number[]) => Float64Array.from(values);

/** Probabilities, and outcomes that come true just so often. */
function calibrated(samples: number, seed: number) {
  const rng = createRng(seed);
  const probabilities = Float64Array.from({ length: samples }, () => rng.next());
  return { probabilities, outcomes: probabilities.map((p) => (rng.next() < p ? 1 : 0)) };
}

const predictions = fc
  .array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean(), fc.integer({ min: 1, max: 4 })), {
    minLength: 1,
  })
  .map((rows) => ({
    probabilities: Float64Array.from(rows, ([p]) => p),
    outcomes: Float64Array.from(rows, ([, happened]) => (happened ? 1 : 0)),
    weights: Float64Array.from(rows, ([, , weight]) => weight),
  }));

describe("a table of reliability", () => {
  it("puts an edge into the bin below, and 0 into the first", () => {
    const table = reliabilityTable(of(0, 0.1, 0.10001, 0.3, 0.7, 1), of(0, 0, 1, 0, 1, 1));
    expect(table.map(({ count }) => count)).toEqual([2, 1, 1, 0, 0, 0, 1, 0, 0, 1]);
    expect(table[0]).toEqual({ from: 0, to: 0.1, count: 2, meanPredicted: 0.05, observed: 0 });
    expect(table[3]).toMatchObject({ count: 0, meanPredicted: null, observed: null });
    const edges = Float64Array.from({ length: 11 }, (_, k) => k / 10);
    for (let k = 1; k <= 10; k++) expect(binOf(edges, k / 10)).toBe(k - 1);
  });

  it("makes bins of like counts by quantiles", () => {
    const { probabilities, outcomes } = calibrated(1_000, 3);
    const counts = reliabilityTable(
      probabilities.map((p) => p ** 3),
      outcomes,
      { binning: "quantile", bins: 8 },
    );
    for (const { count } of counts) expect(Math.abs(count - 125)).toBeLessThanOrEqual(1);
  });

  it("sees little error in a calibrated model, and the error that is put in", () => {
    const { probabilities, outcomes } = calibrated(20_000, 1);
    expect(expectedCalibrationError(probabilities, outcomes)).toBeLessThan(0.02);
    const sure = outcomes.map(() => 0.9);
    expect(expectedCalibrationError(sure, outcomes)).toBeCloseTo(0.4, 1);
  });

  it("counts a sample of weight two like two samples", () => {
    const weighted = expectedCalibrationError(of(0.2, 0.8), of(0, 0), { weights: of(1, 2) });
    expect(weighted).toBeCloseTo(expectedCalibrationError(of(0.2, 0.8, 0.8), of(0, 0, 0)), 12);
  });

  it("takes the Brier score apart so that the parts sum to it", () => {
    fc.assert(
      fc.property(predictions, fc.integer({ min: 1, max: 12 }), ({ probabilities, outcomes, weights }, bins) => {
        const parts = brierParts(probabilities, outcomes, { bins, weights });
        const { brier, reliability, resolution, uncertainty, withinBins } = parts;
        expect(Math.abs(reliability - resolution + uncertainty + withinBins - brier)).toBeLessThan(1e-12);
        for (const part of [brier, reliability, resolution, uncertainty]) expect(part).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it("leaves nothing inside bins where all of a bin predict the same", () => {
    const { probabilities, outcomes } = calibrated(2_000, 2);
    const rounded = probabilities.map((p) => Math.ceil(p * 10) / 10);
    const { brier, reliability, resolution, uncertainty, withinBins } = brierParts(rounded, outcomes);
    expect(Math.abs(withinBins)).toBeLessThan(1e-12);
    expect(Math.abs(reliability - resolution + uncertainty - brier)).toBeLessThan(1e-12);
  });

  it("is refused of no samples, numbers that are no probability, and no bins", () => {
    for (const [p, y] of [
      [of(), of()],
      [of(1.1), of(1)],
      [of(Number.NaN), of(1)],
      [of(0.5), of(0.5)],
    ] as const)
      expect(() => reliabilityTable(p, y)).toThrow(BadMetricInputError);
    for (const bins of [0, 1.5, 1e9]) expect(() => reliabilityTable(of(0.5), of(1), { bins })).toThrow("bins is");
  });
});

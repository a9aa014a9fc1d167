import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { averagePrecision } from "./average-precision.js";
import { BadMetricInputError } from "./bad-metric-input-error.js";
import { rocAuc } from "./roc-auc.js";

const of = (...values: number[]) => Float64Array.from(values);

/** Scores of few distinct values, so that ties are many, with outcomes and weights. */
const samples = fc
  .array(fc.tuple(fc.nat(8), fc.boolean(), fc.integer({ min: 0, max: 5 })), { minLength: 1, maxLength: 40 })
  .map((rows) => ({
    scores: Float64Array.from(rows, ([score]) => score / 8),
    outcomes: Float64Array.from(rows, ([, happened]) => (happened ? 1 : 0)),
    weights: Float64Array.from(rows, ([, , weight], i) => (i === 0 ? 1 : weight)),
  }));

describe("the area under the ROC curve", () => {
  it.each([
    [of(0.1, 0.4, 0.35, 0.8), of(0, 0, 1, 1), 0.75],
    [of(0.5, 0.5, 0.5, 0.5, 0.5), of(0, 1, 1, 0, 1), 0.5],
    [of(0.9, 0.9, 0.9, 0.1, 0.1, 0.1), of(1, 1, 0, 0, 1, 0), 2 / 3],
    [of(0, 1, 0, 1), of(1, 0, 1, 0), 0],
  ])("of %s against %s is %d", (scores, outcomes, area) => {
    expect(rocAuc(scores, outcomes)).toBeCloseTo(area, 12);
  });

  it("is the share of pairs in the right order, ties counting half", () => {
    fc.assert(
      fc.property(samples, ({ scores, outcomes, weights }) => {
        let pairs = 0;
        let right = 0;
        for (let i = 0; i < scores.length; i++)
          for (let j = 0; j < scores.length; j++) {
            if (outcomes[i] !== 1 || outcomes[j] !== 0) continue;
            const weight = weights[i]! * weights[j]!;
            pairs += weight;
            right += weight * (scores[i]! > scores[j]! ? 1 : scores[i] === scores[j] ? 0.5 : 0);
          }
        const area = rocAuc(scores, outcomes, weights);
        if (pairs === 0) expect(area).toBeNull();
        else expect(area).toBeCloseTo(right / pairs, 12);
      }),
    );
  });

  it("is kept by any rising map, and turned round by a falling one", () => {
    fc.assert(
      fc.property(samples, ({ scores, outcomes }) => {
        const area = rocAuc(scores, outcomes);
        expect(rocAuc(scores.map(Math.exp), outcomes)).toBe(area);
        const turned = rocAuc(
          scores.map((score) => -score),
          outcomes,
        );
        if (area === null) expect(turned).toBeNull();
        else expect(turned).toBeCloseTo(1 - area, 12);
      }),
    );
  });

  it("is null where all happened or nothing did", () => {
    expect(rocAuc(of(0.2, 0.3), of(1, 1))).toBeNull();
    expect(rocAuc(of(0.2, 0.3), of(0, 0))).toBeNull();
    expect(averagePrecision(of(0.2, 0.3), of(0, 0))).toBeNull();
  });

  it("is refused of what is no sample", () => {
    for (const call of [
      () => rocAuc(of(), of()),
      () => rocAuc(of(1), of(1, 0)),
      () => rocAuc(of(Number.NaN, 1), of(1, 0)),
      () => rocAuc(of(0, 1), of(1, 2)),
      () => rocAuc(of(0, 1), of(1, 0), of(1)),
      () => rocAuc(of(0, 1), of(1, 0), of(0, 0)),
      () => averagePrecision(of(0, 1), of(1, 0), of(-1, 2)),
    ])
      expect(call).toThrow(BadMetricInputError);
  });
});

describe("average precision", () => {
  it.each([
    [of(0.1, 0.4, 0.35, 0.8), of(0, 0, 1, 1), 5 / 6],
    [of(0.5, 0.5, 0.5, 0.5, 0.5), of(0, 1, 1, 0, 1), 0.6],
    [of(0.9, 0.9, 0.9, 0.1, 0.1, 0.1), of(1, 1, 0, 0, 1, 0), 11 / 18],
    [of(0, 1, 0, 1), of(1, 0, 1, 0), 0.5],
  ])("of %s against %s is %d", (scores, outcomes, precision) => {
    expect(averagePrecision(scores, outcomes)).toBeCloseTo(precision, 12);
  });

  it("takes a weight of two for a sample seen twice", () => {
    expect(averagePrecision(of(0.1, 0.4, 0.35, 0.8), of(0, 0, 1, 1), of(1, 2, 1, 1))).toBeCloseTo(
      averagePrecision(of(0.1, 0.4, 0.4, 0.35, 0.8), of(0, 0, 0, 1, 1))!,
      12,
    );
  });
});

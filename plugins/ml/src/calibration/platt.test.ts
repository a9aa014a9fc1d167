import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noOracles, readOracle } from "../../test/oracle-files.js";
import { rocAuc } from "../validation/metrics/roc-auc.js";
import { BadCalibrationError } from "./bad-calibration-error.js";
import { fitPlatt, plattAt } from "./platt.js";

interface Oracle {
  readonly expected: {
    readonly binary: {
      readonly y: number[];
      readonly p: number[];
      readonly plattFitOnLogitFirst400: { readonly a: number; readonly b: number };
    };
  };
}
const oracle = readOracle<Oracle>("sklearn-metrics-btcusdt-1h.json");
if (oracle === undefined) it("fits are compared where the reference file is", (context) => context.skip(noOracles));

const of = (...values: number[]) => Float64Array.from(values);
const samples = fc
  .array(fc.tuple(fc.integer({ min: -1_000, max: 1_000 }), fc.boolean()), { minLength: 1, maxLength: 60 })
  .map((rows) => ({
    scores: Float64Array.from(rows, ([score]) => score / 100),
    outcomes: Float64Array.from(rows, ([, happened]) => (happened ? 1 : 0)),
  }));

describe("Platt's curve", () => {
  it("has the known slope for six scores", () => {
    const { a, b } = fitPlatt(of(-2, -1, -0.5, 0.5, 1, 2), of(0, 0, 1, 0, 1, 1));
    expect(a, "known from a minimiser that stops within 1e-5").toBeCloseTo(-0.6304201, 5);
    expect(a, "by bisection of the slope").toBeCloseTo(-0.6304156291569, 12);
    expect(b).toBeCloseTo(0, 9);
    expect(plattAt({ a, b }, 2), "a below zero: higher scores are likelier").toBeGreaterThan(plattAt({ a, b }, 1));
  });

  it.skipIf(oracle === undefined)("agrees with scikit-learn's fit on log odds, sign included", () => {
    const { y, p, plattFitOnLogitFirst400: expected } = oracle!.expected.binary;
    const logit = Float64Array.from(p.slice(0, 400), (up) => Math.log(up / (1 - up)));
    const { a, b } = fitPlatt(logit, Float64Array.from(y.slice(0, 400)));
    expect(a, "these probabilities foretell the opposite, hence a rising exponent").toBeCloseTo(expected.a, 6);
    expect(b).toBeCloseTo(expected.b, 6);
  });

  it("is where the likelihood of its smoothed targets has no slope left", () => {
    fc.assert(
      fc.property(samples, ({ scores, outcomes }) => {
        const curve = fitPlatt(scores, outcomes);
        const happened = outcomes.reduce((sum, outcome) => sum + outcome, 0);
        let slopeA = 0;
        let slopeB = 0;
        for (const [i, score] of scores.entries()) {
          const target = outcomes[i] === 1 ? (happened + 1) / (happened + 2) : 1 / (scores.length - happened + 2);
          slopeA += (target - plattAt(curve, score)) * score;
          slopeB += target - plattAt(curve, score);
        }
        expect(Math.hypot(slopeA, slopeB) / scores.length).toBeLessThan(1e-6);
      }),
    );
  });

  it("answers in [0, 1], in the order of scores, and so keeps the AUC", () => {
    fc.assert(
      fc.property(samples, ({ scores, outcomes }) => {
        const curve = fitPlatt(scores, outcomes);
        const mapped = scores.map((score) => plattAt(curve, score));
        for (const p of mapped) expect(p >= 0 && p <= 1).toBe(true);
        const area = rocAuc(scores, outcomes);
        if (area === null || Math.abs(curve.a) < 1e-6) return;
        expect(rocAuc(mapped, outcomes)).toBeCloseTo(curve.a < 0 ? area : 1 - area, 12);
      }),
    );
  });

  it("is flat at the base rate of Laplace where outcomes are all alike", () => {
    for (const outcome of [0, 1]) {
      const curve = fitPlatt(of(-3, 0, 1, 5), of(outcome, outcome, outcome, outcome));
      for (const score of [-100, 0, 100]) expect(plattAt(curve, score)).toBeCloseTo(outcome === 1 ? 5 / 6 : 1 / 6, 9);
    }
  });

  it("is flat where scores are all alike, and safe where they separate outcomes or are huge", () => {
    const flat = fitPlatt(of(3, 3, 3, 3), of(1, 0, 1, 1));
    expect(plattAt(flat, 3)).toBeCloseTo((3 * (4 / 5) + 1 / 3) / 4, 6);
    for (const scale of [1e-9, 1, 1e9]) {
      const { a, b } = fitPlatt(of(-2 * scale, -scale, scale, 2 * scale), of(0, 0, 1, 1));
      expect(a * scale).toBeCloseTo(fitPlatt(of(-2, -1, 1, 2), of(0, 0, 1, 1)).a, 6);
      expect(b).toBeCloseTo(0, 6);
    }
  });

  it("counts a sample of weight two like two samples", () => {
    const weighted = fitPlatt(of(-1, 0, 1, 2), of(0, 1, 0, 1), of(1, 2, 1, 3));
    const repeated = fitPlatt(of(-1, 0, 0, 1, 2, 2, 2), of(0, 1, 1, 0, 1, 1, 1));
    expect(weighted.a).toBeCloseTo(repeated.a, 9);
    expect(weighted.b).toBeCloseTo(repeated.b, 9);
  });

  it("is refused of no samples, unequal lengths, and values that are not finite", () => {
    for (const call of [
      () => fitPlatt(of(), of()),
      () => fitPlatt(of(1), of(1, 0)),
      () => fitPlatt(of(Number.NaN), of(1)),
      () => fitPlatt(of(1), of(0.5)),
      () => fitPlatt(of(1, 2), of(1, 0), of(0, 0)),
      () => fitPlatt(of(1, 2), of(1, 0), of(-1, 2)),
    ])
      expect(call).toThrow(BadCalibrationError);
  });
});

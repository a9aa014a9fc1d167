import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noOracles, readOracle } from "../../test/oracle-files.js";
import { BadCalibrationError } from "./bad-calibration-error.js";
import { fitIsotonic, isotonicAt, poolAdjacentViolators } from "./isotonic.js";

interface Oracle {
  readonly expected: {
    readonly binary: {
      readonly y: number[];
      readonly p: number[];
      readonly isotonicFitFirst400: { readonly predictLast10: number[] };
    };
  };
}
const oracle = readOracle<Oracle>("sklearn-metrics-btcusdt-1h.json");
if (oracle === undefined) it("fits are compared where the reference file is", (context) => context.skip(noOracles));

const of = (...values: number[]) => Float64Array.from(values);
const samples = fc
  .array(fc.tuple(fc.nat(20), fc.boolean(), fc.nat(3)), { minLength: 1, maxLength: 60 })
  .map((rows) => ({
    scores: Float64Array.from(rows, ([score]) => score / 20),
    outcomes: Float64Array.from(rows, ([, happened]) => (happened ? 1 : 0)),
    weights: Float64Array.from(rows, ([, , weight], i) => (i === 0 ? 1 : weight)),
  }));

describe("pooling adjacent violators", () => {
  it("has the known result", () => {
    expect(poolAdjacentViolators(of(1, 3, 2, 4, 3.5))).toEqual(of(1, 2.5, 2.5, 3.75, 3.75));
    expect(poolAdjacentViolators(of(3, 2, 1))).toEqual(of(2, 2, 2));
    expect(poolAdjacentViolators(of(3, 1), of(1, 3))).toEqual(of(1.5, 1.5));
    expect(poolAdjacentViolators(of())).toEqual(of());
  });

  it("is the highest, over starts, of the lowest mean, over ends, around each value", () => {
    const values = fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: 1, max: 4 })), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(values, (rows) => {
        const value = Float64Array.from(rows, ([v]) => v);
        const weight = Float64Array.from(rows, ([, w]) => w);
        const meanOf = (from: number, to: number) => {
          let sum = 0;
          let mass = 0;
          for (let i = from; i <= to; i++) {
            sum += value[i]! * weight[i]!;
            mass += weight[i]!;
          }
          return sum / mass;
        };
        const pooled = poolAdjacentViolators(value, weight);
        for (let i = 0; i < value.length; i++) {
          let highest = -Infinity;
          for (let from = 0; from <= i; from++) {
            let lowest = Infinity;
            for (let to = i; to < value.length; to++) lowest = Math.min(lowest, meanOf(from, to));
            highest = Math.max(highest, lowest);
          }
          expect(pooled[i]).toBeCloseTo(highest, 9);
        }
      }),
    );
  });
});

describe("the isotonic curve", () => {
  it.skipIf(oracle === undefined)("agrees with scikit-learn, between its points and beyond them", () => {
    const { y, p, isotonicFitFirst400 } = oracle!.expected.binary;
    const curve = fitIsotonic(Float64Array.from(p.slice(0, 400)), Float64Array.from(y.slice(0, 400)));
    const last = p.slice(-10).map((score) => isotonicAt(curve, score));
    for (const [i, expected] of isotonicFitFirst400.predictLast10.entries()) expect(last[i]).toBeCloseTo(expected, 9);
  });

  it("is straight between points and flat beyond them; equal scores share their mean", () => {
    const curve = fitIsotonic(of(0.2, 0.4, 0.4, 0.8), of(0, 0, 1, 1));
    expect([0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 1].map((score) => isotonicAt(curve, score))).toEqual([
      0,
      0,
      expect.closeTo(0.25, 12),
      0.5,
      expect.closeTo(0.75, 12),
      1,
      1,
    ]);
  });

  it("never falls, answers in [0, 1], and has the mean of what happened", () => {
    fc.assert(
      fc.property(samples, ({ scores, outcomes, weights }) => {
        const curve = fitIsotonic(scores, outcomes, weights);
        let before = 0;
        for (let score = -0.1; score <= 1.1; score += 0.013) {
          const p = isotonicAt(curve, score);
          expect(p >= before && p <= 1).toBe(true);
          before = p;
        }
        let said = 0;
        let happened = 0;
        for (const [i, score] of scores.entries()) {
          said += weights[i]! * isotonicAt(curve, score);
          happened += weights[i]! * outcomes[i]!;
        }
        expect(said).toBeCloseTo(happened, 9);
      }),
    );
  });

  it("changes nothing when it is fitted to what it says", () => {
    fc.assert(
      fc.property(samples, ({ scores, outcomes, weights }) => {
        const curve = fitIsotonic(scores, outcomes, weights);
        const once = scores.map((score) => isotonicAt(curve, score));
        const again = fitIsotonic(once, outcomes, weights);
        for (const p of once) expect(isotonicAt(again, p)).toBeCloseTo(p, 9);
      }),
    );
  });

  it("is flat at the base rate where outcomes are all alike, or scores are, or foretell the opposite", () => {
    expect(isotonicAt(fitIsotonic(of(0.1, 0.9), of(1, 1)), 0.5)).toBe(1);
    expect(isotonicAt(fitIsotonic(of(0.5, 0.5, 0.5, 0.5), of(1, 0, 0, 0)), 0.9)).toBe(0.25);
    const opposite = fitIsotonic(of(0.1, 0.2, 0.8, 0.9), of(1, 1, 0, 0));
    expect([0, 0.5, 1].map((score) => isotonicAt(opposite, score))).toEqual([0.5, 0.5, 0.5]);
  });

  it("is refused of no samples", () => {
    expect(() => fitIsotonic(of(), of())).toThrow("no sample to calibrate on");
    expect(() => fitIsotonic(of(0.5), of(1), of(0))).toThrow(BadCalibrationError);
  });
});

import { createRng } from "@bellwether/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classificationMetrics } from "../validation/metrics/classification-metrics.js";
import { BadCalibrationError } from "./bad-calibration-error.js";
import { fitCalibrator } from "./fit-calibrator.js";

const of = (...values: number[]) => Float64Array.from(values);
const CLASSES = ["down", "up"];
const two = (up: Float64Array) =>
  Float64Array.from({ length: 2 * up.length }, (_, at) => (at % 2 ? up[at >> 1]! : 1 - up[at >> 1]!));

/** Probabilities that come true just so often, and what happened. */
function simulated(samples: number, seed: number) {
  const rng = createRng(seed);
  const up = Float64Array.from({ length: samples }, () => rng.next());
  return { up, y: up.map((p) => (rng.next() < p ? 1 : 0)) };
}
const eceOf = (up: Float64Array, y: Float64Array) => classificationMetrics(y, two(up), CLASSES).ece;

describe.each(["platt", "isotonic"] as const)("%s calibration", (type) => {
  it("leaves a calibrated model as it is: error under 0.02 before and after, on samples it has not seen", () => {
    const fitted = simulated(20_000, 1);
    const unseen = simulated(20_000, 2);
    const calibrated = two(unseen.up);
    fitCalibrator(type, two(fitted.up), fitted.y, CLASSES).apply(calibrated, 2);
    expect(eceOf(unseen.up, unseen.y)).toBeLessThan(0.02);
    expect(classificationMetrics(unseen.y, calibrated, CLASSES).ece).toBeLessThan(0.02);
  });

  it("repairs one that is too sure of itself", () => {
    const bold = (p: number) => p ** 3 / (p ** 3 + (1 - p) ** 3); // three times the log odds
    const fitted = simulated(20_000, 3);
    const unseen = simulated(20_000, 4);
    const calibrated = two(unseen.up.map(bold));
    fitCalibrator(type, two(fitted.up.map(bold)), fitted.y, CLASSES).apply(calibrated, 2);
    expect(eceOf(unseen.up.map(bold), unseen.y)).toBeGreaterThan(0.08);
    expect(classificationMetrics(unseen.y, calibrated, CLASSES).ece).toBeLessThan(0.02);
  });

  it("gives rows of probabilities in the order it got them, for any samples of two or three classes", () => {
    const rows = fc.array(fc.tuple(fc.nat(2), fc.nat(20), fc.nat(20), fc.integer({ min: 1, max: 20 })), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(rows, fc.boolean(), (drawn, three) => {
        const classes = three ? ["a", "b", "c"] : CLASSES;
        const width = classes.length;
        const y = Float64Array.from(drawn, ([k]) => k % width);
        const probabilities = Float64Array.from(
          drawn.flatMap(([, a, b, c]) => (three ? [a, b, c] : [a + b, c]).map((part) => part / (a + b + c))),
        );
        const calibrated = probabilities.slice();
        fitCalibrator(type, probabilities, y, classes).apply(calibrated, width);
        for (let row = 0; row < calibrated.length; row += width) {
          const values = Array.from(calibrated.subarray(row, row + width));
          expect(values.every((p) => p >= 0 && p <= 1)).toBe(true);
          expect(values.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
          if (!three)
            for (let other = 0; other < calibrated.length; other += 2)
              if (probabilities[other + 1]! > probabilities[row + 1]!)
                expect(calibrated[other + 1]).toBeGreaterThanOrEqual(calibrated[row + 1]!);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("says the base rate where one class alone was seen", () => {
    const probabilities = of(0.5, 0.5, 0, 1);
    fitCalibrator(type, two(of(0.2, 0.5, 0.7)), of(1, 1, 1), CLASSES).apply(probabilities, 2);
    const rate = type === "platt" ? 4 / 5 : 1;
    for (const [at, p] of probabilities.entries()) expect(p).toBeCloseTo(at % 2 ? rate : 1 - rate, 9);
  });

  it("does not turn a ranking round: what foretold the opposite foretells nothing", () => {
    const { up, y } = simulated(2_000, 5);
    const probabilities = two(of(0.1, 0.5, 0.9));
    fitCalibrator(type, two(up.map((p) => 1 - p)), y, CLASSES).apply(probabilities, 2);
    const share = y.reduce((sum, k) => sum + k, 0) / y.length;
    for (const at of [1, 3, 5]) expect(probabilities[at]).toBeCloseTo(share, 1);
  });

  it("maps certainty too", () => {
    const probabilities = two(of(0, 1));
    const calibrator = fitCalibrator(type, two(of(0, 0, 0, 1, 1, 1, 0.4, 0.6)), of(0, 0, 1, 1, 1, 0, 0, 1), CLASSES);
    calibrator.apply(probabilities, 2);
    expect(probabilities[1]! > 0.2 && probabilities[1]! < 0.5).toBe(true);
    expect(probabilities[3]! > 0.5 && probabilities[3]! < 0.8).toBe(true);
  });

  it("is refused of what it cannot be fitted to, and applied to other classes", () => {
    for (const [p, y, message] of [
      [of(), of(), "no sample"],
      [of(0.5, 0.5), of(1, 0), "2 probabilities for 2 samples of 2 classes; give 4"],
      [of(0.5, 0.5), of(2), "numbered 0 to 1"],
      [of(0.5, Number.NaN), of(1), "probability 1 is NaN"],
    ] as const)
      expect(() => fitCalibrator(type, p, y, CLASSES)).toThrow(message);
    const calibrator = fitCalibrator(type, two(of(0.2, 0.7)), of(0, 1), CLASSES);
    expect(() => calibrator.apply(of(0.2, 0.3, 0.5), 3)).toThrow("a calibrator of 2 classes");
    expect(() => calibrator.apply(of(0.2, 0.3, 0.5), 2)).toThrow(BadCalibrationError);
  });
});

describe("a calibration by a name that is none", () => {
  it("is refused", () => {
    expect(() => fitCalibrator("beta" as "platt", of(0.5, 0.5), of(1), CLASSES)).toThrow(
      "there are platt and isotonic",
    );
  });
});

describe("Platt's calibration", () => {
  it("keeps the AUC to the last digit where it ranks rightly", () => {
    const { up, y } = simulated(3_000, 6);
    const calibrated = two(up);
    fitCalibrator("platt", calibrated, y, CLASSES).apply(calibrated, 2);
    expect(classificationMetrics(y, calibrated, CLASSES).rocAuc).toBe(
      classificationMetrics(y, two(up), CLASSES).rocAuc,
    );
  });
});

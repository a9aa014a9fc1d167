import type { Calibrator } from "./calibrator.js";
import { applyCurves, type Curve } from "./class-curves.js";
import { type PlattCurve, plattAt } from "./platt.js";

const EDGE = 1e-6;

/** What a Platt curve of a calibrator reads: the log odds of a probability, drawn in so that 0 and 1 have some too. */
export function logOdds(probability: number): number {
  const inner = (Math.min(1, Math.max(0, probability)) + EDGE) / (1 + 2 * EDGE);
  return Math.log(inner / (1 - inner));
}

/** One curve over log odds a class, or one of the second class for two. */
export function plattCalibrator(curves: readonly PlattCurve[]): Calibrator {
  const mapped = curves.map(
    (curve): Curve =>
      (probability) =>
        plattAt(curve, logOdds(probability)),
  );
  return {
    type: "platt",
    apply: (probabilities, classes) => applyCurves(mapped, probabilities, classes),
    toJson: () => ({ type: "platt", curves: curves.map(({ a, b }) => ({ a, b })) }),
  };
}

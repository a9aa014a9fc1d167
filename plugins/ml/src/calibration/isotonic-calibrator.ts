import type { Calibrator } from "./calibrator.js";
import { applyCurves, type Curve } from "./class-curves.js";
import { type IsotonicCurve, isotonicAt } from "./isotonic.js";

/** One curve over probabilities a class, or one of the second class for two. */
export function isotonicCalibrator(curves: readonly IsotonicCurve[]): Calibrator {
  const mapped = curves.map(
    (curve): Curve =>
      (probability) =>
        isotonicAt(curve, probability),
  );
  return {
    type: "isotonic",
    apply: (probabilities, classes) => applyCurves(mapped, probabilities, classes),
    toJson: () => ({
      type: "isotonic",
      curves: curves.map(({ x, y }) => ({ x: Array.from(x), y: Array.from(y) })),
    }),
  };
}

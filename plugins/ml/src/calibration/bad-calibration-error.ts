import { TradingError } from "@bellwether/core";

/** Probabilities cannot be calibrated so, or a calibrator's file is damaged. */
export class BadCalibrationError extends TradingError {
  override readonly code = "BAD_CALIBRATION";
}

/** @throws {BadCalibrationError} unless scores, outcomes and weights are as many, finite, and outcomes 0 or 1. */
export function assertSample(scores: Float64Array, outcomes: Float64Array, weights: Float64Array | null): void {
  const { length } = scores;
  if (outcomes.length !== length || (weights !== null && weights.length !== length))
    throw new BadCalibrationError(
      `${length} scores, ${outcomes.length} outcomes, ${weights?.length ?? "no"} weights; give one of each a sample`,
    );
  let total = 0;
  for (let i = 0; i < length; i++) {
    if (!Number.isFinite(scores[i]!)) throw new BadCalibrationError(`score ${i} is ${scores[i]}; give finite numbers`);
    if (outcomes[i] !== 0 && outcomes[i] !== 1)
      throw new BadCalibrationError(`outcome ${i} is ${outcomes[i]}; give 1 for what happened, 0 for what did not`);
    const weight = weights === null ? 1 : weights[i]!;
    if (!(weight >= 0 && weight < Infinity))
      throw new BadCalibrationError(`weight ${i} is ${weight}; give a finite number of at least 0`);
    total += weight;
  }
  if (!(total > 0))
    throw new BadCalibrationError("no sample to calibrate on; give rows that the model was not fitted to");
}

/**
 * Maps a classifier's probabilities to frequencies. Fitted on rows that the model was not trained on, one class against
 * the rest, and brought back to a sum of 1.
 */
export interface Calibrator {
  readonly type: "platt" | "isotonic";
  /** Calibrates rows × classes probabilities in place. */
  apply(probabilities: Float64Array, classes: number): void;
  /** Plain data that `calibratorFromJson` makes the same calibrator of. */
  toJson(): CalibratorJson;
}

export interface CalibratorJson {
  readonly type: "platt" | "isotonic";
  readonly [constants: string]: unknown;
}

import { TradingError } from "@bellwether/core";

/** What is learnt: a class per sample, or a number. */
export type Task = "classification" | "regression";

/** A label cannot be made of these bars and settings. */
export class BadLabelError extends TradingError {
  override readonly code = "BAD_LABEL";
}

/**
 * What a model is to learn, one entry a sample, in rising order of `row`. Rows whose outcome is not known yet (the last
 * of a history, bars with NaN) have no entry: unknown is not FLAT.
 */
export interface Labels {
  readonly task: Task;
  /** Names of the classes, in the order of their numbers; empty for a regression. */
  readonly classes: readonly string[];
  /** Row of the bar at whose close the decision is made: features up to this row may be used. */
  readonly row: Int32Array;
  /** Number of the class, or the value to learn. */
  readonly value: Float64Array;
  /**
   * First and last row (both inclusive) of the bars that decided the label: its span. The decision is made at the close of
   * `row`, so that `start` is at least `row + 1`, unless the label says that it counts from the close itself.
   */
  readonly start: Int32Array;
  readonly end: Int32Array;
}

/** Classes of labels that are stances, in the order of their numbers. */
export const STANCES = ["SHORT", "FLAT", "LONG"] as const;

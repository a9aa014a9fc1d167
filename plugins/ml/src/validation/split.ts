import { TradingError } from "@bellwether/core";

/** The spans of labels by sample: what purging looks at. */
export interface Spans {
  /** Row of the bar at whose close each sample's decision is made, rising. */
  readonly row: Int32Array;
  /** First and last row of the bars that decided each label, inclusive. */
  readonly start: Int32Array;
  readonly end: Int32Array;
}

/** One way to divide samples: places of samples, rising. */
export interface Split {
  readonly train: Int32Array;
  readonly test: Int32Array;
}

/** Samples cannot be divided so. */
export class BadSplitError extends TradingError {
  override readonly code = "BAD_SPLIT";
}

import { quantile } from "@bellwether/core";

/** Values below which the named percentage of a distribution lies, in the unit of its values. */
export interface Quantiles {
  readonly q01: number;
  readonly q05: number;
  readonly q50: number;
  readonly q95: number;
  readonly q99: number;
}

/** The tails and the middle of at least one value. */
export function quantilesOf(values: Float64Array): Quantiles {
  const sorted = values.slice().sort();
  const [q01, q05, q50, q95, q99] = [0.01, 0.05, 0.5, 0.95, 0.99].map((q) => quantile(sorted, q));
  return { q01: q01!, q05: q05!, q50: q50!, q95: q95!, q99: q99! };
}

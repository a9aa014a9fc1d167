import type { Kernel } from "@bellwether/core";

/** Kernel of a mean that moves towards each value by `weight`, seeded with the mean of the first `period` values. */
export function exponentialMean(
  period: number,
  weight: number,
): Kernel<readonly [Float64Array], readonly [Float64Array]> {
  const state = new Float64Array(1); // typed, since a double in a closure variable is boxed at every write
  let clean = 0; // values since the last NaN, up to `period`
  return {
    warmup: period - 1,
    extend([x], [out], from, to) {
      let mean = state[0]!;
      for (let i = from; i < to; i++) {
        const value = x[i]!;
        if (!Number.isFinite(value)) {
          clean = 0;
          mean = 0;
          out[i] = Number.NaN;
        } else if (clean < period) {
          mean += value;
          if (++clean < period) out[i] = Number.NaN;
          else out[i] = mean /= period;
        } else {
          mean += weight * (value - mean);
          out[i] = mean;
        }
      }
      state[0] = mean;
    },
  };
}

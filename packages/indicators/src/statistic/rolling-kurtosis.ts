import { assertPeriod, defineIndicator } from "@bellwether/core";
import { createRollingShape } from "../kernel/rolling-shape.js";

/**
 * Excess kurtosis of the last `period` values, corrected for bias: 0 on average for normal values, positive for fat
 * tails. Without unit; NaN where the window is flat. Rows before `period - 1` are NaN.
 * @throws {BadPeriodError} unless `period` is an integer of at least 4.
 * @see pandas `rolling().kurt()`, which says -3 where the window is flat
 */
export const rollingKurtosis = defineIndicator("rollingKurtosis", (period: number) => {
  assertPeriod("rollingKurtosis", period, 4);
  const shape = createRollingShape(period);
  const n = period;
  const scale = (n * (n + 1) * (n - 1)) / ((n - 2) * (n - 3));
  const normal = (3 * (n - 1) ** 2) / ((n - 2) * (n - 3));
  return {
    warmup: period - 1,
    extend([x], [out], from, to) {
      for (let i = from; i < to; i++) {
        const value = x[i]!;
        let kurtosis = Number.NaN;
        if (!Number.isFinite(value)) shape.reset();
        else if (shape.push(value)) kurtosis = (scale * shape.quarts) / (shape.squares * shape.squares) - normal;
        out[i] = kurtosis;
      }
    },
  };
});

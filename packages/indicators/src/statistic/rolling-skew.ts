import { assertPeriod, defineIndicator } from "@bellwether/core";
import { createRollingShape } from "../kernel/rolling-shape.js";

/**
 * Skewness of the last `period` values, corrected for bias: 0 for a symmetric window, positive for a long right tail.
 * Without unit; NaN where the window is flat. Rows before `period - 1` are NaN.
 * @throws {BadPeriodError} unless `period` is an integer of at least 3.
 * @see pandas `rolling().skew()`, which says 0 where the window is flat
 */
export const rollingSkew = defineIndicator("rollingSkew", (period: number) => {
  assertPeriod("rollingSkew", period, 3);
  const shape = createRollingShape(period);
  const correction = (period * Math.sqrt(period - 1)) / (period - 2);
  return {
    warmup: period - 1,
    extend([x], [out], from, to) {
      for (let i = from; i < to; i++) {
        const value = x[i]!;
        let skew = Number.NaN;
        if (!Number.isFinite(value)) shape.reset();
        else if (shape.push(value)) skew = (correction * shape.cubes) / (shape.squares * Math.sqrt(shape.squares));
        out[i] = skew;
      }
    },
  };
});

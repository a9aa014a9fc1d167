import { assertPeriod, defineIndicator } from "@bellwether/core";

/**
 * Slope of the straight line fitted to the running total of a series over its last `period` values, of which the last
 * `period − 1` steps decide: each weighs `6 m (period − m) / (period (period² − 1))`, m counted from the oldest. Unlike the
 * slope of a total that was begun years ago it loses no digits to its size, and O(period) a row.
 * Unit out = unit in. Rows before `period - 2` are NaN.
 * @throws {BadPeriodError} unless `period` is an integer of at least 2.
 */
export const totalSlope = defineIndicator("totalSlope", (period: number) => {
  assertPeriod("totalSlope", period, 2);
  const steps = period - 1;
  const weights = Float64Array.from(
    { length: steps },
    (_, k) => (6 * (k + 1) * (period - k - 1)) / (period * (period * period - 1)),
  );
  let clean = 0;
  return {
    warmup: steps - 1,
    extend([x], [out], from, to) {
      for (let i = from; i < to; i++) {
        if (!Number.isFinite(x[i]!)) clean = 0;
        else if (clean < steps) clean++;
        if (clean < steps) {
          out[i] = Number.NaN;
          continue;
        }
        const first = i - steps + 1;
        let slope = 0;
        for (let k = 0; k < steps; k++) slope += weights[k]! * x[first + k]!;
        out[i] = slope;
      }
    },
  };
});

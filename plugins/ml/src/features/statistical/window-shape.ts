import { assertPeriod, defineIndicator } from "@bellwether/core";

/**
 * Skewness and excess kurtosis of the last `period` values, corrected for bias; 0 in a flat window. Without unit.
 * As `rollingSkew` and `rollingKurtosis`, but summed anew for every row, O(period): a kurtosis near 0 is the small difference
 * of large numbers, and of running sums it would keep too few digits. Rows before `period - 1` are NaN.
 * @throws {BadPeriodError} unless `period` is an integer of at least 4.
 * @see Joanes & Gill, Comparing Measures of Sample Skewness and Kurtosis (1998): G1 and G2
 */
export const windowShape = defineIndicator(
  { name: "windowShape", outputs: ["skew", "kurtosis"] },
  (period: number = 50) => {
    assertPeriod("windowShape", period, 4);
    const n = period;
    const skewScale = (n * Math.sqrt(n - 1)) / (n - 2);
    const scale = (n * (n + 1) * (n - 1)) / ((n - 2) * (n - 3));
    const normal = (3 * (n - 1) * (n - 1)) / ((n - 2) * (n - 3));
    let clean = 0;
    return {
      warmup: period - 1,
      extend([x], [skew, kurtosis], from, to) {
        for (let i = from; i < to; i++) {
          const newest = x[i]!;
          if (!Number.isFinite(newest)) clean = 0;
          else if (clean < period) clean++;
          if (clean < period) {
            skew[i] = Number.NaN;
            kurtosis[i] = Number.NaN;
            continue;
          }
          const first = i - period + 1;
          let offset = 0; // about the newest value: in a flat window the mean is that value, to the last bit
          for (let j = first; j <= i; j++) offset += x[j]! - newest;
          const mean = newest + offset / period;
          let squares = 0;
          let cubes = 0;
          let quarts = 0;
          for (let j = first; j <= i; j++) {
            const d = x[j]! - mean;
            const d2 = d * d;
            squares += d2;
            cubes += d2 * d;
            quarts += d2 * d2;
          }
          const flat = squares === 0;
          skew[i] = flat ? 0 : (skewScale * cubes) / (squares * Math.sqrt(squares));
          kurtosis[i] = flat ? 0 : (scale * quarts) / (squares * squares) - normal;
        }
      },
    };
  },
);

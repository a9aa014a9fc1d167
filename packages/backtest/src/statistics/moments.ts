import { mean } from "../metrics/mean-and-deviation.js";
import type { Figure } from "../metrics/metrics.js";

/** Sums of the second to fourth powers of the distances from the mean. */
function centralSums(values: Float64Array): readonly [number, number, number] {
  const centre = mean(values) ?? 0;
  let second = 0;
  let third = 0;
  let fourth = 0;
  for (let i = 0; i < values.length; i++) {
    const distance = values[i]! - centre;
    const square = distance * distance;
    second += square;
    third += square * distance;
    fourth += square * square;
  }
  return [second, third, fourth];
}

/** Skewness, corrected for bias (adjusted Fisher-Pearson); null for fewer than three values or where they do not vary. */
export function skewness(values: Float64Array): Figure {
  const n = values.length;
  const [second, third] = centralSums(values);
  if (!(n > 2 && second > 0)) return null;
  return ((Math.sqrt(n) * Math.sqrt(n - 1)) / (n - 2)) * Math.sqrt(n) * (third / second ** 1.5);
}

/** Kurtosis, 3 for a normal distribution, corrected for bias; null for fewer than four values or where they do not vary. */
export function kurtosis(values: Float64Array): Figure {
  const n = values.length;
  const [second, , fourth] = centralSums(values);
  if (!(n > 3 && second > 0)) return null;
  const excess = (n * fourth) / (second * second) - 3;
  return ((n - 1) / ((n - 2) * (n - 3))) * ((n + 1) * excess + 6) + 3;
}

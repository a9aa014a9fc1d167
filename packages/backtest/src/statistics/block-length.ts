import { mean } from "../metrics/mean-and-deviation.js";
import { assertReturns } from "./bad-statistics-error.js";

/** Autocorrelations below this many of their standard deviations count as none. */
const NOISE_DEVIATIONS = 2;
/** The paper's max(5, √log₁₀ n), which is 5 for any series that fits into memory. */
const QUIET_LAGS = 5;

/** Autocovariances of lags 0 to `lags`, over n. */
function autocovariances(values: Float64Array, lags: number): Float64Array {
  const n = values.length;
  const centre = mean(values)!;
  const centred = values.map((value) => value - centre);
  const result = new Float64Array(lags + 1);
  for (let lag = 0; lag <= lags; lag++) {
    let sum = 0;
    for (let i = lag; i < n; i++) sum += centred[i]! * centred[i - lag]!;
    result[lag] = sum / n;
  }
  return result;
}

/** The first of {@link QUIET_LAGS} lags in a row whose autocorrelations are noise; null where there are none such. */
function firstQuietLag(covariances: Float64Array, noise: number): number | null {
  let quiet = 0;
  for (let lag = 1; lag < covariances.length; lag++) {
    quiet = Math.abs(covariances[lag]! / covariances[0]!) < noise ? quiet + 1 : 0;
    if (quiet === QUIET_LAGS) return lag - QUIET_LAGS + 1;
  }
  return null;
}

/**
 * Mean block length with which the stationary bootstrap estimates the variance of the mean of `values` best, at least 1
 * and at most min(3√n, n / 3) rounded up: near 1 without memory, longer the longer neighbours resemble each other.
 * 1 for fewer than nine values or where they do not vary. O(n √n).
 * @throws {BadStatisticsError} unless all values are finite.
 * @see Politis & White (2004), "Automatic Block-Length Selection for the Dependent Bootstrap", corrected by Patton,
 * Politis & White (2009)
 */
export function meanBlockLength(values: Float64Array): number {
  assertReturns(values);
  const n = values.length;
  if (n < 9) return 1;
  const longest = Math.min(Math.ceil(Math.sqrt(n)) + QUIET_LAGS, n - 1);
  const covariances = autocovariances(values, longest);
  const variance = covariances[0]!;
  if (!(variance > 0)) return 1;
  const quiet = firstQuietLag(covariances, NOISE_DEVIATIONS * Math.sqrt(Math.log10(n) / n));
  const window = Math.min(2 * (quiet ?? longest), longest);
  let spectrum = variance;
  let slope = 0;
  for (let lag = 1; lag <= window; lag++) {
    const weight = Math.min(1, 2 * (1 - lag / window)); // the flat-top lag window
    spectrum += 2 * weight * covariances[lag]!;
    slope += 2 * weight * lag * covariances[lag]!;
  }
  const best = Math.cbrt(((slope * slope) / (spectrum * spectrum)) * n);
  const bound = Math.ceil(Math.min(3 * Math.sqrt(n), n / 3));
  return best > 1 ? Math.min(best, bound) : 1;
}

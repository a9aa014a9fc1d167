import { assertWindow } from "./errors.js";
import { centred, dot, RETURN_NOISE } from "./vectors.js";

/**
 * Slope of an asset's returns on a market's, over the last `window` returns of two series that end at the same bar:
 * covariance over the variance of the market. Null before both have so many, where one is NaN, or in a still market.
 * @throws {BadMeasureError} unless `window` is a whole number of at least two.
 */
export function beta(asset: Float64Array, market: Float64Array, window: number): number | null {
  assertWindow("beta", window);
  if (asset.length < window || market.length < window) return null;
  const ofMarket = centred(market.subarray(-window));
  const squares = dot(ofMarket, ofMarket);
  if (!(Math.sqrt(squares / (window - 1)) > RETURN_NOISE)) return null;
  const slope = dot(centred(asset.subarray(-window)), ofMarket) / squares;
  return Number.isFinite(slope) ? slope : null;
}

import { didYouMean } from "@bellwether/core";
import { BadAllocationError } from "./errors.js";
import { normalised } from "./normalised.js";

/**
 * The shares that a person wrote down, in the order of `keys`. Up to a sum of 1 they stand, and the rest stays cash;
 * above it they are scaled down to 1.
 * @param weights - share of equity per key, as a fraction: 0.5 is half.
 * @throws {BadAllocationError} for a share that is negative or not finite, a key without a share, a share without a key.
 */
export function fixedWeights(weights: Readonly<Record<string, number>>, keys: readonly string[]): Float64Array {
  for (const [key, weight] of Object.entries(weights)) {
    if (!(weight >= 0 && Number.isFinite(weight)))
      throw new BadAllocationError(`the weight of "${key}" must be a fraction of at least 0, not ${weight}`);
    if (!keys.includes(key))
      throw new BadAllocationError(`"${key}" has a weight, but nothing trades it.${didYouMean(key, keys)}`);
  }
  const shares = Float64Array.from(keys, (key) => {
    if (Object.hasOwn(weights, key)) return weights[key]!;
    throw new BadAllocationError(`"${key}" has no weight; give it one, 0 for none`);
  });
  return shares.reduce((sum, share) => sum + share, 0) > 1 ? normalised(shares) : shares;
}

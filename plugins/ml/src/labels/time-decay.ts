import { BadLabelError } from "./labels.js";

/**
 * Weights that fall with age, in a straight line over the uniqueness gathered so far rather than over time: the newest
 * sample weighs 1.
 * @param uniqueness - of samples in order of time.
 * @param oldest - 1: no decay; from 0 to 1: what a sample weighs before any uniqueness; below 0: the share -oldest of the
 * oldest samples weighs nothing. Above -1.
 * @throws {BadLabelError} for another `oldest`.
 * @see AFML, snippet 4.11
 */
export function timeDecay(uniqueness: Float64Array, oldest: number): Float64Array {
  if (!(oldest > -1 && oldest <= 1))
    throw new BadLabelError(`the oldest sample weighs from 0 to 1, or nothing from above -1 to 0; got ${oldest}`);
  let total = 0;
  for (const value of uniqueness) total += value;
  const slope = oldest >= 0 ? (1 - oldest) / total : 1 / ((oldest + 1) * total);
  let gathered = 0;
  return uniqueness.map((value) => {
    gathered += value;
    return oldest === 1 ? 1 : Math.max(0, 1 - slope * (total - gathered));
  });
}

import { normalCdf } from "@bellwether/core";

/**
 * Size of a bet on the class that a model gives `probability`, from -1 to 1: `2Φ(z) - 1` with
 * `z = (p - 1/classes) / √(p (1 - p))`. 0 where the model is as wise as a guess, below 0 where it is less; multiply by the
 * side. NaN unless the probability lies in [0, 1].
 * @see AFML, section 10.3
 */
export function betSize(probability: number, classes = 2): number {
  if (!(probability >= 0 && probability <= 1)) return Number.NaN;
  const edge = probability - 1 / classes;
  if (edge === 0) return 0;
  const z = Math.abs(edge) / Math.sqrt(probability * (1 - probability));
  return Math.sign(edge) * (1 - 2 * normalCdf(-z));
}

/** The size rounded to whole steps and held within [-1, 1], so that small changes of mind are not traded. */
export function discreteBetSize(size: number, step: number): number {
  return Math.min(1, Math.max(-1, Math.round(size / step) * step));
}

import { assertOutcomes, assertPairs, assertWeights } from "./bad-metric-input-error.js";
import { ascending } from "./ranks.js";

/**
 * Precision averaged over recall, threshold by threshold from the highest score down, without interpolation.
 * Null where nothing happened.
 * @param outcomes - 1 or 0.
 */
export function averagePrecision(
  scores: Float64Array,
  outcomes: Float64Array,
  weights: Float64Array | null = null,
): number | null {
  assertPairs("scores", scores, outcomes);
  assertOutcomes(outcomes);
  assertWeights(weights, scores.length);
  const order = ascending(scores);
  let called = 0;
  let right = 0;
  let sum = 0;
  for (let from = order.length - 1, to = from; from >= 0; from = to) {
    let yes = 0;
    for (; to >= 0 && scores[order[to]!] === scores[order[from]!]; to--) {
      const weight = weights === null ? 1 : weights[order[to]!]!;
      called += weight;
      if (outcomes[order[to]!] === 1) yes += weight;
    }
    right += yes;
    if (yes > 0) sum += (yes * right) / called;
  }
  return right > 0 ? sum / right : null;
}

import { assertOutcomes, assertPairs, assertWeights } from "./bad-metric-input-error.js";
import { ascending } from "./ranks.js";

/**
 * Chance that something that happened was given a higher score than something that did not, equal scores counting half.
 * Null where all happened, or nothing did. O(n log n).
 * @param scores - any finite numbers, the higher the likelier.
 * @param outcomes - 1 or 0.
 */
export function rocAuc(
  scores: Float64Array,
  outcomes: Float64Array,
  weights: Float64Array | null = null,
): number | null {
  assertPairs("scores", scores, outcomes);
  assertOutcomes(outcomes);
  assertWeights(weights, scores.length);
  const order = ascending(scores);
  let below = 0; // weight of what did not happen, under the score at hand
  let happened = 0;
  let pairs = 0;
  for (let from = 0, to = 0; from < order.length; from = to) {
    let yes = 0;
    let no = 0;
    for (; to < order.length && scores[order[to]!] === scores[order[from]!]; to++) {
      const weight = weights === null ? 1 : weights[order[to]!]!;
      if (outcomes[order[to]!] === 1) yes += weight;
      else no += weight;
    }
    pairs += yes * (below + no / 2);
    below += no;
    happened += yes;
  }
  return happened > 0 && below > 0 ? pairs / (happened * below) : null;
}

import type { Figure } from "./metrics.js";

/** Sum of the gains over the sum of the losses, as positive numbers; null where nothing was lost. */
export function profitFactor(results: Float64Array): Figure {
  let gained = 0;
  let lost = 0;
  for (let i = 0; i < results.length; i++) {
    if (results[i]! > 0) gained += results[i]!;
    else lost -= results[i]!;
  }
  const factor = gained / lost;
  return lost > 0 && Number.isFinite(factor) ? factor : null;
}

import type { Figure } from "./metrics.js";

/** Share of results above zero, a fraction; a result of exactly zero is no win. Null for none. */
export function winRate(results: Float64Array): Figure {
  if (results.length === 0) return null;
  let wins = 0;
  for (let i = 0; i < results.length; i++) if (results[i]! > 0) wins++;
  return wins / results.length;
}

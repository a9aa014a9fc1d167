import { deviation, mean } from "./mean-and-deviation.js";
import type { Figure } from "./metrics.js";

/**
 * System quality number: √n × mean ÷ sample deviation of the trade results; not capped at 100 trades.
 * Null for fewer than two trades, or where results do not vary.
 * @see Van K. Tharp, "Definitive Guide to Position Sizing" (who caps n at 100)
 */
export function sqn(results: Float64Array): Figure {
  const spread = deviation(results);
  if (spread === null) return null;
  const average = mean(results)!;
  return spread > 1e-12 * Math.abs(average) ? (Math.sqrt(results.length) * average) / spread : null;
}

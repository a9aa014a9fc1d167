import type { Figure } from "./metrics.js";

/** Omega ratio: what `returns` had above `threshold` (per period) over what they lacked; null where they lacked nothing. */
export function omega(returns: Float64Array, threshold = 0): Figure {
  let above = 0;
  let below = 0;
  for (let i = 0; i < returns.length; i++) {
    const excess = returns[i]! - threshold;
    if (excess > 0) above += excess;
    else below -= excess;
  }
  return below > 0 ? above / below : null;
}

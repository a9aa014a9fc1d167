import { type Limit, PASSES } from "./limit.js";

/** Refuses a larger order: it is not what anybody meant. */
export function maxQuantity(limit: number): Limit {
  return {
    rule: "maxQuantity",
    stage: "order",
    check: (_facts, quantity) => (quantity <= limit ? PASSES : { limit, observed: quantity }),
  };
}

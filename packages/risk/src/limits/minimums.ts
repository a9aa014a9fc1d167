import { type Limit, PASSES } from "./limit.js";

/** Refuses what the venue would not take, or what is not worth trading. */
export const minQuantity: Limit = {
  rule: "minQuantity",
  stage: "order",
  check: (facts, quantity) =>
    quantity > 0 && quantity >= facts.minQuantity && quantity < Number.POSITIVE_INFINITY
      ? PASSES
      : { limit: facts.minQuantity, observed: quantity },
};

/** @param own - smallest order value in quote currency, beside the instrument's. */
export function minNotional(own: number): Limit {
  return {
    rule: "minNotional",
    stage: "order",
    check(facts, quantity) {
      const limit = Math.max(own, facts.minNotional);
      const observed = quantity * facts.unit;
      return observed >= limit ? PASSES : { limit, observed };
    },
  };
}

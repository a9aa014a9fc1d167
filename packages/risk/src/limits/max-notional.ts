import { type Limit, PASSES } from "./limit.js";

/** Refuses an order of a larger value: it is not what anybody meant. */
export function maxNotional(limit: number): Limit {
  return {
    rule: "maxNotional",
    stage: "order",
    check({ unit }, quantity) {
      const observed = quantity * unit;
      return observed <= limit ? PASSES : { limit, observed };
    },
  };
}

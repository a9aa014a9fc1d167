import { type Limit, PASSES } from "./limit.js";

/** Refuses what would take the value of all positions above a multiple of equity. */
export function maxLeverage(limit: number): Limit {
  return {
    rule: "leverage",
    stage: "order",
    check({ equity, grossNotional, ownNotional, unit }, quantity) {
      const observed = (Math.max(0, grossNotional - ownNotional) + quantity * unit) / equity;
      return observed <= limit ? PASSES : { limit, observed };
    },
  };
}

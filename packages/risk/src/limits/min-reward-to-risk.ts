import { known } from "../decision/facts.js";
import { type Limit, PASSES } from "./limit.js";

/** Refuses entries whose target is too near for the distance of their stop, or that lack either. */
export function minRewardToRisk(limit: number): Limit {
  return {
    rule: "minRewardToRisk",
    stage: "signal",
    check({ targetDistance, stopDistance }) {
      const observed = known(targetDistance) / known(stopDistance);
      return observed >= limit ? PASSES : { limit, observed };
    },
  };
}

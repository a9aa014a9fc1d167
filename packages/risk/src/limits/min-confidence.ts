import { known } from "../decision/facts.js";
import { type Limit, PASSES } from "./limit.js";

/** Refuses signals that are less sure, or that do not say how sure they are. */
export function minConfidence(limit: number): Limit {
  return {
    rule: "minConfidence",
    stage: "signal",
    check({ confidence }) {
      const observed = known(confidence);
      return observed >= limit ? PASSES : { limit, observed };
    },
  };
}

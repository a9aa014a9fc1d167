import { known } from "../decision/facts.js";
import { type Limit, PASSES } from "./limit.js";

/** Refuses what was decided on a bar that is too old, or of unknown age. */
export function staleData(maxAgeMs: number): Limit {
  return {
    rule: "staleData",
    stage: "signal",
    check({ dataAgeMs }) {
      const age = known(dataAgeMs);
      return age >= 0 && age <= maxAgeMs ? PASSES : { limit: maxAgeMs, observed: age };
    },
  };
}

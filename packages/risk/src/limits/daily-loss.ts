import { known } from "../decision/facts.js";
import { type Limit, PASSES } from "./limit.js";

/** Opens nothing once a UTC day has lost too much; `inspect` halts until its end for the same reason. */
export function dailyLoss(limit: number): Limit {
  return {
    rule: "dailyLoss",
    stage: "signal",
    check({ dayResult }) {
      const loss = 0 - known(dayResult);
      return loss <= limit ? PASSES : { limit, observed: loss };
    },
  };
}

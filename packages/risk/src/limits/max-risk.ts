import { known } from "../decision/facts.js";
import type { Limit } from "./limit.js";

/** Cuts an order to what loses a share of equity at its stop; without a stop it is refused. */
export function maxRisk(limit: number): Limit {
  return {
    rule: "maxRisk",
    stage: "size",
    check({ equity, stopDistance, contractSize }) {
      const most = (limit * equity) / (known(stopDistance) * contractSize);
      return most > 0 ? most : { limit, observed: Number.NaN };
    },
  };
}

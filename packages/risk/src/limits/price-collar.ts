import { known, type RiskFacts } from "../decision/facts.js";
import { type Limit, PASSES } from "./limit.js";

/** Refuses prices too far from the last close: the one that the signal had in mind, and those of a resting entry. */
export function priceCollar(limit: number): Limit {
  return {
    rule: "priceCollar",
    stage: "signal",
    check(facts) {
      const { entry } = facts;
      let observed = distance(facts, known(facts.signalPrice));
      if (entry?.limitPrice !== undefined) observed = Math.max(observed, distance(facts, entry.limitPrice));
      if (entry?.stopPrice !== undefined) observed = Math.max(observed, distance(facts, entry.stopPrice));
      return observed <= limit ? PASSES : { limit, observed };
    },
  };
}

/** From the last close, as a fraction of it. */
function distance({ lastPrice }: RiskFacts, price: number): number {
  return Math.abs(price - lastPrice) / lastPrice;
}

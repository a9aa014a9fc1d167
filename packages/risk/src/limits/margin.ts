import type { MarginTier } from "@bellwether/core";
import type { RiskFacts } from "../decision/facts.js";
import { type Limit, PASSES } from "./limit.js";

/** Cuts an entry on a perpetual to what the free money can back as initial margin. Spot pays in full: see its broker. */
export function margin(limit: number): Limit {
  return {
    rule: "margin",
    stage: "size",
    check(facts) {
      if (facts.kind !== "linear") return PASSES;
      const money = facts.free + initialMargin(facts, facts.ownNotional);
      const most = largestNotional(facts, limit * money) / facts.unit;
      return most > 0 ? most : { limit: limit * money, observed: facts.free };
    },
  };
}

/** Margin that a position of this value takes, at the leverage that its tier allows. */
function initialMargin({ marginTiers, leverage }: RiskFacts, notional: number): number {
  const tier = marginTiers.find(({ upTo }) => upTo === undefined || notional <= upTo) ?? marginTiers.at(-1);
  return notional / leverageIn(tier, leverage);
}

/** The largest value whose margin `money` can pay; higher tiers ask for more, so not every value below it is cheaper. */
function largestNotional({ marginTiers, leverage }: RiskFacts, money: number): number {
  let from = 0;
  let largest = Number.NaN;
  for (const tier of marginTiers) {
    const { upTo = Number.POSITIVE_INFINITY } = tier;
    const most = Math.min(upTo, money * leverageIn(tier, leverage));
    if (most > from) largest = most;
    from = upTo;
  }
  return largest;
}

function leverageIn(tier: MarginTier | undefined, leverage: number): number {
  return Math.min(leverage, tier?.maxLeverage ?? Number.NaN);
}

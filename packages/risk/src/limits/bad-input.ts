import { isPositive, isShare } from "../positive.js";
import type { Limit } from "./limit.js";

/** What no decision can be made of: numbers that are not finite, prices that are not positive, an unknown stance. */
export const badInput: Limit = {
  rule: "badInput",
  stage: "signal",
  check(facts) {
    const { equity, lastPrice, entryPrice, unit, confidence, winProbability, stance } = facts;
    const { grossNotional, ownNotional, step } = facts;
    if (!isPositive(equity)) return { limit: 0, observed: equity };
    if (!isPositive(lastPrice)) return { limit: 0, observed: lastPrice };
    if (!isPositive(entryPrice)) return { limit: 0, observed: entryPrice };
    if (!isPositive(unit)) return { limit: 0, observed: unit };
    if (confidence !== null && !isShare(confidence)) return { limit: 1, observed: confidence };
    if (winProbability !== null && !isShare(winProbability)) return { limit: 1, observed: winProbability };
    if (stance !== "LONG" && stance !== "SHORT") return { limit: 0, observed: Number.NaN };
    if (!(grossNotional >= 0)) return { limit: 0, observed: grossNotional };
    if (!(ownNotional >= 0 && ownNotional < Number.POSITIVE_INFINITY)) return { limit: 0, observed: ownNotional };
    if (!(step === 0 || isPositive(step))) return { limit: 0, observed: step };
    return Number.POSITIVE_INFINITY;
  },
};

import { known } from "../decision/facts.js";
import { type Limit, PASSES } from "./limit.js";

/** Lets nothing in while a protection has locked symbol, side or account. Limit and observed value are times. */
export const locks: Limit = {
  rule: "cooldown",
  stage: "signal",
  check({ locks, time }) {
    const now = known(time);
    for (const { rule, until } of locks) if (!(now >= until)) return { rule, limit: until, observed: now };
    return PASSES;
  },
};

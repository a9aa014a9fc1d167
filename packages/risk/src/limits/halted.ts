import { type Limit, PASSES } from "./limit.js";

/** Opens nothing while risk has halted trading. */
export function halted(maxDrawdown: number): Limit {
  return {
    rule: "halted",
    stage: "signal",
    check: ({ halted, drawdown }) => (halted === false ? PASSES : { limit: maxDrawdown, observed: drawdown }),
  };
}

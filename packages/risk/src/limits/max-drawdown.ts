import { type Limit, PASSES } from "./limit.js";

/** Opens nothing once equity has fallen too far from its peak; `inspect` halts for the same reason. */
export function maxDrawdown(limit: number): Limit {
  return {
    rule: "maxDrawdown",
    stage: "signal",
    check: ({ drawdown }) => (drawdown <= limit ? PASSES : { limit, observed: drawdown }),
  };
}

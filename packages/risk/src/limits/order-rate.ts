import type { RiskInput } from "@bellwether/core";
import { type Limit, PASSES } from "./limit.js";

/** Entries approved in a window; the engine remembers when. */
export interface Approvals {
  /** How many were approved after `time`; NaN where a time is not known. */
  since(time: number): number;
}

/** At most so many entries in a span of time. Exits are never counted. */
export function orderRate(orders: number, perMs: number, approvals: Approvals): Limit {
  return {
    rule: "orderRate",
    stage: "signal",
    measure: ({ time = Number.NaN }: RiskInput) => ({ sent: approvals.since(time - perMs) }),
    check: (_facts, _quantity, { sent = Number.NaN }) => (sent < orders ? PASSES : { limit: orders, observed: sent }),
  };
}

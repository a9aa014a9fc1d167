import { type Limit, PASSES } from "./limit.js";
import { heldBy, sumOverOthers } from "./other-lanes.js";

/** At most so many positions at a time, entries that wait for their fill included. */
export function maxPositions(limit: number): Limit {
  return {
    rule: "maxPositions",
    stage: "signal",
    measure: (input) => ({ open: sumOverOthers(input, (other) => (heldBy(other) === 0 ? 0 : 1)) }),
    check: (_facts, _quantity, { open = Number.NaN }) => (open < limit ? PASSES : { limit, observed: open }),
  };
}

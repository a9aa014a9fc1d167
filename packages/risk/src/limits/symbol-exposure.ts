import type { Limit } from "./limit.js";
import { heldBy, sumOverOthers } from "./other-lanes.js";
import { roomLeft } from "./room.js";
import { symbolOf } from "./symbol-of.js";

/** Cuts to what other strategies leave of a share of equity for one symbol. */
export function symbolExposure(limit: number): Limit {
  return {
    rule: "symbolExposure",
    stage: "size",
    measure(input) {
      const symbol = symbolOf(input);
      return { held: sumOverOthers(input, (other) => (other.symbol === symbol ? heldBy(other) : 0)) };
    },
    check: (facts, _quantity, { held = Number.NaN }) => roomLeft(facts, limit, held),
  };
}

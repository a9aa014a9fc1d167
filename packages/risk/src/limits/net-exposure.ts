import type { Limit } from "./limit.js";
import { roomLeft } from "./room.js";

/** Cuts so that longs less shorts stay within a share of equity on either side. */
export function netExposure(limit: number): Limit {
  return {
    rule: "netExposure",
    stage: "size",
    check(facts) {
      const others = facts.netNotional - facts.ownNet;
      return roomLeft(facts, limit, facts.stance === "LONG" ? others : -others);
    },
  };
}

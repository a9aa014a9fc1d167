import type { Limit } from "./limit.js";

/** Cuts to what others leave of a share of equity, counted without sign. */
export function maxExposure(limit: number): Limit {
  return {
    rule: "maxExposure",
    stage: "size",
    check({ equity, unit, grossNotional, ownNotional }) {
      const room = limit * equity - Math.max(0, grossNotional - ownNotional);
      return room > 0 ? room / unit : { limit, observed: grossNotional / equity };
    },
  };
}

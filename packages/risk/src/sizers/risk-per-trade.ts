import * as z from "zod";
import { known } from "../decision/facts.js";
import type { Sizer } from "./sizer.js";

export const RiskPerTradeOptions = z.strictObject({
  type: z.literal("risk-per-trade"),
  fraction: z.number().gt(0).lte(1).describe("Share of capital lost if the stop is hit at its price."),
});

/** As much as loses a share of capital at the stop. */
export function riskPerTrade(fraction: number, name = "risk-per-trade"): Sizer {
  return {
    name,
    needsStop: true,
    quantity: ({ capital, stopDistance, contractSize }) => (fraction * capital) / (known(stopDistance) * contractSize),
  };
}

import * as z from "zod";

/** Settings that sizers share which learn from a strategy's own closed trades. */
export const tradeWindow = {
  window: z.int().min(2).max(100_000).default(100).describe("Closed trades of the strategy that are looked at."),
  minTrades: z.int().min(2).default(30).describe("Fewer say nothing."),
  fallback: z
    .number()
    .positive()
    .optional()
    .describe("Share of capital while there is nothing to go by; without it such entries are refused."),
};

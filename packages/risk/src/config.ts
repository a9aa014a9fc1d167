import * as z from "zod";

/** Settings of the RiskEngine. Shares are fractions: 0.01 is 1 %. */
export const RiskConfig = z.strictObject({
  riskPerTrade: z
    .number()
    .gt(0)
    .lte(1)
    .optional()
    .describe("Share of equity lost if the stop is hit; sizes by the stop distance. Without it, fixedFraction sizes."),
  fixedFraction: z
    .number()
    .gt(0)
    .optional()
    .describe(
      "Share of equity to put into a position (1 is all of it). The sizer unless riskPerTrade is given; then a cap.",
    ),
  stopLossAtr: z.number().positive().optional().describe("Stop distance in ATRs, for signals that bring none."),
  takeProfitAtr: z.number().positive().optional().describe("Target distance in ATRs, for signals that bring none."),
  atrPeriod: z.int().min(1).max(1_000).default(14).describe("Bars that the ATR of the two settings above averages."),
  confidence: z
    .enum(["off", "steps", "linear"])
    .default("off")
    .describe(
      "How a signal's confidence scales its size: off; steps (below 0.5 → 0.7, to 0.8 → 1.0, above → 1.2); or linear (size × confidence). Rules without a view of their own have confidence 1, which steps sizes up.",
    ),
  minConfidence: z.number().min(0).max(1).default(0).describe("Signals below it are refused."),
  maxNotional: z
    .number()
    .positive()
    .optional()
    .describe("Largest order value in quote currency; a larger order is refused."),
  maxExposure: z
    .number()
    .positive()
    .default(1)
    .describe("Largest value of all positions as a share of equity; an order is cut to what is left."),
  minNotional: z
    .number()
    .min(0)
    .default(0)
    .describe("Smallest order value in quote currency; the instrument's own minimum counts too."),
  maxDrawdown: z.number().gt(0).lt(1).default(0.2).describe("Fall from peak equity that halts trading: 0.2 is 20 %."),
  flattenOnHalt: z.boolean().default(true).describe("Whether a halt closes what is open at the next open."),
  allowShort: z.boolean().default(false).describe("Whether SHORT may open a position; a spot account cannot."),
  reentry: z
    .enum(["on-new-signal", "immediate"])
    .default("on-new-signal")
    .describe(
      "Whether a stance whose stop was hit re-enters at once, or only after the strategy has said something else.",
    ),
});

export type RiskConfig = z.output<typeof RiskConfig>;
export type RiskOptions = z.input<typeof RiskConfig>;

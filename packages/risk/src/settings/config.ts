import * as z from "zod";
import { CorrelatedExposure } from "../limits/correlated-exposure.js";
import { Groups } from "../limits/group-exposure.js";
import { AllocationConfig } from "../memory/capital.js";
import { ConfidenceCurve } from "../multipliers/confidence.js";
import { RegimeConfig } from "../multipliers/regime.js";
import { ProtectionConfig } from "../protections/protection-config.js";
import { sessionSettings } from "../session/session-config.js";
import { SizerConfig } from "../sizers/sizer-config.js";

const share = () => z.number().positive();

/** How much to enter with. */
const sizing = {
  riskPerTrade: z
    .number()
    .gt(0)
    .lte(1)
    .optional()
    .describe("Share of capital lost if the stop is hit; sizes by the stop distance. Without it, fixedFraction sizes."),
  fixedFraction: share()
    .optional()
    .describe(
      "Share of capital to put into a position (1 is all of it). The sizer unless riskPerTrade is given; then a cap.",
    ),
  sizers: z
    .array(SizerConfig)
    .min(1)
    .optional()
    .describe(
      "Further sizers: the first of all sizes, each further one cuts. riskPerTrade and fixedFraction come before them.",
    ),
  confidence: ConfidenceCurve.default("steps").describe(
    "How a signal's confidence scales its size: steps (below 0.5 → 0.7, to 0.8 → 1.0, above → 1.2), linear (size × confidence), off, or points to draw straight lines between. A signal without a confidence keeps its size.",
  ),
  regime: RegimeConfig.prefault({}).describe(
    "How the regime that a signal believes in scales its size; off, or factors.",
  ),
  allocation: AllocationConfig.optional().describe(
    "How strategies and symbols share the capital; all have all of it without.",
  ),
};

/** Where to leave again, for signals that do not say. R is the distance from the entry to the stop. */
const exits = {
  stopLossAtr: z.number().positive().optional().describe("Stop distance in ATRs, for signals that bring none."),
  takeProfitAtr: z.number().positive().optional().describe("Target distance in ATRs, for signals that bring none."),
  trailingAtr: z.number().positive().optional().describe("Distance in ATRs at which a stop follows the best price."),
  atrPeriod: z.int().min(1).max(1_000).default(14).describe("Bars that the ATR of the settings above averages."),
  breakEvenAt: z.number().positive().optional().describe("Gain in R that moves the stop to the entry price."),
  timeStopBars: z.int().positive().optional().describe("Closes after which a position is left."),
  targets: z
    .array(
      z.strictObject({
        at: z.number().positive().describe("Gain in R."),
        share: z.number().gt(0).lte(1).describe("Share of the quantity that leaves there."),
      }),
    )
    .min(1)
    .refine(
      (targets) => targets.reduce((sum, { share }) => sum + share, 0) <= 1 + 1e-9,
      "the shares add up to more than 1",
    )
    .optional()
    .describe("Shares of a position that leave before its take profit."),
};

/** What an entry must keep to; see docs/risk.md for the order in which they are asked. */
const limits = {
  minConfidence: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe("Signals below it, or without a confidence, are refused."),
  maxQuantity: share().optional().describe("Largest order in base units; a larger one is refused."),
  maxNotional: share().optional().describe("Largest order value in quote currency; a larger order is refused."),
  minNotional: z
    .number()
    .min(0)
    .default(0)
    .describe("Smallest order value in quote currency; the instrument's own minimum counts too."),
  maxExposure: share()
    .default(1)
    .describe("Largest value of all positions as a share of equity; an order is cut to what is left."),
  netExposure: share().optional().describe("The same for longs less shorts, on either side."),
  symbolExposure: share().optional().describe("The same for one symbol, over all strategies."),
  groups: Groups.optional().describe("Symbols that share a limit of their own, by name."),
  correlatedExposure: CorrelatedExposure.optional().describe("The same for positions that move with the new one."),
  maxLeverage: share()
    .optional()
    .describe("An order that takes the value of all positions above this multiple of equity is refused."),
  maxMargin: share()
    .max(1)
    .default(1)
    .describe(
      "Share of the free money that an entry on a perpetual may take as initial margin; an order is cut to it.",
    ),
  maxPositions: z.int().positive().optional().describe("Most positions at a time."),
  maxRisk: share().max(1).optional().describe("Largest share of equity lost at the stop; an order is cut to it."),
  minRewardToRisk: share().optional().describe("Smallest target distance over stop distance."),
  priceCollar: share()
    .optional()
    .describe("Largest distance of an entry price from the last close, as a fraction of it."),
  maxDataAgeMs: z.int().positive().optional().describe("Age of the newest bar above which nothing is opened."),
  orderRate: z
    .strictObject({ orders: z.int().positive().max(100_000), perMs: z.int().positive() })
    .optional()
    .describe("Most entries in a span of time; exits are not counted."),
  maxDrawdown: z.number().gt(0).lt(1).default(0.2).describe("Fall from peak equity that halts trading: 0.2 is 20 %."),
  dailyLoss: z
    .number()
    .gt(0)
    .lt(1)
    .optional()
    .describe(
      "Loss since the start of the UTC day, as a share of the equity then, that halts trading until the day ends.",
    ),
  flattenOnHalt: z.boolean().default(true).describe("Whether a halt closes what is open at the next open."),
  allowShort: z.boolean().default(false).describe("Whether SHORT may open a position; a spot account cannot."),
  limits: z
    .array(
      z.strictObject({
        type: z.string().min(1),
        options: z.record(z.string(), z.unknown()).optional().describe("Checked by the plugin's limit."),
      }),
    )
    .optional()
    .describe("Limits that plugins bring, by name."),
};

/** Settings of the RiskEngine. Shares are fractions: 0.01 is 1 %. */
export const RiskConfig = z
  .strictObject({
    ...sizing,
    ...exits,
    ...limits,
    protections: z.array(ProtectionConfig).optional().describe("Lock entries out for a while after trades went badly."),
    ...sessionSettings,
    reentry: z
      .enum(["on-new-signal", "immediate"])
      .default("on-new-signal")
      .describe(
        "Whether a stance whose stop was hit re-enters at once, or only after the strategy has said something else.",
      ),
  })
  .refine(({ weekendFrom, weekendTo }) => weekendFrom !== weekendTo, {
    error: "weekendFrom and weekendTo are the same, and the weekend would never end",
    path: ["weekendTo"],
  });

export type RiskConfig = z.output<typeof RiskConfig>;
export type RiskOptions = z.input<typeof RiskConfig>;

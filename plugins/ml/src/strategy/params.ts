import { level, multiple, period } from "@bellwether/core";
import * as z from "zod";

/** Which model. All three may be left out where the registry holds one model. */
export const reference = {
  modelName: z.string().min(1).optional().describe("Model in the registry; the only one unless given."),
  alias: z
    .string()
    .min(1)
    .optional()
    .describe("Such as champion, which is taken unless given; without one, the newest version."),
  version: z.string().min(8).optional().describe("sha256 of a version, or its first 8 digits or more."),
};

/** How its opinion is traded. */
export const trading = {
  minConfidence: level({
    default: 0.55,
    search: [0.5, 0.75, 0.05],
    min: 0,
    max: 1,
    description: "Signals below it are not traded.",
  }),
  sides: z.enum(["both", "long", "short"]).default("both").describe("What is traded; the other side leaves instead."),
  onDoubt: z
    .enum(["hold", "flat"])
    .default("hold")
    .describe("What becomes of a position when confidence falls below minConfidence."),
  atrPeriod: period({ default: 14, search: [7, 28], description: "Bars that the ATR averages." }),
  stopLossAtr: multiple({ default: 1.5, search: [0.5, 4, 0.5], description: "Distance of the stop, in ATRs." }),
  takeProfitAtr: multiple({ default: 3, search: [1, 8, 0.5], description: "Distance of the target, in ATRs." }),
  confidenceSlAdjustment: z
    .number()
    .min(-0.9)
    .max(5)
    .default(0)
    .describe(
      "How much wider the stop is at confidence 1 than at minConfidence: 0.5 is half as wide again, −0.5 half as wide.",
    ),
  holdBars: z
    .int()
    .min(0)
    .optional()
    .describe("Bars after which a position is left; the label's horizon unless given, 0 never."),
  tradeInSample: z
    .boolean()
    .default(false)
    .describe("Trade bars that the model was fitted to: a backtest of them shows memory, not skill."),
};

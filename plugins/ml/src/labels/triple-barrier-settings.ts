import * as z from "zod";
import { horizonSchema } from "./read-options.js";

const multiple = (which: string) =>
  z.number().min(0).max(1_000).default(2).describe(`Distance of the ${which} in units of volatility; 0 for none.`);

export const TripleBarrierSettings = z
  .strictObject({
    type: z.literal("triple-barrier"),
    profit: multiple("profit barrier"),
    stop: multiple("stop barrier"),
    horizon: horizonSchema.default(24),
    volatilitySpan: z
      .int()
      .min(2)
      .max(100_000)
      .optional()
      .describe("The unit is the volatility of a bar, exponentially weighted over this span; 100 unless atr is given."),
    atr: z
      .int()
      .min(1)
      .max(100_000)
      .optional()
      .describe("The unit is the average true range over this period, in place of the volatility."),
    minTarget: z
      .number()
      .min(0)
      .lt(1)
      .default(0)
      .describe("Rows whose unit is not above this fraction have no label: twice the cost of a round trip, 0.004."),
    timeout: z
      .enum(["flat", "sign"])
      .default("flat")
      .describe("Where no barrier is touched: FLAT, or the sign of the return (and no FLAT at all)."),
    path: z
      .enum(["extremes", "closes"])
      .default("extremes")
      .describe("Barriers met by highs and lows, entry at the next open; or by closes, entry at the close."),
  })
  .refine(
    ({ volatilitySpan, atr }) => volatilitySpan === undefined || atr === undefined,
    "take volatilitySpan or atr, not both",
  )
  .describe("Which comes first: a profit, a stop or the end of the horizon.");

export type TripleBarrierOptions = Omit<z.input<typeof TripleBarrierSettings>, "type">;
export type BarrierSettings = z.output<typeof TripleBarrierSettings>;

import * as z from "zod";
import { movedAgainst, type SlippageContext, type SlippageModel } from "./slippage-model.js";

export const volumeShareSchema = z.strictObject({
  type: z.literal("volume-share"),
  impact: z
    .number()
    .min(0)
    .default(0.1)
    .describe(
      "Move of the price, as a fraction, of an order as large as the bar's volume; smaller ones by the square.",
    ),
});

/**
 * Impact that grows with the square of the order's share of its bar's volume: `impact × (quantity ÷ volume)²`, the share
 * counted as 1 at most.
 * @see Zipline, VolumeShareSlippage
 */
export class VolumeShareSlippage implements SlippageModel {
  readonly name = "volume-share";

  constructor(private readonly impact: number) {}

  price({ side, price, quantity, volume, instrument: { contractSize } }: SlippageContext): number {
    const share = (quantity * contractSize) / volume;
    const counted = share >= 0 && share < 1 ? share : 1; // a bar without volume: all of it
    return movedAgainst(side, price, this.impact * counted * counted);
  }

  describe(): unknown {
    return { type: this.name, impact: this.impact };
  }
}

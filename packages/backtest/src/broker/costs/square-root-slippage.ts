import * as z from "zod";
import { movedAgainst, type SlippageContext, type SlippageModel } from "./slippage-model.js";

export const squareRootSchema = z.strictObject({
  type: z.literal("square-root"),
  factor: z.number().min(0).default(1).describe("Multiplies the impact; empirical studies find values near 1."),
  bars: z
    .int()
    .min(3)
    .max(100_000)
    .default(20)
    .describe("Closed bars from which volatility and average volume are taken."),
});

/**
 * The square-root law of market impact: `factor × volatility × √(quantity ÷ average volume)`, volatility and volume both
 * per bar. Costs nothing before as many bars have closed as it looks back on.
 * @see Almgren, Thum, Hauptmann and Li, "Direct estimation of equity market impact" (2005); Tóth et al. (2011)
 */
export class SquareRootSlippage implements SlippageModel {
  readonly name = "square-root";
  readonly needs: { readonly bars: number };

  constructor(
    private readonly factor: number,
    bars: number,
  ) {
    this.needs = { bars };
  }

  price({ side, price, quantity, averageVolume, volatility, instrument: { contractSize } }: SlippageContext): number {
    const impact = this.factor * volatility * Math.sqrt((quantity * contractSize) / averageVolume);
    if (Number.isNaN(impact)) return price;
    return movedAgainst(side, price, Math.min(impact, 1));
  }

  describe(): unknown {
    return { type: this.name, factor: this.factor, bars: this.needs.bars };
  }
}

import * as z from "zod";
import { movedAgainst, type SlippageContext, type SlippageModel } from "./slippage-model.js";

export const halfSpreadSchema = z.strictObject({
  type: z.literal("half-spread"),
  spreadBps: z
    .number()
    .min(0)
    .lt(10_000)
    .describe("Distance from bid to ask in basis points of the price; an order that crosses pays half of it."),
});

/** Bars are made of trades, about the middle of the book on average: crossing costs half the spread. */
export class HalfSpreadSlippage implements SlippageModel {
  readonly name = "half-spread";

  constructor(private readonly spreadBps: number) {}

  price({ side, price }: SlippageContext): number {
    return movedAgainst(side, price, this.spreadBps / 20_000);
  }

  describe(): unknown {
    return { type: this.name, spreadBps: this.spreadBps };
  }
}

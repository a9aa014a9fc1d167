import * as z from "zod";
import { movedAgainst, type SlippageContext, type SlippageModel } from "./slippage-model.js";

const settings = {
  bps: z
    .number()
    .min(0)
    .lt(10_000)
    .describe("Fill price moves against the order by this many basis points (1 bps is 0.01 %)."),
  withinBar: z
    .boolean()
    .optional()
    .describe(
      "Keeps the slipped price inside the bar's range. Off by default: a thin book can be worse than the bar shows.",
    ),
};

export const fixedSlippageSchema = z.strictObject({ type: z.literal("fixed"), ...settings });

/** The short form: `{ bps: 2 }`. */
export const bareSlippageSchema = z.strictObject(settings);

/** A fixed share of the price, whatever is traded. */
export class FixedSlippage implements SlippageModel {
  readonly name = "fixed";
  private readonly fraction: number;

  constructor(
    private readonly bps: number,
    private readonly withinBar = false,
  ) {
    this.fraction = bps / 10_000;
  }

  price({ side, price, high, low }: SlippageContext): number {
    const moved = movedAgainst(side, price, this.fraction);
    if (!this.withinBar) return moved;
    return side === "buy" ? Math.min(moved, Math.max(high, price)) : Math.max(moved, Math.min(low, price));
  }

  describe(): unknown {
    return { type: this.name, bps: this.bps, withinBar: this.withinBar };
  }
}

import * as z from "zod";
import { symbolSchema } from "./run-market.js";

const marginSchema = z.strictObject({
  mode: z
    .enum(["cross", "isolated"])
    .optional()
    .describe("cross: the whole wallet backs a position; isolated: only the margin posted with it."),
  leverage: z.number().positive().optional().describe("Notional ÷ margin: 3 asks for a third of a position's value."),
});

const feeAssetSchema = z.strictObject({
  asset: z
    .string()
    .min(1)
    .max(32)
    .describe("Asset in which the venue takes its fees while there is some, such as BNB."),
  amount: z.number().min(0).describe("Held at the start, in units of the asset."),
  price: z.number().positive().describe("Of one unit at the start, in quote currency."),
  symbol: symbolSchema.optional().describe("Symbol of the run whose closes move that price; it stays put without."),
  discount: z.number().min(0).max(1).optional().describe("Share of the fee that paying so saves: 0.25 is a quarter."),
});

/** The money of a backtest or paper run. */
export const accountSchema = z.strictObject({
  startingBalance: z.number().positive().default(10_000).describe("Cash at the start, in quote currency."),
  quote: z.string().min(1).max(16).default("USDT").describe("Currency that the account counts in."),
  margin: marginSchema.optional().describe("Margin of perpetuals whose instrument says nothing else."),
  feeAsset: feeAssetSchema.optional().describe("An asset besides the quote currency that pays the fees."),
});

import { z } from "zod";
import { fraction, money, time } from "./units.js";

const exitReason = z.enum([
  "signal",
  "stop-loss",
  "trailing-stop",
  "break-even",
  "take-profit",
  "partial-target",
  "time-stop",
  "halt",
  "flatten",
  "liquidation",
  "end-of-data",
]);

/** One round trip. */
export const TradeJson = z.strictObject({
  id: z.number().int().positive(),
  symbol: z.string(),
  strategy: z.string(),
  side: z.enum(["long", "short"]),
  quantity: z.number().describe("base units"),
  entryTime: time,
  exitTime: time,
  entryPrice: money,
  exitPrice: money,
  barsHeld: z.number(),
  pnl: money.describe("after fees and funding"),
  returnFraction: fraction.describe("of entry notional"),
  fees: money,
  slippage: money,
  funding: money.describe("quote currency; negative is received"),
  dust: money.describe("value of what was too small to sell"),
  exitReason: exitReason.describe("of the fill that emptied it"),
  exits: z
    .array(z.strictObject({ time, price: money, quantity: z.number(), reason: exitReason }))
    .optional()
    .describe("every fill that reduced it, where there were several"),
  stopLoss: money.optional().describe("where it rested when the entry had filled"),
  takeProfit: money.optional(),
  entryReason: z.string().optional(),
  worstPrice: money,
  bestPrice: money,
  mae: fraction.describe("furthest price against it, a positive fraction of the entry price"),
  mfe: fraction.describe("furthest price in its favour, a positive fraction of the entry price"),
  ambiguous: z.boolean().describe("a bar did not say what came first, and the intrabar rule decided"),
});

import { z } from "zod";
import { cell, fraction, money, time } from "./units.js";

const TradeGroupJson = z.strictObject({
  name: z.string(),
  trades: z.number().int(),
  pnl: money,
  pnlOfStart: fraction.describe("of equity at the start"),
  winRate: cell,
  profitFactor: cell,
  averageTrade: cell.describe("a fraction of entry notional"),
  averageBarsHeld: cell,
  averageMae: cell.describe("a positive fraction of the entry price"),
  averageMfe: cell.describe("a positive fraction of the entry price"),
  fees: money,
  slippage: money,
  funding: money,
});

const HistogramJson = z.strictObject({
  edges: z.array(z.number()),
  counts: z.array(z.number().int()).describe("values from one edge up to the next"),
  below: z.number().int(),
  above: z.number().int(),
});

export const TablesJson = z
  .strictObject({
    symbols: z.array(TradeGroupJson),
    strategies: z.array(TradeGroupJson),
    sides: z.array(TradeGroupJson).describe("long, then short"),
    exits: z.array(TradeGroupJson).describe("by what emptied the position"),
    costs: z.array(
      z.strictObject({
        name: z.enum(["fees", "slippage", "funding", "dust", "total", "insured"]),
        amount: money,
        ofStart: fraction.describe("of equity at the start"),
      }),
    ),
    years: z.array(z.strictObject({ year: z.number().int(), months: z.array(cell).length(12), total: cell })),
    rolling: z.strictObject({
      window: z.number().int().describe("returns that each value is measured over"),
      returnPeriod: z.enum(["day", "bar"]),
      time: z.array(time),
      sharpe: z.array(cell).describe("annualised; null until the window is full"),
      volatility: z.array(cell).describe("annualised; null until the window is full"),
    }),
    periodReturns: HistogramJson.nullable(),
    tradeReturns: HistogramJson.nullable().describe("of entry notional"),
    exposure: z
      .strictObject({
        perPoint: z.number().int().describe("closes that each point is the mean of"),
        time: z.array(time).describe("of the last of them"),
        means: z.array(cell),
      })
      .describe("signed value held over equity"),
  })
  .describe("computed from the parts above and below");

import { z } from "zod";

/** Raised when a reader of today's JSON would misread tomorrow's. */
export const REPORT_SCHEMA_VERSION = 1;

const time = z.number().describe("epoch ms, UTC");
const money = z.number().describe("quote currency");
const figure = z.number().nullable().describe("null where undefined; the reason is in undefinedBecause");

const TradeJson = z.strictObject({
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
  pnl: money,
  returnFraction: z.number(),
  fees: money,
  slippage: money,
  exitReason: z.enum(["signal", "stop-loss", "take-profit", "halt", "end-of-data"]),
  entryReason: z.string().optional(),
  worstPrice: money,
  bestPrice: money,
  ambiguous: z.boolean(),
});

const MetricsJson = z.strictObject({
  startTime: time,
  endTime: time,
  bars: z.number().int(),
  startEquity: money,
  endEquity: money,
  totalReturn: figure,
  cagr: figure,
  volatility: figure,
  sharpe: figure,
  sortino: figure,
  calmar: figure,
  maxDrawdown: figure,
  maxDrawdownDurationMs: figure,
  exposure: figure,
  trades: z.number().int(),
  winRate: figure,
  profitFactor: figure,
  expectancy: figure,
  sqn: figure,
  bestTrade: figure,
  worstTrade: figure,
  averageTrade: figure,
  averageBarsHeld: figure,
  feesPaid: money,
  slippagePaid: money,
  buyAndHoldReturn: figure,
  periodsPerYear: figure,
  returnPeriod: z.enum(["day", "bar"]),
  undefinedBecause: z.record(z.string(), z.string()),
});

/** A backtest report as JSON; `packages/backtest/report.schema.json` is made from this. */
export const ReportJson = z
  .strictObject({
    fingerprint: z.string().describe("sha256 over data, config, code version and seed"),
    schemaVersion: z.literal(REPORT_SCHEMA_VERSION),
    quote: z.string().describe("the currency of all money here"),
    config: z.unknown().describe("the run's settings, defaults filled in"),
    strategies: z.array(
      z.strictObject({
        name: z.string(),
        id: z.string(),
        symbol: z.string(),
        timeframe: z.string(),
        params: z.unknown(),
      }),
    ),
    metrics: MetricsJson,
    trades: z.array(TradeJson),
    equity: z.strictObject({
      points: z.number().int().describe("points of the whole curve, one per close"),
      thinned: z.boolean().describe("true where only first, last and the extremes between were kept"),
      time: z.array(time),
      equity: z.array(money),
    }),
    refusals: z.record(z.string(), z.number().int()).describe("how often risk refused, by rule"),
    ambiguousBars: z.number().int().describe("exits in whose bar both stop and target lay"),
    prefixChecks: z.number().int().describe("bars at which strategies were asked again on truncated data"),
    warnings: z.array(z.string()),
  })
  .describe("A Bellwether backtest report");

export type ReportJson = z.infer<typeof ReportJson>;

/** The JSON Schema of {@link toJson}'s text. */
export function reportJsonSchema(): object {
  return { ...z.toJSONSchema(ReportJson), title: "Bellwether backtest report" };
}

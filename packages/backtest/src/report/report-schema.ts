import { z } from "zod";
import { StatisticsJson } from "./schema/statistics-json.js";
import { TablesJson } from "./schema/tables-json.js";
import { TradeJson } from "./schema/trade-json.js";
import { figure, money, time } from "./schema/units.js";

/** Raised when a reader of today's JSON would misread tomorrow's. */
export const REPORT_SCHEMA_VERSION = 2;

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

const BandEdgeJson = z.strictObject({
  endEquity: money,
  totalReturn: figure,
  maxDrawdown: figure,
  trades: z.number().int(),
});

const BandJson = z
  .strictObject({
    rule: z.enum(["pessimistic", "optimistic", "adaptive", "drilldown"]).describe("of this run"),
    pessimistic: BandEdgeJson,
    optimistic: BandEdgeJson,
  })
  .describe("the run again under the pessimistic and the optimistic intrabar rule; no bounds where exits move");

const DetailJson = z
  .strictObject({
    decided: z.number().int().describe("bars that their detail decided"),
    missing: z.number().int().describe("bars without detail that agrees with them, decided pessimistically"),
  })
  .describe("bars in which the intrabar rule drilldown had something to decide");

const CostsJson = z
  .strictObject({
    fees: money,
    slippage: money,
    funding: money.describe("quote currency; negative is received"),
    dust: money.describe("value of remainders too small to sell"),
    dustCount: z.number().int(),
    liquidations: z.number().int(),
    insured: money.describe("losses beyond the margin that the venue's insurance took over"),
  })
  .describe("positive is paid");

const HaltJson = z.strictObject({
  time,
  rule: z.string(),
  limit: z.number(),
  observed: z.number(),
  flatten: z.boolean().describe("whether open positions were closed at the next open"),
  until: time.optional().describe("when trading went on by itself; without it, when a person resumes"),
});

const hash = z.string().describe("sha256, hex");
const OriginJson = z.strictObject({
  data: z.record(z.string(), hash).describe("by symbol and timeframe"),
  config: hash,
  version: z.string().describe("of Bellwether"),
  code: z.record(z.string(), hash).describe("plugin files by name"),
  seed: z.number(),
});

/** A backtest report as JSON; `packages/backtest/report.schema.json` is made from this. */
export const ReportJson = z
  .strictObject({
    fingerprint: z.string().describe("sha256 over data, config, code version and seed"),
    schemaVersion: z.literal(REPORT_SCHEMA_VERSION),
    quote: z.string().describe("the currency of all money here"),
    origin: OriginJson.describe("what the fingerprint was taken over, part by part"),
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
    statistics: StatisticsJson.nullable().describe("how far the figures can be trusted; null where turned off"),
    costs: CostsJson,
    band: BandJson.nullable().describe("how much of the result the intrabar rule decided; null where turned off"),
    detail: DetailJson.nullable().describe("what bars of a lower timeframe decided; null but for drilldown"),
    ambiguousBars: z.number().int().describe("fills that the intrabar rule decided"),
    refusals: z.record(z.string(), z.number().int()).describe("how often risk refused, by rule"),
    halts: z.array(HaltJson),
    prefixChecks: z.number().int().describe("bars at which strategies were asked again on truncated data"),
    warnings: z.array(z.string()),
    tables: TablesJson,
    trades: z.array(TradeJson),
    equity: z.strictObject({
      points: z.number().int().describe("points of the whole curve, one per close"),
      thinned: z.boolean().describe("true where only first, last and the extremes between were kept"),
      time: z.array(time),
      equity: z.array(money),
      buyAndHold: z
        .array(money)
        .nullable()
        .describe("the same money held in equal parts from the first open, no fees; null without bars"),
    }),
  })
  .describe("A Bellwether backtest report; fractions are of 1, times epoch ms UTC");

export type ReportJson = z.infer<typeof ReportJson>;

/** The JSON Schema of {@link toJson}'s text. */
export function reportJsonSchema(): object {
  return { ...z.toJSONSchema(ReportJson), title: "Bellwether backtest report" };
}

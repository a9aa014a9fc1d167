import {
  type BacktestReport,
  backtest,
  maxDrawdown,
  probabilisticSharpe,
  returnsOf,
  type SharpeSample,
  sampleReturns,
  sharpe,
  sharpeSample,
} from "@bellwether/backtest";
import {
  type BarColumns,
  closeTimeOf,
  defineStrategy,
  flat,
  long,
  type StrategyDefinition,
  short,
  type Timeframe,
} from "@bellwether/core";
import { atr } from "@bellwether/indicators";
import { createRiskEngine } from "@bellwether/risk";
import * as z from "zod";
import { wilderSettling } from "../features/ops/settling.js";
import type { FamilyCatalogue } from "../models/model.js";
import { ensembleStrategy } from "../strategy/ensemble-strategy.js";
import { mlStrategy } from "../strategy/ml-strategy.js";
import type { LoadedModel } from "../strategy/model-source.js";
import type { TradingSettings } from "./training-file.js";
import type { TradingRow } from "./training-report.js";

type Settings = z.output<typeof TradingSettings>;

export interface TradeInput {
  readonly loaded: LoadedModel;
  readonly bars: BarColumns;
  readonly symbol: string;
  readonly timeframe: Timeframe;
  /** First row of the test range: nothing is traded before its close. */
  readonly from: number;
  /** Bars that the label looks ahead: persistence looks as far back. */
  readonly horizon: number;
  readonly settings: Settings;
  readonly families: FamilyCatalogue;
}

export interface TradeOutcome {
  readonly rows: readonly TradingRow[];
  /** The model's Sharpe ratio a period and the shape of its returns; null where undefined. */
  readonly sample: Required<SharpeSample> | null;
}

/**
 * Trades the test range through the backtester and the RiskEngine, after fees and slippage: the model, persistence under
 * the same stops, and buy and hold.
 */
export async function tradeTestRange(input: TradeInput): Promise<TradeOutcome> {
  const { loaded, settings, horizon, families } = input;
  const { minConfidence, stopLossAtr, takeProfitAtr, allowShort } = settings;
  const sides = allowShort ? "both" : "long";
  const params = { minConfidence, stopLossAtr, takeProfitAtr, sides };
  const make = loaded.trained.members.length === 1 ? mlStrategy : ensembleStrategy;
  const model = await run(
    input,
    make(() => loaded, families),
    params,
  );
  const lasting = await run(input, persistence, { horizon, stopLossAtr, takeProfitAtr, sides });
  return {
    rows: [
      rowOf("model", curveOf(model, input), tradesOf(model, input)),
      rowOf("persistence", curveOf(lasting, input), tradesOf(lasting, input)),
      rowOf("buy and hold", held(input), 1),
    ],
    sample: sampleOf(curveOf(model, input)),
  };
}

/** Equity at the closes of the test range, after what it stood at before. */
interface Curve {
  readonly time: Float64Array;
  readonly equity: Float64Array;
  readonly startTime: number;
}

function run(input: TradeInput, definition: StrategyDefinition, params: unknown): Promise<BacktestReport> {
  const { bars, symbol, timeframe, loaded, from, settings } = input;
  const lead = Math.max(loaded.set.warmup, wilderSettling(14), input.horizon) + 2;
  const first = Math.max(0, from - lead);
  const columns = {
    openTime: bars.openTime.subarray(first),
    open: bars.open.subarray(first),
    high: bars.high.subarray(first),
    low: bars.low.subarray(first),
    close: bars.close.subarray(first),
    volume: bars.volume.subarray(first),
    ...(bars.extra === undefined
      ? {}
      : { extra: Object.fromEntries(Object.entries(bars.extra).map(([name, data]) => [name, data.subarray(first)])) }),
  };
  const start = closeTimeOf(timeframe, bars.openTime[from]!);
  return backtest({
    data: { symbol, timeframe, columns },
    strategy: { definition: silentBefore(definition, start), params },
    // no halt: a record that ends at the first deep fall could not be compared
    risk: createRiskEngine({ riskPerTrade: settings.riskPerTrade, maxDrawdown: 0.99 }),
    instruments: {
      [symbol]: {
        maker: settings.fee,
        taker: settings.fee,
        ...(settings.allowShort ? { kind: "linear" as const } : {}),
      },
    },
    slippage: { bps: settings.slippageBps },
    band: false,
    statistics: false,
    prefixChecks: 0, // the model is asked about nothing but closed rows; its strategy is checked in every run of a user
  });
}

/** The same strategy, which says nothing before the bar that closes at `time`. */
function silentBefore(definition: StrategyDefinition, time: number): StrategyDefinition {
  return {
    ...definition,
    create(params) {
      const strategy = definition.create(params);
      return {
        ...strategy,
        generateSignal: (df, context) =>
          closeTimeOf(df.timeframe, df.openTime.last) < time ? null : strategy.generateSignal(df, context),
      };
    },
  };
}

/** Holds on the side of the last move over the horizon, under the stops and targets of the model. */
const persistence = defineStrategy({
  id: "persistence",
  params: z.strictObject({
    horizon: z.int().min(1),
    stopLossAtr: z.number(),
    takeProfitAtr: z.number(),
    sides: z.enum(["both", "long"]),
  }),
  create: ({ horizon, stopLossAtr, takeProfitAtr, sides }) => ({
    warmup: Math.max(horizon + 1, wilderSettling(14)),
    generateSignal(df) {
      const range = atr(df, 14).last;
      const move = df.close.last - df.close.at(-1 - horizon);
      if (!(range > 0) || Number.isNaN(move) || move === 0) return null;
      const exits = {
        slDistance: stopLossAtr * range,
        tpDistance: takeProfitAtr * range,
        exits: { timeStop: { bars: horizon } },
      };
      if (move > 0) return long(df, exits);
      return sides === "both" ? short(df, exits) : flat(df);
    },
  }),
});

function startOf({ bars, timeframe, from }: TradeInput): number {
  return closeTimeOf(timeframe, bars.openTime[from]!);
}

/** Of the test range, with the close of its first bar as the point that it grows from. */
function curveOf({ equity: { time, equity } }: BacktestReport, input: TradeInput): Curve {
  const startTime = startOf(input);
  const first = Math.max(
    0,
    time.findIndex((at) => at >= startTime),
  );
  return {
    time: Float64Array.from(time).subarray(first),
    equity: Float64Array.from(equity).subarray(first),
    startTime,
  };
}

function tradesOf({ trades }: BacktestReport, input: TradeInput): number {
  const startTime = startOf(input);
  return trades.filter(({ entryTime }) => entryTime >= startTime).length;
}

/** Bought at the open after the first bar of the test range, sold at its last close, after costs. */
function held({ bars, timeframe, from, settings }: TradeInput): Curve {
  const cost = (1 + settings.fee) * (1 + settings.slippageBps / 10_000);
  const paid = (bars.open[from + 1] ?? bars.close[from]!) * cost;
  const length = bars.close.length - from;
  const equity = new Float64Array(length);
  for (let i = 0; i < length; i++) equity[i] = i === 0 ? 1 : bars.close[from + i]! / paid;
  equity[length - 1]! *= (1 - settings.fee) * (1 - settings.slippageBps / 10_000);
  const time = Float64Array.from(bars.openTime.subarray(from), (open) => closeTimeOf(timeframe, open));
  return { time, equity, startTime: time[0]! };
}

function returnsIn({
  time,
  equity,
  startTime,
}: Curve): { returns: Float64Array; periodsPerYear: number | null } | null {
  const { points, periodsPerYear } = sampleReturns(time, startTime);
  const sampled = new Float64Array(points.length + 1);
  sampled[0] = equity[0]!;
  for (let i = 0; i < points.length; i++) sampled[i + 1] = equity[points[i]!]!;
  const returns = returnsOf(sampled);
  return returns === null ? null : { returns, periodsPerYear };
}

function sampleOf(curve: Curve): Required<SharpeSample> | null {
  const found = returnsIn(curve);
  return found === null || found.returns.length < 2 ? null : sharpeSample(found.returns);
}

function rowOf(name: string, curve: Curve, trades: number): TradingRow {
  const { equity } = curve;
  const found = returnsIn(curve);
  const sample = sampleOf(curve);
  return {
    name,
    totalReturn: equity.at(-1)! / equity[0]! - 1,
    maxDrawdown: maxDrawdown(equity)?.depth ?? 0,
    sharpe: found === null || found.periodsPerYear === null ? null : sharpe(found.returns, found.periodsPerYear),
    trades,
    probabilisticSharpe: sample === null ? null : probabilisticSharpe(sample),
  };
}

import {
  type BarColumns,
  type Bracket,
  defineStrategy,
  type InstrumentRules,
  long,
  timeframeMs,
} from "@bellwether/core";
import * as z from "zod";
import type { BacktestReport } from "../src/report/report.js";
import { backtest } from "../src/run/backtest.js";
import type { BacktestOptions } from "../src/run/options.js";
import { sizedBy } from "./oracles/sizing.js";

export type Ohlc = readonly [open: number, high: number, low: number, close: number];

export const HOUR = timeframeMs("1h");

/** Bars one after the other. @param from - open time of the first, epoch ms UTC. */
export function barsOf(rows: readonly Ohlc[], length = HOUR, from = 0): BarColumns {
  const column = (k: number) => Float64Array.from(rows, (row) => row[k]!);
  return {
    openTime: Float64Array.from(rows, (_, i) => from + i * length),
    open: column(0),
    high: column(1),
    low: column(2),
    close: column(3),
    volume: new Float64Array(rows.length).fill(1),
  };
}

const always = defineStrategy({
  id: "always-long",
  params: z.strictObject({}),
  create: () => ({ warmup: 1, generateSignal: (df) => long(df) }),
});

export interface SmallRun extends Pick<BacktestOptions, "intrabar"> {
  readonly bars: readonly Ohlc[];
  readonly bracket: Bracket;
  readonly detail?: BarColumns;
  readonly rules?: InstrumentRules;
}

/** Hourly bars of one symbol, 1,000 of its quote, no fees: one unit is bought whenever nothing is held. */
export function runOf({ bars, bracket, detail, rules, intrabar = "pessimistic" }: SmallRun): Promise<BacktestReport> {
  const symbol = rules?.kind === "linear" ? "BTC/USDT:USDT" : "BTC/USDT";
  return backtest({
    data: { symbol, timeframe: "1h", columns: barsOf(bars) },
    ...(detail === undefined ? {} : { detail: { [symbol]: detail } }),
    strategy: always,
    params: {},
    instruments: { [symbol]: { tick: 0.01, step: 0.001, maker: 0, taker: 0, ...rules } },
    startingBalance: 1_000,
    risk: sizedBy(
      () => 1,
      () => bracket,
    ),
    intrabar,
    statistics: false,
  });
}

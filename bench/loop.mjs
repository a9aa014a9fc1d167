// @ts-check
import { HistoryFeed, SimulatedBroker } from "@bellwether/backtest";
import { defineStrategy, flat, instantiate, instrument, Loop, long } from "@bellwether/core";
import { sma } from "@bellwether/indicators";
import { createRiskEngine } from "@bellwether/risk";
import * as z from "zod";
import { bars, ROWS } from "./bars.mjs";
import { bareLoop } from "./hand-written.mjs";
import { medianMs, table } from "./timing.mjs";

const btc = instrument("BTC/USDT", { tick: 0.01, step: 0.00001, taker: 0.001, maker: 0.001 });

const cross = defineStrategy({
  id: "bench-sma-cross",
  params: z.strictObject({}),
  create: () => ({
    warmup: 30,
    generateSignal: (df) => (sma(df.close, 10).last > sma(df.close, 30).last ? long(df) : flat(df)),
  }),
});

const bracketed = defineStrategy({
  id: "bench-sma-cross-brackets",
  params: z.strictObject({}),
  create: () => ({
    warmup: 30,
    generateSignal: (df) =>
      sma(df.close, 10).last > sma(df.close, 30).last ? long(df, { slDistance: 60, tpDistance: 120 }) : flat(df),
  }),
});

/** @param {import("@bellwether/core").StrategyDefinition} definition */
async function run(definition) {
  const loop = new Loop({
    feed: new HistoryFeed([{ symbol: "BTC/USDT", timeframe: "1m", columns: bars }]),
    broker: new SimulatedBroker({ slippage: { bps: 1 } }),
    risk: createRiskEngine({ fixedFraction: 0.02, maxDrawdown: 0.99 }),
    lanes: [{ name: definition.id, stream: 0, strategy: instantiate(definition, {}).strategy }],
    instruments: [btc],
    quote: "USDT",
    startingBalance: 10_000,
  });
  await loop.run();
  return loop.portfolio.trades.length;
}

export async function benchLoop() {
  console.log(
    "Backtest loop: SMA 10/30 cross, fees and slippage, every bar through generateSignal, RiskEngine and broker",
  );
  const bare = await medianMs(() => bareLoop(bars));
  const rows = [["", "M bars/s", "ms", "× bare loop", "trades"]];
  const add = (/** @type {string} */ name, /** @type {number} */ ms, /** @type {number} */ trades) =>
    rows.push([name, (ROWS / ms / 1000).toFixed(1), ms.toFixed(1), (ms / bare).toFixed(1), String(trades)]);
  add("bare loop, no framework", bare, bareLoop(bars));
  add("loop", await medianMs(() => run(cross)), await run(cross));
  add("loop, brackets on", await medianMs(() => run(bracketed)), await run(bracketed));
  table(rows);
}

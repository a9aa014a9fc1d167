// @ts-check
import { HistoryFeed, SimulatedBroker } from "@bellwether/backtest";
import { defineStrategy, flat, frameOf, instantiate, instrument, Loop, long, Portfolio } from "@bellwether/core";
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

/** All that can lock entries out, a daily loss and flat weekends, on top of the drawdown halt that is always on. */
const guarded = {
  dailyLoss: 0.9,
  weekend: /** @type {const} */ ("hold"),
  sessions: [{ from: "00:00", to: "24:00" }],
  protections: [
    { type: /** @type {const} */ ("cooldown"), duration: { bars: 1 } },
    { type: /** @type {const} */ ("stop-loss-guard"), trades: 1000, lookback: { bars: 60 }, duration: { bars: 5 } },
    { type: /** @type {const} */ ("drawdown-lock"), maxDrawdown: 0.9, lookback: { bars: 600 }, duration: { bars: 5 } },
    { type: /** @type {const} */ ("low-profit-lock"), trades: 1000, lookback: { bars: 600 }, duration: { bars: 5 } },
  ],
};

/**
 * @param {import("@bellwether/core").StrategyDefinition} definition
 * @param {import("@bellwether/risk").RiskOptions} [more]
 */
async function run(definition, more = {}) {
  const loop = new Loop({
    feed: new HistoryFeed([{ symbol: "BTC/USDT", timeframe: "1m", columns: bars }]),
    broker: new SimulatedBroker({ slippage: { bps: 1 } }),
    risk: createRiskEngine({ fixedFraction: 0.02, maxDrawdown: 0.99, ...more }),
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
  add("loop, protections on", await medianMs(() => run(cross, guarded)), await run(cross, guarded));
  add("loop, brackets and protections", await medianMs(() => run(bracketed, guarded)), await run(bracketed, guarded));
  table(rows);
  await benchRisk();
}

const CALLS = 2_000_000;

/** What risk costs where it has nothing to say, and where it approves. */
async function benchRisk() {
  console.log("\nRisk: one call each, nanoseconds");
  const rows = [["", "default limits", "protections on"]];
  const portfolio = new Portfolio({
    quote: "USDT",
    startingBalance: 10_000,
    streamCount: 1,
    lanes: [{ strategy: "bench", instrument: btc, stream: 0 }],
  });
  const df = frameOf(bars, { symbol: "BTC/USDT", timeframe: "1m" });
  const signal = long(df, { slDistance: 60, tpDistance: 120 });
  const engines = [{}, guarded].map((more) => {
    const engine = createRiskEngine({ fixedFraction: 0.02, maxDrawdown: 0.99, ...more });
    engine.open?.([{ lane: 0, strategy: "bench", symbol: "BTC/USDT", timeframe: "1m" }]);
    return engine;
  });
  const start = bars.openTime[0] ?? 0;
  const nanoseconds = (/** @type {number} */ ms, /** @type {number} */ calls) => ((ms * 1e6) / calls).toFixed(1);
  const idle = [];
  for (const engine of engines)
    idle.push(
      await medianMs(async () => {
        for (let i = 0; i < CALLS; i++) engine.inspect(portfolio, start + i * 60_000);
      }),
    );
  rows.push(["a quiet bar (inspect)", ...idle.map((ms) => nanoseconds(ms, CALLS))]);
  const asked = [];
  for (const engine of engines)
    asked.push(
      await medianMs(async () => {
        for (let i = 0; i < CALLS / 10; i++)
          engine.applyRiskToSignal({
            signal,
            equity: 10_000,
            entryPrice: 20_000,
            instrument: btc,
            portfolio,
            position: portfolio.position(0),
            df,
            time: start + i * 60_000,
            strategy: "bench",
            lane: 0,
          });
      }),
    );
  rows.push(["an approved entry", ...asked.map((ms) => nanoseconds(ms, CALLS / 10))]);
  table(rows);
}

import type { Status } from "../../src/ops/status.js";

const START = Date.UTC(2024, 0, 31, 9, 5);
const HOUR = 3_600_000;

/** A run that is well and holds something of everything. */
export const wellStatus: Status = {
  mode: "testnet",
  exchange: "binance",
  account: { quote: "USDT", name: "main" },
  at: START + 76 * HOUR,
  since: START,
  uptimeMs: 76 * HOUR,
  version: "0.1.0",
  pid: 4242,
  journal: { folder: "/srv/runs/ema-btc", entries: 12_345, bytes: 5_452_595, failed: null },
  streams: [
    { symbol: "BTC/USDT", timeframe: "1h", lastBar: START + 74 * HOUR, ageMs: 412_000, barMs: HOUR, missing: 0 },
    { symbol: "ETH/USDT", timeframe: "1h", lastBar: null, ageMs: null, barMs: HOUR, missing: 3 },
  ],
  clockOffsetMs: -12,
  lag: { p50Ms: 120, p99Ms: 1_840, bars: 76 },
  reconnects: 3,
  outage: null,
  halted: null,
  paused: null,
  equity: 10_234.5,
  drawdown: 0.0123,
  positions: [{ symbol: "BTC/USDT", strategy: "ema-rsi", quantity: 0.0512, entryPrice: 42_310.5, unrealised: -12.4 }],
  orders: [
    {
      id: "bw-7f3a9c-0001",
      symbol: "BTC/USDT",
      side: "sell",
      type: "stop",
      status: "resting",
      quantity: 0.0512,
      filled: 0,
      since: START + HOUR,
    },
  ],
  refusals: { maxExposure: 3, staleData: 1 },
  strategies: [
    { name: "ema-rsi", symbol: "BTC/USDT", timeframe: "1h", state: "ok" },
    { name: "breakout", symbol: "ETH/USDT", timeframe: "1h", state: "ok" },
  ],
  memory: { rssBytes: 190_840_832, heapBytes: 67_108_864 },
  loopLagMs: 3,
  notifiers: [{ name: "telegram", waiting: 0, sent: 12, retried: 1, merged: 37, dropped: 0 }],
  health: { level: "ok", reasons: [] },
};

import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readBars } from "@bellwether/backtest/node";
import { CcxtOptions, ccxtExchange } from "@bellwether/ccxt";
import { createLocalExchange } from "@bellwether/ccxt/testing";
import { silentLogger } from "@bellwether/core";
import { systemTimers } from "@bellwether/live/node";

const SECOND = 1_000;
/** Bars from before the run: what strategies warm up on. */
const BEFORE = 1_000;

/** Opens a Binance-like exchange on this machine, on which a bar of the samples passes every second, beginning now. */
export async function playedMarket(symbol: string) {
  const { columns } = await readBars(new URL("../../data/sample/eurusd-1h.csv", import.meta.url).pathname);
  const now = Date.now();
  const first = Math.floor(now / SECOND - BEFORE) * SECOND;
  const openTime = columns.openTime.map((_, i) => first + i * SECOND);
  const [base = "", quote = ""] = symbol.split("/");
  const rules = { tick: 0.00001, step: 0.01, minQuantity: 0.01, minNotional: 1, maker: 0.0001, taker: 0.0001 };
  const types = ["market", "limit", "stop", "stop-limit"] as const;
  const local = await createLocalExchange({
    markets: [{ symbol, base, quote, ...rules, types, timeframe: "1s", columns: { ...columns, openTime } }],
    balances: {},
    start: now,
    keys: [],
    speed: 1,
  });
  const timers = systemTimers();
  const options = CcxtOptions.parse(local.ccxtOptions());
  const log = silentLogger;
  const reached = await ccxtExchange({ id: "binance", symbols: [symbol], mode: "paper", options, timers, log });
  const folder = await mkdtemp(join(tmpdir(), "bellwether-service-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true })); // a journal of yours stays
  const exchange: typeof reached = Object.assign(Object.create(reached), {
    close: async () => {
      await reached.close();
      await local.close();
    },
  });
  return { symbols: [symbol], exchange, journal: folder };
}

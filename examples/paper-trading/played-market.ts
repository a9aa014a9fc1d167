import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readBars } from "@bellwether/backtest/node";
import { CcxtOptions, ccxtExchange } from "@bellwether/ccxt";
import { createLocalExchange, lockstep } from "@bellwether/ccxt/testing";
import { silentLogger } from "@bellwether/core";
import { openJournal } from "@bellwether/live/node";

/** Bars from before the run: what strategies warm up on. */
const BEFORE = 1_000;
const HOUR = 3_600_000;

/**
 * Opens a Binance-like exchange on this machine that plays the hourly sample bars, weekends left out. ccxt reaches it through
 * real sockets; its clock goes on whenever the run waits, and stops for good when the run closes the exchange.
 */
export async function playedMarket(symbol: string) {
  const { columns } = await readBars(new URL("../../data/sample/eurusd-1h.csv", import.meta.url).pathname);
  const openTime = columns.openTime.map((_, i) => columns.openTime[0]! + i * HOUR);
  const [base = "", quote = ""] = symbol.split("/");
  const rules = { tick: 0.00001, step: 0.01, minQuantity: 0.01, minNotional: 1, maker: 0.0001, taker: 0.0001 };
  const types = ["market", "limit", "stop", "stop-limit"] as const;
  const local = await createLocalExchange({
    markets: [{ symbol, base, quote, ...rules, types, timeframe: "1h", columns: { ...columns, openTime } }],
    balances: {},
    start: openTime[BEFORE]!,
    keys: [],
    speed: "stepped",
  });
  const step = lockstep(local);
  const { timers } = step;
  // hours pass in an instant here: a stream may be silent for longer
  const options = CcxtOptions.parse({ ...local.ccxtOptions(), silenceMs: HOUR });
  const reached = step.watched(
    await ccxtExchange({ id: "binance", symbols: [symbol], mode: "paper", options, timers, log: silentLogger }),
  );
  const folder = await mkdtemp(join(tmpdir(), "bellwether-paper-"));
  let closed = false;
  const play = async () => {
    while (!closed) {
      await step.run(Number.POSITIVE_INFINITY, () => closed);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await local.close();
    await rm(folder, { recursive: true });
  };
  const exchange: typeof reached = Object.assign(Object.create(reached), {
    open: async () => {
      void play();
      await reached.open();
    },
    close: async () => {
      closed = true;
      await reached.close();
    },
  });
  return { symbols: [symbol], exchange, timers, journal: step.watched(await openJournal(folder)) };
}

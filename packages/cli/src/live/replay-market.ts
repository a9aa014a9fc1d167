import type { History } from "@bellwether/backtest";
import { closeTimeOf, instrument, type Logger } from "@bellwether/core";
import { symbolRulesOf } from "@bellwether/core/config";
import { ExchangeUnsuitableError } from "@bellwether/live";
import { openJournal } from "@bellwether/live/node";
import { UsageError } from "../output.js";
import { loadHistories } from "../run/load-histories.js";
import type { OpenRun } from "../run/run-file.js";
import { exchangeOf } from "./exchange-of.js";
import type { Market } from "./market.js";

/** Socket silence is no fault where a second may be a day. */
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** ccxt speaks to it as to this one. */
const SPOKEN = "binance";

/**
 * The run file's own bars, played by an exchange on this machine that is reached through ccxt as any other, in a time that
 * passes as fast as the run keeps up. It begins at `backtest.from`.
 * @throws {ExchangeUnsuitableError} where the local exchange is not installed; {DataError} {ConfigError}
 */
export async function replayMarket(run: OpenRun, log: Logger): Promise<Market> {
  const { config } = run;
  if (config.mode !== "paper") throw new UsageError(`--replay trades on paper, and mode is ${config.mode}`);
  const { createLocalExchange, lockstep } = await localExchange();
  const histories = await loadHistories(run);
  const first = Math.max(...histories.map(({ columns }) => columns.openTime[0]!));
  const start = Math.max(first, config.backtest.from ?? first);
  const local = await createLocalExchange({
    markets: histories.map((history) => marketOf(run, history)),
    balances: {},
    start,
    keys: [],
    speed: "stepped",
  });
  const step = lockstep(local);
  const over = Math.max(...histories.map(lastClose)) + DAY_MS;
  const exchange = await exchangeOf(withAddress(run, { ...local.ccxtOptions(), silenceMs: DAY_MS }), {
    timers: step.timers,
    log,
  });
  return {
    exchange: Object.defineProperty(step.watched(exchange), "id", { value: "replay" }),
    timers: step.timers,
    clock: { refreshMs: HOUR_MS, samples: 1 },
    stallMs: 7 * DAY_MS,
    openJournal: async (folder) => step.watched(await openJournal(folder)),
    drive: (done) => step.run(Number.POSITIVE_INFINITY, () => done() || local.now > over),
    close: () => local.close(),
  };
}

async function localExchange() {
  try {
    return await import("@bellwether/ccxt/testing");
  } catch (cause) {
    throw new ExchangeUnsuitableError("--replay needs @bellwether/ccxt: npm install @bellwether/ccxt", { cause });
  }
}

/** The run, with the exchange at an address of this machine. */
function withAddress(run: OpenRun, options: object): OpenRun {
  const { config } = run;
  const exchange = { ...config.exchange, id: SPOKEN, via: "ccxt", options: options as Record<string, unknown> };
  return { ...run, config: { ...config, exchange } };
}

function marketOf({ config }: OpenRun, { symbol, timeframe, columns }: History) {
  const rules = instrument(symbol, symbolRulesOf(config, symbol));
  const { base, quote, tick, step, minQuantity, minNotional, maker, taker } = rules;
  const types = ["market", "limit", "stop", "stop-limit"] as const;
  return { symbol, base, quote, tick, step, minQuantity, minNotional, maker, taker, types, timeframe, columns };
}

function lastClose({ timeframe, columns }: History): number {
  return closeTimeOf(timeframe, columns.openTime.at(-1)!);
}

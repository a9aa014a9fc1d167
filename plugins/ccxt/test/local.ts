import { silentLogger } from "@bellwether/core";
import type { Exchange } from "@bellwether/live";
import { ccxtExchange } from "../src/ccxt-exchange.js";
import { CcxtOptions } from "../src/options.js";
import type { LocalExchange } from "../src/testing/index.js";
import { KEY } from "./local-markets.js";
import { realTimers } from "./real-timers.js";

/** An exchange of ccxt that reaches a local one, opened. */
export async function reach(
  local: LocalExchange,
  { symbols, key = KEY, ...options }: { symbols: readonly string[]; key?: typeof KEY } & Partial<CcxtOptions>,
): Promise<Exchange> {
  const exchange = (await ccxtExchange({
    id: "binance",
    symbols,
    mode: "live",
    credentials: key,
    options: CcxtOptions.parse({ ...local.ccxtOptions(), ...options }),
    timers: realTimers,
    log: silentLogger,
  })) as Exchange;
  await exchange.open();
  return exchange;
}

/** Waits until it is so. */
export async function until(isSo: () => boolean, withinMs = 8_000): Promise<void> {
  const end = performance.now() + withinMs;
  while (!isSo()) {
    if (performance.now() > end) throw new Error("it has not come about");
    await realTimers.sleep(5);
  }
}

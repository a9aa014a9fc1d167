import { CcxtOptions, ccxtExchange } from "@bellwether/ccxt";
import { silentLogger } from "@bellwether/core";
import { systemTimers } from "@bellwether/live/node";

/** Market data of Binance, for paper: no account, no keys. A run that is started again goes on with what the journal holds. */
export async function binance(symbols: readonly string[]) {
  const timers = systemTimers();
  const options = CcxtOptions.parse({});
  const exchange = await ccxtExchange({ id: "binance", symbols, mode: "paper", options, timers, log: silentLogger });
  return { symbols, exchange, timers, journal: "journals/paper-trading" };
}

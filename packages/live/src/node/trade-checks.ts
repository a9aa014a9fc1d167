import { type InstrumentRules, instrument, type Logger, type Timeframe, timeframeMs } from "@bellwether/core";
import { ExchangeUnsuitableError } from "../exchange/errors.js";
import type { MarketData } from "../exchange/market-data.js";
import type { Exchange } from "../exchange/trading.js";
import type { Journal } from "../journal/journal.js";
import { proveLookUp } from "../orders/self-test.js";
import type { ExchangeClock } from "../time/exchange-clock.js";
import type { Timers } from "../time/timers.js";
import type { TradeOptions } from "./trade-options.js";

export function assertTimeframe(exchange: MarketData, timeframe: Timeframe): void {
  const served = exchange.timeframes();
  if (!served.includes(timeframe))
    throw new ExchangeUnsuitableError(`${exchange.id} has no ${timeframe} bars; it has ${served.join(", ")}`);
}

export function assertClock(clock: ExchangeClock, limitMs: number): void {
  const { offsetMs } = clock.health;
  if (Math.abs(offsetMs) <= limitMs) return;
  throw new ExchangeUnsuitableError(
    `the exchange's clock is ${Math.round(Math.abs(offsetMs))} ms ${offsetMs > 0 ? "ahead of" : "behind"} this machine's; set this machine's clock (NTP) first`,
  );
}

/** The exchange's rules of every symbol, with those of the run in their place. */
export async function rulesOf({
  exchange,
  symbols,
  mode = "paper",
  instruments = {},
}: TradeOptions): Promise<InstrumentRules[]> {
  const markets = await exchange.markets(symbols);
  return symbols.map((symbol) => {
    const market = markets.find((one) => one.symbol === symbol);
    if (market === undefined) throw new ExchangeUnsuitableError(`${exchange.id} has no ${symbol}`);
    if (!market.active) throw new ExchangeUnsuitableError(`${symbol} is not traded on ${exchange.id} now`);
    // buys on spot exchanges pay their fee in what they buy, unless an asset of its own pays for all
    const fees = mode === "paper" ? {} : { feeIn: "base" as const };
    return { ...fees, ...market.rules, ...instruments[symbol] };
  });
}

/** Whether a journal holds a run already. */
export async function holdsRun(journal: Journal): Promise<boolean> {
  for await (const entries of journal.entries()) if (entries.some(({ type }) => type === "start")) return true;
  return false;
}

/** The account behind the keys, proven to be usable. @param goesOn - with a run whose money may be in positions now. */
export async function accountOf(options: TradeOptions, goesOn: boolean): Promise<Exchange> {
  const { exchange, mode, startingBalance = 10_000, account = "main" } = options;
  if (!("submit" in exchange))
    throw new ExchangeUnsuitableError(`mode ${mode} needs keys for ${exchange.id}; on paper it goes without`);
  const quote = options.quote ?? instrument(options.symbols[0]!).quote;
  const balance = (await exchange.balances()).get(quote);
  if (goesOn) return exchange;
  const total = (balance?.free ?? 0) + (balance?.locked ?? 0);
  if (!(startingBalance <= total))
    throw new ExchangeUnsuitableError(
      `account "${account}" has ${total} ${quote} at ${exchange.id}, and the run is to begin with ${startingBalance}; lower account.startingBalance, or add ${quote}`,
    );
  return exchange;
}

/** Real money: an order far from the market is placed, looked up and cancelled first. */
export async function proveOrders(
  { symbols, timeframe, account = "main" }: TradeOptions,
  exchange: Exchange,
  rules: InstrumentRules,
  timers: Timers,
  log: Logger,
): Promise<void> {
  const symbol = symbols[0]!;
  const now = await exchange.time();
  const rows = await exchange.bars({ symbol, timeframe }, now - 3 * timeframeMs(timeframe), 3);
  const price = rows.at(-1)?.[4];
  if (!(price !== undefined && price > 0))
    throw new ExchangeUnsuitableError(`${exchange.id} tells no price of ${symbol}, so that orders cannot be tested`);
  await proveLookUp({ exchange, instrument: instrument(symbol, rules), price, account, timers, log });
}

import { type ExchangeMarket, ExchangeRefusalError, ExchangeUnclearError, type Timers } from "@bellwether/live";
import type { Call } from "./call.js";
import { asObject, isAbsent, unreadable } from "./check.js";
import { checkMarket, checkMarketList } from "./check-markets.js";
import type { CcxtInstance } from "./narrow.js";

/** The markets of an exchange, replaced only by a list that has been checked. */
export interface Markets {
  /** Loads them unless they are there. */
  ensure(): Promise<void>;
  /** Loads them anew; one load serves all who ask meanwhile. */
  reload(): Promise<void>;
  /** @throws {ExchangeRefusalError} `bad-symbol` for one that it lacks */
  of(symbol: string): ExchangeMarket;
  /** ccxt's own form of some markets, for another instance. */
  raw(symbols: readonly string[]): readonly unknown[];
}

const PAUSE_MS = 500;

/** @param patienceMs - how long a load is tried again, after its first failure */
export function marketsOf(instance: CcxtInstance, call: Call, timers: Timers, patienceMs: number): Markets {
  let isLoaded = false;
  /** What is in use, to be put back should ccxt choke on a new list. */
  let current: readonly [markets: readonly unknown[], currencies: unknown] | undefined;
  let loading: Promise<void> | undefined;

  // not loadMarkets: it keeps a failure for ever, makes every call wait for a reload that hangs, and swaps in whatever came
  const load = async () => {
    const currencies =
      instance.has.fetchCurrencies === true
        ? await call("currencies", () => instance.fetchCurrencies(), checkCurrencies)
        : undefined;
    if (currencies !== undefined) instance.options.cachedCurrencies = currencies;
    await call(
      "markets",
      () => instance.fetchMarkets(),
      (answer) => swap(checkMarketList(answer), currencies),
    ).finally(() => {
      delete instance.options.cachedCurrencies;
    });
    isLoaded = true;
  };

  const swap = (markets: readonly unknown[], currencies: unknown) => {
    try {
      instance.setMarkets(markets, currencies);
    } catch {
      if (current !== undefined) instance.setMarkets(...current);
      unreadable("the markets hold one that ccxt cannot take in", markets.length);
    }
    current = [markets, currencies];
  };

  const persist = async () => {
    const until = timers.monotonic() + patienceMs;
    for (let tries = 1; ; tries++) {
      try {
        return await load();
      } catch (error) {
        const pause = PAUSE_MS * tries;
        if (!(error instanceof ExchangeUnclearError && timers.monotonic() + pause <= until)) throw error;
        await timers.sleep(pause);
      }
    }
  };

  const reload = () => {
    loading ??= persist().finally(() => {
      loading = undefined;
    });
    return loading;
  };

  const find = (symbol: string): unknown => {
    const market = Object.hasOwn(instance.markets ?? {}, symbol) ? instance.markets?.[symbol] : undefined;
    if (market === undefined || (market as { spot?: unknown }).spot !== true)
      throw new ExchangeRefusalError("bad-symbol", `${instance.id} has no spot market ${symbol}`);
    return market;
  };

  return {
    ensure: () => (isLoaded ? Promise.resolve() : reload()),
    reload,
    of: (symbol) => checkMarket(find(symbol), symbol, instance.precisionMode),
    raw: (symbols) => symbols.map(find),
  };
}

function checkCurrencies(answer: unknown): unknown {
  return isAbsent(answer) ? undefined : asObject(answer, "the currencies");
}

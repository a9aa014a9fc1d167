import type { Exchange, ExchangeContext, MarketData, Watch } from "@bellwether/live";
import { adapterOf } from "./adapters.js";
import { caller } from "./call.js";
import type { Outdated } from "./guard-fetch.js";
import { type InstanceSetup, makeInstance } from "./make-instance.js";
import { questions } from "./market-data.js";
import { marketsOf } from "./markets.js";
import type { CcxtClass, CcxtInstance } from "./narrow.js";
import { loadExchange } from "./node/load-exchange.js";
import { filterRejections } from "./node/rejection-filter.js";
import type { CcxtOptions } from "./options.js";
import { rateGate } from "./rate-gate.js";
import { errorText, redactor } from "./redact.js";
import { closeInstance, type SessionContext } from "./session.js";
import { accountOf } from "./trading.js";
import { watchAccount } from "./watch-account.js";
import { watchBars, watchesBars } from "./watch-bars.js";

/**
 * One exchange, through ccxt. Nothing is sent before `open`.
 * @param load - where its class comes from; ccxt's own, loaded now, unless given
 * @returns market data, and trading where there are credentials
 * @throws {ExchangeUnsuitableError} where ccxt, the exchange or its testnet is missing
 */
export async function ccxtExchange(
  context: ExchangeContext<CcxtOptions>,
  load: (id: string) => Promise<CcxtClass> = loadExchange,
): Promise<MarketData | Exchange> {
  const { id, mode, options, timers, log } = context;
  const credentials = mode === "paper" ? undefined : context.credentials;
  const redact = redactor([context.credentials?.apiKey, context.credentials?.secret, context.credentials?.password]);
  const outdated: Outdated = new Set();
  const setup: InstanceSetup = {
    id,
    Class: await load(id),
    testnet: mode === "testnet",
    credentials,
    options,
    redact,
    log,
    outdated,
  };
  const instance = await makeInstance(setup);
  const adapter = adapterOf(id);
  const gate = rateGate(timers);
  let isClosed = false;
  const call = caller({
    id,
    instance,
    gate,
    timers,
    redact,
    deadlineMs: options.deadlineMs,
    closed: () => isClosed,
  });
  const markets = marketsOf(instance, call, timers, options.deadlineMs / 2);
  const watches = new Set<Watch>();
  let stopHearing: (() => void) | undefined;

  /** Streams have instances of their own: they can be dropped whole. */
  const sessionOf = (symbols: readonly string[]): Omit<SessionContext, "connected" | "lost"> => ({
    timers,
    gate,
    reason: (error) => errorText(error, redact),
    async open() {
      await markets.ensure();
      const own: CcxtInstance = await makeInstance(setup);
      own.setMarkets(markets.raw([...new Set(symbols)]), instance.currencies);
      return own;
    },
  });
  const kept = (watch: Watch): Watch => {
    const own: Watch = {
      async close() {
        watches.delete(own);
        await watch.close();
      },
    };
    watches.add(own);
    return own;
  };

  const data: MarketData = {
    id,
    ...questions(instance, call, markets, adapter, context.symbols),
    async open() {
      stopHearing ??= filterRejections(log, redact);
      await markets.ensure();
    },
    async close() {
      if (isClosed) return;
      isClosed = true;
      await Promise.all([...watches].map((it) => it.close()));
      await closeInstance(instance, timers);
      stopHearing?.();
    },
    ...(watchesBars(instance)
      ? {
          watch: (streams, listener) =>
            kept(
              watchBars(instance, streams, listener, options.silenceMs, sessionOf(streams.map(({ symbol }) => symbol))),
            ),
        }
      : {}),
  };
  if (credentials === undefined) return data;
  const exchange: Exchange = {
    ...data,
    ...accountOf({ instance, adapter, call, markets, timers, outdated }),
    watchAccount: (symbols, listener) =>
      kept(watchAccount(instance, symbols, adapter.form.fromWire, listener, sessionOf(symbols))),
  };
  return exchange;
}

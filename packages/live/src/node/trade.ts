import {
  type Broker,
  type HoldingSpec,
  type InstrumentRules,
  instantiate,
  instrument,
  type Logger,
  type RiskEngine,
  type Strategy,
  type StrategyDefinition,
  silentLogger,
  type Timeframe,
  timeframeMs,
} from "@bellwether/core";
import { BarCollector } from "../bars/collector.js";
import { collectorSettings } from "../bars/collector-settings.js";
import { LiveConfig } from "../config.js";
import { ExchangeUnsuitableError } from "../exchange/errors.js";
import type { MarketData } from "../exchange/market-data.js";
import type { Exchange } from "../exchange/trading.js";
import type { LaneSpec, Note } from "../journal/entry.js";
import type { Journal } from "../journal/journal.js";
import type { Notice } from "../ops/notice.js";
import type { Status } from "../ops/status.js";
import { ExchangeBroker } from "../orders/exchange-broker.js";
import { proveLookUp } from "../orders/self-test.js";
import type { BarSource } from "../runtime/bar-source.js";
import { RunMismatchError } from "../runtime/errors.js";
import { type LiveRun, startLive } from "../runtime/live-run.js";
import type { LiveLane, LiveOptions } from "../runtime/options.js";
import { ExchangeClock, type ExchangeClockSettings } from "../time/exchange-clock.js";
import type { Timers } from "../time/timers.js";
import { startGauges } from "./gauges.js";
import { openJournal } from "./journal/open-journal.js";
import { StatusWatch, statusOf } from "./status-of.js";
import { systemTimers } from "./timers.js";

/** One strategy of a run. */
export interface TradedStrategy {
  readonly definition: StrategyDefinition;
  readonly params?: unknown;
  /** Parameters as a journal may show them; the parsed ones unless given. */
  readonly shownParams?: unknown;
  /** Name in the run: the definition's id unless given. */
  readonly name?: string;
  /** Symbols it trades; all of the run unless given. */
  readonly symbols?: readonly string[];
}

export interface TradeOptions {
  /** Default `paper`. The others need an {@link Exchange} with an account behind it. */
  readonly mode?: "paper" | "testnet" | "live";
  readonly exchange: MarketData | Exchange;
  /** Name of the account, part of the ids of its orders. Default `main`. */
  readonly account?: string;
  readonly symbols: readonly string[];
  readonly timeframe: Timeframe;
  /** One strategy, or several that share the account. */
  readonly strategy: StrategyDefinition | TradedStrategy | readonly TradedStrategy[];
  /** Makes the risk engine from the run's settings: `() => createRiskEngine({ riskPerTrade: 0.01 })`. */
  readonly risk: (settings: unknown) => RiskEngine;
  /** Makes what fills orders on paper: `() => new SimulatedBroker()` of `@bellwether/backtest`. */
  readonly paperBroker: () => Broker;
  /** Folder of the journal, or one that is open already; a run that it holds goes on. */
  readonly journal: string | Journal;
  /** Cash at the start, in quote currency. Default 10,000. */
  readonly startingBalance?: number;
  readonly quote?: string;
  readonly holdings?: readonly HoldingSpec[];
  /** Trading rules that take the place of the exchange's, by symbol. */
  readonly instruments?: Readonly<Record<string, InstrumentRules>>;
  /** As the `live` section of a run file. */
  readonly live?: Partial<LiveConfig>;
  /** The settings, secrets masked: kept in the journal, handed to `risk`. */
  readonly settings?: unknown;
  /** Hashes of plugin code, by plugin. */
  readonly code?: Readonly<Record<string, string>>;
  /** The definition of a strategy that an earlier part of the journal names. */
  readonly definitionOf?: (type: string) => StrategyDefinition | undefined;
  readonly log?: Logger;
  readonly timers?: Timers;
  /** Shown as the journal's place, where it is open already. */
  readonly journalFolder?: string;
  /** How the exchange's clock is followed. */
  readonly clock?: Partial<ExchangeClockSettings>;
  /** Told of everything that a person may want to know. */
  readonly onNotice?: (notice: Notice) => void;
}

/** A run that trades. */
export interface TradingRun extends LiveRun {
  status(): Status;
  /** Lanes of strategies, for {@link LiveRun.swap}. @throws {BadParamsError} */
  lanesOf(strategy: TradeOptions["strategy"]): LiveLane[];
}

/**
 * Trades on closed bars of an exchange until it is stopped, or goes on with what the journal holds. On paper, fills are
 * those of a backtest on the same bars.
 * @throws {ExchangeUnsuitableError} for an exchange that cannot do what the run needs, a clock that is off, or an account
 * without the money.
 * @throws {JournalLockedError} {JournalDamagedError} {RunMismatchError} {ExchangeUnclearError} {BadParamsError}
 */
export async function trade(options: TradeOptions): Promise<TradingRun> {
  const { exchange, log = silentLogger, timers = systemTimers(), mode = "paper" } = options;
  const { journal: place } = options;
  let live: LiveConfig;
  let lanes: LiveLane[];
  try {
    live = LiveConfig.parse(options.live ?? {});
    lanes = lanesOf(options, options.strategy);
  } catch (error) {
    if (typeof place !== "string") await place.close().catch(() => {}); // the first error is the one to tell
    throw error;
  }
  const journal = typeof place === "string" ? await openJournal(place) : place;
  const watch = new StatusWatch(timers);
  let run: LiveRun | undefined;
  let told: Note[] = [];
  const note = (it: Note) => {
    if (run === undefined) told.push(it);
    else run.note(it);
  };
  const clock = new ExchangeClock({ timers, data: exchange, note, log, settings: options.clock ?? {} });
  let collector: BarCollector | undefined;
  let ending: Promise<void> | undefined;
  const release = async () => {
    watch.gauges?.close();
    try {
      await collector?.stop();
      await clock.stop();
      await exchange.close();
    } finally {
      await journal.close(); // the next run needs it, whatever an exchange says to a farewell
    }
  };
  const end = () => {
    ending ??= release();
    return ending;
  };
  try {
    await exchange.open();
    assertTimeframe(exchange, options.timeframe);
    await clock.start();
    assertClock(clock, live.maxClockOffsetMs);
    const instruments = await rulesOf(options);
    const account = mode === "paper" ? null : await accountOf(options, await holdsRun(journal));
    const streams = options.symbols.map((symbol) => ({ symbol, timeframe: options.timeframe }));
    const quote = options.quote ?? instrument(options.symbols[0]!).quote;
    let broker: ExchangeBroker | undefined;
    collector = new BarCollector({
      streams,
      data: exchange,
      timers,
      clock,
      note,
      log,
      price: (stream, price, at) => broker?.onPrice(stream, price, at),
      settings: collectorSettings(streams, {
        graceMs: live.graceMs,
        gaps: live.gaps,
        emptyBars: live.emptyBars,
        outageGraceMs: live.outageMs,
        ...(live.laggardMs === undefined ? {} : { laggardMs: live.laggardMs }),
        ...(live.stallMs === undefined ? {} : { stallMs: live.stallMs }),
      }),
    });
    const settings: LiveOptions = {
      mode,
      exchange: exchange.id,
      streams,
      instruments,
      lanes,
      account: {
        quote,
        startingBalance: options.startingBalance ?? 10_000,
        ...(options.holdings === undefined ? {} : { holdings: options.holdings }),
      },
      source: heldWhileOff(collector, clock),
      journal,
      timers,
      now: () => clock.now(),
      log,
      history: live.history,
      settings: options.settings ?? {},
      ...(options.code === undefined ? {} : { code: options.code }),
      process: { node: process.version, platform: process.platform },
      makeRisk: options.risk,
      makeBroker: (inbox) => {
        if (account === null) return options.paperBroker();
        broker = new ExchangeBroker({
          exchange: account,
          account: options.account ?? "main",
          timers,
          inbox,
          log,
          note,
          now: () => clock.now(),
          settings: { stops: live.stops, strays: live.strays },
          priceOf: (asset) => lastPrice(run, `${asset}/${quote}`),
        });
        return broker;
      },
      makeStrategy: (spec) => madeBefore(options, spec),
      handOff: live.handOff,
      onNotice: (notice) => {
        watch.tell(notice);
        options.onNotice?.(notice);
      },
    };
    if (mode === "live" && account !== null) await proveOrders(options, account, instruments[0]!, timers, log);
    run = await startLive(settings);
    for (const it of told) run.note(it);
    told = [];
    const { torn } = journal;
    if (torn !== null)
      run.note({
        kind: "torn",
        message: `the last record of the journal was cut off in a crash and has been dropped (${torn.bytes} bytes at ${torn.segment}, byte ${torn.offset})`,
      });
    watch.follow(run);
    if (options.timers === undefined)
      watch.gauges = startGauges(timers, { onLate: (lagMs) => tellLag(lagMs, settings, clock.now()) });
    void run.done
      .catch(() => {})
      .then(end)
      .catch((error: unknown) => log.error("the end of the run was not in order", { error }));
    const journalBytes = () => journal.bytes ?? 0;
    const parts = {
      collector,
      journalBytes,
      clock,
      journalFolder: options.journalFolder ?? (typeof options.journal === "string" ? options.journal : ""),
      watch,
      mode,
      exchange: exchange.id,
      quote,
    };
    return tradingRun(run, {
      status: () => statusOf(run as LiveRun, { ...parts, account: options.account }),
      lanesOf: (strategy) => lanesOf(options, strategy),
      end,
    });
  } catch (error) {
    await end().catch(() => {}); // the first error is the one to tell
    throw error;
  }
}

/** Longer than this, and stops would have been late. */
const LONG_LAG_MS = 1_000;

function tellLag(lagMs: number, { onNotice }: Pick<LiveOptions, "onNotice">, at: number): void {
  if (!(lagMs > LONG_LAG_MS)) return;
  onNotice?.({ level: "warn", kind: "lag", message: `the process was held up for ${Math.round(lagMs)} ms`, at });
}

/** Opens nothing while this machine's clock is so far off that nobody knows what is old. */
function heldWhileOff(collector: BarCollector, clock: ExchangeClock): BarSource {
  return {
    history: (rows) => collector.history(rows),
    start: (next, after, recent) => collector.start(next, after, recent),
    stop: () => collector.stop(),
    async next() {
      const delivery = await collector.next();
      if (delivery === null || clock.health.drift !== "excessive") return delivery;
      const held = delivery.bars.map(({ stream }) => ({ stream, reason: "the clock of this machine is off" }));
      return { ...delivery, held };
    },
  };
}

/** The last close of a symbol of the run. */
function lastPrice(run: LiveRun | undefined, symbol: string): number | undefined {
  const store = run?.loop.stores.find((one) => one.symbol === symbol);
  return store === undefined || store.visible === 0 ? undefined : store.newest.close;
}

/** Real money: an order far from the market is placed, looked up and cancelled first. */
async function proveOrders(
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

function tradingRun(
  run: LiveRun,
  { end, ...more }: Pick<TradingRun, "status" | "lanesOf"> & { readonly end: () => Promise<void> },
): TradingRun {
  return {
    ...more,
    loop: run.loop,
    bus: run.bus,
    done: run.done,
    ready: run.ready,
    lags: run.lags,
    lanes: run.lanes,
    get replayed() {
      return run.replayed;
    },
    get paused() {
      return run.paused;
    },
    get entries() {
      return run.entries;
    },
    disabled: (lane) => run.disabled(lane),
    pause: (by) => run.pause(by),
    resume: (by) => run.resume(by),
    flatten: (by) => run.flatten(by),
    swap: (plan) => run.swap(plan),
    note: (note) => run.note(note),
    async stop(reason) {
      await run.stop(reason);
      await end();
    },
  };
}

function assertTimeframe(exchange: MarketData, timeframe: Timeframe): void {
  const served = exchange.timeframes();
  if (!served.includes(timeframe))
    throw new ExchangeUnsuitableError(`${exchange.id} has no ${timeframe} bars; it has ${served.join(", ")}`);
}

function assertClock(clock: ExchangeClock, limitMs: number): void {
  const { offsetMs } = clock.health;
  if (Math.abs(offsetMs) <= limitMs) return;
  throw new ExchangeUnsuitableError(
    `the exchange's clock is ${Math.round(Math.abs(offsetMs))} ms ${offsetMs > 0 ? "ahead of" : "behind"} this machine's; set this machine's clock (NTP) first`,
  );
}

/** The exchange's rules of every symbol, with those of the run in their place. */
async function rulesOf({
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
async function holdsRun(journal: Journal): Promise<boolean> {
  for await (const entries of journal.entries()) if (entries.some(({ type }) => type === "start")) return true;
  return false;
}

/** The account behind the keys, proven to be usable. @param goesOn - with a run whose money may be in positions now. */
async function accountOf(options: TradeOptions, goesOn: boolean): Promise<Exchange> {
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

function lanesOf({ symbols }: TradeOptions, strategy: TradeOptions["strategy"]): LiveLane[] {
  const traded: readonly TradedStrategy[] = Array.isArray(strategy)
    ? strategy
    : "definition" in strategy
      ? [strategy as TradedStrategy]
      : [{ definition: strategy as StrategyDefinition }];
  return traded.flatMap(({ definition, params, shownParams, name = definition.id, symbols: own = symbols }) =>
    own.map((symbol) => {
      const stream = symbols.indexOf(symbol);
      if (stream < 0)
        throw new RunMismatchError(`strategy "${name}" trades ${symbol}, but the run has ${symbols.join(", ")}`);
      const made = instantiate(definition, params);
      const { artifacts = {} } = made.strategy;
      return {
        name,
        type: definition.id,
        params: shownParams ?? made.params,
        stream,
        artifacts,
        strategy: made.strategy,
      };
    }),
  );
}

/** A strategy as an earlier part of the journal names it, where that can still be made. */
function madeBefore({ definitionOf }: TradeOptions, { type, params }: LaneSpec): Strategy | null {
  const definition = definitionOf?.(type);
  if (definition === undefined) return null;
  try {
    return instantiate(definition, params).strategy;
  } catch {
    return null; // masked parameters, a model that is gone: its signals are in the journal
  }
}

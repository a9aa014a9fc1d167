import { instrument, silentLogger } from "@bellwether/core";
import { BarCollector } from "../bars/collector.js";
import { collectorSettings } from "../bars/collector-settings.js";
import { LiveConfig } from "../config.js";
import type { Note } from "../journal/entry.js";
import { ExchangeBroker } from "../orders/exchange-broker.js";
import type { BarSource } from "../runtime/bar-source.js";
import type { LiveRun } from "../runtime/live-run.js";
import type { LiveLane, LiveOptions } from "../runtime/options.js";
import { startLive } from "../runtime/start-live.js";
import { ExchangeClock } from "../time/exchange-clock.js";
import { startGauges } from "./gauges.js";
import { openJournal } from "./journal/open-journal.js";
import { StatusWatch, statusOf } from "./status-of.js";
import { systemTimers } from "./timers.js";
import { accountOf, assertClock, assertTimeframe, holdsRun, proveOrders, rulesOf } from "./trade-checks.js";
import type { TradeOptions, TradingRun } from "./trade-options.js";
import { lanesOf, madeBefore } from "./traded-lanes.js";

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

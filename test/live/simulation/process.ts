import { SimulatedBroker } from "@bellwether/backtest";
import { type Broker, silentLogger } from "@bellwether/core";
import {
  type BarSource,
  type Delivery,
  type Exchange,
  type Journal,
  type LiveBroker,
  type LiveLane,
  type LiveOptions,
  type LiveRun,
  type Note,
  startLive,
} from "@bellwether/live";
import {
  BarCollector,
  calm,
  collectorSettings,
  ExchangeBroker,
  ExchangeClock,
  openJournalOn,
  SimulatedExchange,
  type SimulatedStorage,
} from "@bellwether/live/testing";
import { createRiskEngine, type RiskOptions } from "@bellwether/risk";
import { strategyOf } from "./catalogue.js";
import { type Life, outside, timersOf } from "./life.js";
import { packing, sha256, slowDisk } from "./slow-disk.js";
import { Watch } from "./watch.js";
import { ACCOUNT, BALANCE, type World } from "./world.js";

/** One process of a run, from its start to its end. */
export interface Process {
  readonly life: Life;
  readonly exchange: SimulatedExchange;
  readonly watch: Watch;
  run: LiveRun | null;
  /** Whether the faults were over when it was started. */
  readonly calm: boolean;
  /** Settles when it is through with itself, in whatever way. */
  over: Promise<void>;
}

export interface ProcessHooks {
  readonly storageCalled: (call: number) => void;
  readonly submitted: (call: number) => void;
}

/** Starts a process on what the disk holds: all that a command of production would put together, on virtual time. */
export function startProcess(world: World, lanes: readonly LiveLane[], hooks: ProcessHooks): Process {
  const { scenario, venue, seed } = world;
  const life: Life = { alive: true };
  const exchange = new SimulatedExchange({
    venue,
    timers: world.timers,
    faults: world.calm ? calm : scenario.faults,
    seed: seed + 7 * world.counts.starts++,
    barsPerRequest: 100,
    fillsPerRequest: 20,
  });
  const watch = new Watch(world, life);
  const process: Process = { life, exchange, watch, run: null, calm: world.calm, over: Promise.resolve() };
  process.over = Promise.resolve().then(() => live(world, process, lanes, hooks));
  return process;
}

async function live(world: World, process: Process, lanes: readonly LiveLane[], hooks: ProcessHooks): Promise<void> {
  const { scenario, bug } = world;
  const { life, exchange: raw, watch } = process;
  const timers = timersOf(world.timers, life);
  const disk = diskOf(world, process, hooks);
  const reached = watchedExchange(outside(raw, life), watch, hooks);
  const exchange = bug.exchange?.(reached) ?? reached;
  const log = silentLogger;
  const note = (it: Note) => process.run?.note(it);
  const clock = new ExchangeClock({ timers, data: exchange, note, log });
  let journal: Journal | undefined;
  let collector: BarCollector | undefined;
  try {
    const opened = await openJournalOn(
      { storage: disk, packing, hash: sha256 },
      { segmentBytes: scenario.segmentBytes },
    );
    journal = watch.journal(bug.journal?.(opened) ?? opened);
    await watch.reopened(opened);
    await exchange.open();
    await clock.start();
    const instruments = (await exchange.markets(scenario.symbols)).map(({ rules }) => rules);
    const streams = scenario.symbols.map((symbol) => ({ symbol, timeframe: "1m" as const }));
    let broker: Broker | LiveBroker | undefined;
    collector = new BarCollector({
      streams,
      data: exchange,
      timers,
      clock,
      note,
      log,
      price: (stream, price, at) => {
        if (broker instanceof ExchangeBroker) broker.onPrice(stream, price, at);
      },
      settings: collectorSettings(streams, { spike: { share: scenario.spike, window: 20 } }),
    });
    const collected = watchedSource(collector, watch);
    const settings = { risk: scenario.risk };
    const options: LiveOptions = {
      mode: scenario.mode === "paper" ? "paper" : "testnet",
      exchange: exchange.id,
      streams,
      instruments,
      lanes,
      account: { quote: "USDT", startingBalance: BALANCE },
      source: bug.source?.(collected) ?? collected,
      journal,
      timers,
      now: () => clock.now(),
      log,
      history: 300,
      settings,
      makeRisk: (given) => createRiskEngine((given as { risk: RiskOptions }).risk),
      makeBroker: (inbox) => {
        if (scenario.mode === "paper") return new SimulatedBroker();
        return new ExchangeBroker({
          exchange,
          account: ACCOUNT,
          timers,
          inbox: bug.inbox?.(inbox) ?? inbox,
          log,
          note,
          now: () => clock.now(),
          settings: { stops: scenario.stops, reconcileMs: 60_000 },
        });
      },
      makeStrategy: strategyOf,
    };
    const { makeBroker } = options;
    process.run = await startLive({
      ...options,
      makeBroker: (inbox) => {
        broker = makeBroker(inbox);
        watch.broker = broker;
        return broker;
      },
    });
    watch.follow(process.run, options);
    await process.run.done;
  } finally {
    if (life.alive) {
      await collector?.stop();
      await clock.stop();
      await exchange.close();
      await journal?.close();
    }
  }
}

function diskOf(world: World, { life, watch }: Process, hooks: ProcessHooks) {
  const storage: SimulatedStorage = world.storage;
  const rng = world.rng.fork(`disk ${world.counts.starts}`);
  const slow = slowDisk(storage, world.timers, life, rng, () => (world.calm ? 0 : world.scenario.diskMs), {
    called: hooks.storageCalled,
    appended: (name, bytes) => watch.appended(name, bytes),
    synced: (name) => watch.synced(name),
  });
  return world.bug.storage?.(slow) ?? slow;
}

function watchedExchange(exchange: Exchange, watch: Watch, hooks: ProcessHooks): Exchange {
  let submits = 0;
  return new Proxy(exchange, {
    get(it, key) {
      const value: unknown = Reflect.get(it, key, it);
      if (key !== "submit") return value;
      return (order: Parameters<Exchange["submit"]>[0]) => {
        watch.sending(order);
        const sent = it.submit(order);
        hooks.submitted(++submits);
        return sent;
      };
    },
  });
}

function watchedSource(source: BarSource, watch: Watch): BarSource {
  return {
    history: (rows) => source.history(rows),
    start: (next, after, recent) => source.start(next, after, recent),
    next: async (): Promise<Delivery | null> => {
      const delivery = await source.next();
      if (delivery !== null) watch.collected(delivery);
      return delivery;
    },
    stop: () => source.stop(),
  };
}

import {
  type BarStore,
  type Batch,
  type Broker,
  EventBus,
  type HoldingSpec,
  instrument,
  Loop,
  type MarketFeed,
  type RiskEngine,
  type Strategy,
  type Stream,
} from "@bellwether/core";
import type { BarRow } from "../exchange/market-data.js";
import type {
  BarsEntry,
  ControlEntry,
  Entry,
  LaneSpec,
  NoteEntry,
  Output,
  ReportsEntry,
  StartEntry,
  SwapEntry,
} from "../journal/entry.js";
import { EntryReader } from "./entry-reader.js";
import { RunMismatchError } from "./errors.js";
import { GuardedRisk } from "./guarded-risk.js";
import { Recorder } from "./recorder.js";
import { barOf } from "./rows.js";
import { Steering } from "./steering.js";
import { Voice } from "./voice.js";

/** A step that led to something. */
export type LedStep = BarsEntry | ReportsEntry | ControlEntry | SwapEntry;

export interface ReplayOptions {
  readonly entries: AsyncIterable<readonly Entry[]>;
  readonly makeRisk: (settings: unknown) => RiskEngine;
  /** The simulated broker that the settings describe. */
  readonly makeBroker: (settings: unknown) => Broker;
  /** @throws if the strategy cannot be made: a replay asks it. */
  readonly makeStrategy: (spec: LaneSpec) => Strategy;
  readonly holdings?: readonly HoldingSpec[];
  readonly onStart?: (entry: StartEntry) => void;
  /** @param replayed - what the step has led to here. */
  readonly onStep: (entry: LedStep, replayed: { readonly out: readonly Output[]; readonly equity: number }) => void;
  readonly onNote?: (entry: NoteEntry) => void;
}

/**
 * Plays a journal through the loop, the simulated broker and strategies of today: bars as they were received, people's
 * commands where they were given, and nothing else taken from it. What the exchange reported is left out.
 * @throws {RunMismatchError} for a journal without a run; {JournalDamagedError}
 */
export async function replayJournal(options: ReplayOptions): Promise<Loop> {
  const reader = new EntryReader(options.entries);
  let first: StartEntry | undefined;
  while (first === undefined) {
    const entry = reader.next();
    if (entry?.type === "start") first = entry;
    else if (entry === undefined && !(await reader.more())) throw new RunMismatchError("the journal holds no run");
  }
  options.onStart?.(first);
  const specs = [...first.lanes];
  const voices = specs.map((spec) => new Voice(options.makeStrategy(spec)));
  const bus = new EventBus();
  const recorder = new Recorder(bus);
  const broker = options.makeBroker(first.settings);
  const risk = new GuardedRisk(
    options.makeRisk(first.settings),
    specs.map(({ stream }) => stream),
    () => {},
  );
  const steering = new Steering(specs, voices, risk, broker, options.makeRisk);
  const onStart = (entry: StartEntry) => {
    for (const voice of voices) voice.enable(); // a new process asks every strategy again
    options.onStart?.(entry);
  };
  const feed = new ReplayFeed(first.streams, reader, recorder, risk, steering, { ...options, onStart });
  const loop = new Loop({
    feed,
    broker,
    risk,
    lanes: specs.map(({ name, stream }, lane) => ({ name, stream, strategy: voices[lane]! })),
    instruments: first.instruments.map((rules, i) => instrument(first.streams[i]!.symbol, rules)),
    quote: first.quote,
    startingBalance: first.startingBalance,
    ...(options.holdings === undefined ? {} : { holdings: options.holdings }),
    bus,
    history: first.history,
    onFailure: (at, error) => {
      const { lane } = at;
      if (voices[lane]!.asked) at.spentStance = null; // as in the run
      voices[lane]!.failed();
      recorder.add({ kind: "failure", lane, message: error.message });
    },
  });
  steering.loop = loop;
  try {
    await loop.run();
  } finally {
    await loop.close();
  }
  return loop;
}

class ReplayFeed implements MarketFeed {
  #stores: readonly BarStore[] = [];
  #open: BarsEntry | null = null;

  constructor(
    readonly streams: readonly Stream[],
    private readonly reader: EntryReader,
    private readonly recorder: Recorder,
    private readonly risk: GuardedRisk,
    private readonly steering: Steering,
    private readonly options: ReplayOptions,
  ) {}

  async open(stores: readonly BarStore[]): Promise<void> {
    this.#stores = stores;
    for (;;) {
      const entry = this.reader.next();
      if (entry === undefined) {
        if (!(await this.reader.more())) return;
      } else if (entry.type === "history") this.#reveal(this.#stores[entry.stream]!, entry.rows);
      else if (entry.type === "bars" || entry.type === "control" || entry.type === "swap" || entry.type === "reports") {
        this.reader.unread();
        return;
      } else this.#pass(entry);
    }
  }

  #reveal(store: BarStore, rows: readonly BarRow[]): void {
    for (const row of rows) if (store.rows === 0 || row[0] > store.newest.openTime) this.#take(store, row);
  }

  #take(store: BarStore, row: BarRow): void {
    store.append(barOf(row));
    store.reveal();
  }

  #pass(entry: Entry): void {
    if (entry.type === "start") this.options.onStart?.(entry);
    else if (entry.type === "note") this.options.onNote?.(entry);
  }

  next(batch: Batch): boolean | Promise<boolean> {
    const open = this.#open;
    if (open !== null) {
      this.steering.leaveAll();
      this.#led(open, this.recorder.equity);
    }
    this.#open = null;
    return this.#step(batch) ?? this.#more(batch);
  }

  async #more(batch: Batch): Promise<boolean> {
    while (await this.reader.more()) {
      const found = this.#step(batch);
      if (found !== undefined) return found;
    }
    return false;
  }

  #step(batch: Batch): true | undefined {
    for (let entry = this.reader.next(); entry !== undefined; entry = this.reader.next()) {
      this.recorder.take();
      if (entry.type === "bars") {
        this.#deliver(entry, batch);
        return true;
      }
      if (entry.type === "control") {
        this.steering.control(entry.command);
        this.#led(entry, Number.NaN);
      } else if (entry.type === "swap") {
        this.steering.swap(entry, (_lane, to) => this.options.makeStrategy(to));
        this.#led(entry, Number.NaN);
      } else if (entry.type === "reports") this.#led(entry, Number.NaN);
      else this.#pass(entry);
    }
    return undefined;
  }

  #led(entry: LedStep, equity: number): void {
    this.options.onStep(entry, { out: this.recorder.take(), equity });
  }

  #deliver(entry: BarsEntry, batch: Batch): void {
    this.#open = entry;
    this.risk.held.clear();
    for (const { stream } of entry.held) this.risk.held.add(stream);
    batch.time = entry.time;
    batch.ageMs = entry.ageMs;
    batch.quiet = entry.quiet;
    batch.count = 0;
    for (const { stream, row } of entry.bars) {
      this.#stores[stream]!.append(barOf(row));
      batch.streams[batch.count++] = stream;
    }
  }
}

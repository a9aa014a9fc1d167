import { EventBus } from "../bus.js";
import { BarStore, linkPeers } from "../frame/bar-store.js";
import { EquityCurve } from "../ledger/equity-curve.js";
import type { Instrument } from "../market/instrument.js";
import type { InstrumentHistory } from "../market/instrument-history.js";
import { Portfolio } from "../portfolio/portfolio.js";
import { Batch, type Broker, type MarketFeed } from "../ports.js";
import type { Halt, RiskEngine } from "../risk/verdict.js";
import type { Signal } from "../signal.js";
import { Desk } from "./desk.js";
import { badSignal, type StrategyFailedError, strategyThrew } from "./errors.js";
import { Lane } from "./lane.js";
import type { LoopOptions, SignalWitness } from "./loop-options.js";
import { isActionable, mayLeave } from "./valid-signal.js";

/**
 * The bar loop behind every run. In a bar, always in this order: resting orders meet it; the portfolio books fills and
 * marks to the close; risk inspects; the strategies speak; risk answers; the order rests.
 * @see docs/one-bar.md
 */
export class Loop {
  readonly bus: EventBus;
  readonly portfolio: Portfolio;
  readonly stores: readonly BarStore[];
  readonly lanes: readonly Lane[];
  readonly equity: EquityCurve;
  /** Orders, refusals, halts: all between a stance and its fills. */
  readonly desk: Desk;
  /** Bars seen, over all streams. */
  bars = 0;
  private readonly feed: MarketFeed;
  private readonly broker: Broker;
  private readonly risk: RiskEngine;
  private readonly witness: SignalWitness | null;
  private readonly onBatch: ((batch: Batch) => boolean) | null;
  private readonly onFailure: LoopOptions["onFailure"];
  /** As of now, by stream. */
  private readonly instruments: Instrument[];
  private readonly histories: readonly (InstrumentHistory | null)[];
  /** Whether any rules are dated. */
  private readonly dated: boolean;
  /** Open time from which the rules of a stream are others. */
  private readonly nextChange: Float64Array;
  private readonly batch: Batch;
  private readonly byStream: readonly (readonly Lane[])[];

  constructor(options: LoopOptions) {
    const { feed, broker, risk, lanes, quote, startingBalance, history } = options;
    this.feed = feed;
    this.broker = broker;
    this.risk = risk;
    this.histories = options.instruments.map((rules) => ("versions" in rules ? rules : null));
    this.instruments = options.instruments.map((rules) => ("versions" in rules ? rules.versions[0]! : rules));
    this.nextChange = Float64Array.from(this.histories, (rules) => (rules === null ? Infinity : -Infinity));
    this.dated = this.histories.some((rules) => rules !== null);
    const { instruments, histories } = this;
    this.witness = options.witness ?? null;
    this.onBatch = options.onBatch ?? null;
    this.onFailure = options.onFailure;
    this.bus = options.bus ?? new EventBus();
    this.equity = new EquityCurve(feed.expectedBatches, options.retain);
    this.stores = feed.streams.map(
      ({ symbol, timeframe }) => new BarStore({ symbol, timeframe, ...(history === undefined ? {} : { history }) }),
    );
    linkPeers(this.stores);
    this.portfolio = new Portfolio({
      quote,
      startingBalance,
      streamCount: feed.streams.length,
      lanes: lanes.map(({ name, stream }) => ({
        strategy: name,
        instrument: instruments[stream]!,
        versions: histories[stream]?.versions,
        stream,
      })),
      holdings: options.holdings,
      retain: options.retain,
      overdraft: options.overdraft,
    });
    this.lanes = lanes.map(({ name, stream, strategy }, lane) => {
      return new Lane(
        lane,
        name,
        feed.streams[stream]!.symbol,
        stream,
        instruments[stream]!,
        strategy,
        this.stores[stream]!,
        this.portfolio.positions[lane]!,
      );
    });
    this.byStream = feed.streams.map((_, stream) => this.lanes.filter((lane) => lane.stream === stream));
    this.batch = new Batch(feed.streams.length);
    this.desk = new Desk(this.lanes, this.portfolio, broker, risk, this.bus);
  }

  /**
   * Runs to the end of the feed.
   * @throws {StrategyFailedError} naming strategy, symbol and bar, when a strategy throws or returns no signal.
   */
  async run(): Promise<void> {
    await this.feed.open(this.stores);
    await this.broker.open({
      listener: this.desk,
      portfolio: this.portfolio,
      streams: this.feed.streams,
      instruments: this.instruments,
      lanes: this.lanes.map(({ stream }) => stream),
    });
    // last of all: runs that share an engine and are started together must not play into each other's memory
    this.risk.open?.(
      this.lanes.map(({ lane, strategy, symbol, store }) => ({ lane, strategy, symbol, timeframe: store.timeframe })),
    );
    let waiting = this.drain(false);
    while (waiting !== null && (await waiting)) waiting = this.drain(true);
  }

  /** Lets go of broker and feed, also after a run that failed; the results stay. */
  async close(): Promise<void> {
    try {
      await this.broker.close?.();
    } finally {
      await this.feed.close?.();
    }
  }

  /**
   * Takes batches as long as nothing is asynchronous.
   * @param filled - whether the first one is there already.
   * @returns null at the end, or what to wait for; the batch is filled then if that says so.
   */
  private drain(filled: boolean): Promise<boolean> | null {
    const { feed, batch, portfolio, desk, risk } = this;
    const { active } = this.bus;
    // one function for all of a batch: V8 then inlines what it calls, down to the portfolio
    for (let more: boolean | Promise<boolean> = filled || feed.next(batch); more !== false; more = feed.next(batch)) {
      if (more !== true) return more;
      const { streams, count, time } = batch;
      desk.now = time;
      desk.ageMs = batch.ageMs;
      for (let k = 0; k < count; k++) {
        const stream = streams[k]!;
        const store = this.stores[stream]!;
        store.reveal();
        const bar = store.newest;
        if (this.dated) this.applyRules(stream, bar.openTime);
        this.broker.meet(stream, bar);
      }
      // once all have met their bars: a fill at one open must not know another symbol's close
      for (let k = 0; k < count; k++) {
        const stream = streams[k]!;
        const { newest, symbol } = this.stores[stream]!;
        portfolio.mark(stream, newest);
        if (active.bar) this.bus.emit("bar", newest, symbol);
      }
      this.bars += count;
      portfolio.settle();
      const { equity } = portfolio;
      this.equity.push(time, equity);
      if (active.equity) this.bus.emit("equity", time, equity);
      const halt = desk.halt === null ? risk.inspect(portfolio, time) : this.inspectAgain(desk.halt, time);
      if (halt !== null) desk.stop(halt, time);
      const pending = batch.quiet ? null : this.speak(0, 0, false);
      if (pending !== null) return this.goOn(pending);
      if (this.onBatch?.(batch) === true) return null;
    }
    return null;
  }

  /** After an asynchronous step: goes on with the next batch. */
  private async goOn(pending: Promise<void>): Promise<boolean> {
    await pending;
    if (this.onBatch?.(this.batch) === true) return false;
    return this.feed.next(this.batch);
  }

  /** Step 3 while a halt holds: a graver one may come, and days and weeks go on. */
  private inspectAgain({ until }: Halt, time: number): Halt | null {
    if (until !== undefined && time >= until) this.desk.resume(time);
    return this.risk.inspect(this.portfolio, time);
  }

  /** A person lets trading go on after a halt. */
  resume(): void {
    this.desk.resume(this.batch.time);
  }

  /** The rules that hold for a bar of this open time. */
  private applyRules(stream: number, openTime: number): void {
    if (!(openTime >= this.nextChange[stream]!)) return;
    const rules = this.histories[stream]!;
    const instrument = rules.at(openTime);
    this.nextChange[stream] = rules.nextChange(openTime);
    this.instruments[stream] = instrument;
    for (const lane of this.byStream[stream]!) {
      lane.instrument = instrument;
      lane.position.instrument = instrument;
    }
  }

  /**
   * Steps 4 to 6 of a batch, from lane `i` of its stream `k` on.
   * @param prepared - whether that lane is prepared already.
   * @returns a promise only if a strategy prepares asynchronously.
   */
  private speak(k: number, i: number, prepared: boolean): Promise<void> | null {
    const { witness } = this;
    const { streams, count } = this.batch;
    for (let from = i, stream = k; stream < count; stream++, from = 0) {
      const lanes = this.byStream[streams[stream]!]!;
      for (let at = from; at < lanes.length; at++) {
        const lane = lanes[at]!;
        const { store, instance } = lane;
        if (instance.prepare !== undefined && !(prepared && stream === k && at === i)) {
          const waiting = this.prepare(lane);
          if (waiting !== undefined) return this.speakLater(waiting, stream, at);
        }
        const row = store.offset + store.visible - 1;
        if (lane.timeStop !== null) this.desk.watchTime(lane);
        if (row + 1 < instance.warmup) continue;
        let signal: Signal | null;
        try {
          signal = instance.generateSignal(lane.frame, lane.context);
        } catch (cause) {
          this.failed(lane, strategyThrew(lane, lane.frame.openTime.last, cause));
          continue;
        }
        const stance = signal === null ? null : signal?.signal;
        if (stance !== null && stance !== "LONG" && stance !== "SHORT" && stance !== "FLAT") {
          this.failed(lane, bad(lane, signal));
          continue;
        }
        if (witness !== null && witness.nextRow[lane.lane] === row) witness.see(lane, row, signal);
        if (signal === null) {
          lane.spentStance = null;
          continue;
        }
        if (this.bus.active.signal) this.bus.emit("signal", signal, lane, lane.frame.openTime.last);
        if (stance === lane.spentStance) continue;
        lane.spentStance = null;
        const { quantity } = lane.position;
        // most bars end here: asked without a call, as V8 would inline it in place of a part of the strategy
        if (
          lane.leaving === null &&
          stance === (quantity > 0 ? "LONG" : quantity < 0 ? "SHORT" : lane.entering === null ? "FLAT" : null)
        )
          continue;
        this.act(lane, row, signal);
      }
    }
    return null;
  }

  private prepare(lane: Lane): void | Promise<void> {
    const { frame, instance } = lane;
    if (frame.length < Math.max(1, instance.warmup)) return;
    try {
      return instance.prepare!(frame);
    } catch (cause) {
      this.failed(lane, strategyThrew(lane, frame.openTime.last, cause));
    }
  }

  /** @throws {StrategyFailedError} unless somebody takes care of failures. */
  private failed(lane: Lane, error: StrategyFailedError): void {
    if (this.onFailure === undefined) throw error;
    this.onFailure(lane, error);
  }

  /** The rest of a batch, from a lane on that prepares asynchronously. */
  private async speakLater(prepared: Promise<void>, k: number, i: number): Promise<void> {
    try {
      await prepared;
    } catch (cause) {
      const lane = this.byStream[this.batch.streams[k]!]![i]!;
      this.failed(lane, strategyThrew(lane, lane.frame.openTime.last, cause));
    }
    await this.speak(k, i, true);
  }

  /** Steps 5 and 6, where there may be something to do. */
  private act(lane: Lane, row: number, signal: Signal): void {
    if (this.desk.isAwaited(lane, signal)) return;
    if (!mayLeave(signal) && !isActionable(signal)) {
      this.failed(lane, bad(lane, signal));
      return;
    }
    if (this.witness !== null) this.witness.decided(lane, row, signal);
    this.desk.act(lane, signal);
  }

  /** A history that ends closes what is open at its last close; the last point of the equity curve pays for it. */
  finalize(): void {
    for (const lane of this.lanes) {
      if (lane.position.quantity === 0) continue;
      this.broker.cancelAll(lane.lane);
      this.broker.finalize?.(lane.lane, lane.stream, lane.store.newest);
    }
    this.portfolio.revalue();
    this.equity.amend(this.portfolio.equity);
  }
}

function bad(lane: Lane, signal: unknown): StrategyFailedError {
  return badSignal(lane, lane.frame.openTime.last, signal);
}

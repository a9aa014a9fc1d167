import { EventBus } from "../bus.js";
import { BarStore, linkPeers } from "../frame/bar-store.js";
import { EquityCurve } from "../ledger/equity-curve.js";
import type { Instrument } from "../market/instrument.js";
import type { InstrumentHistory } from "../market/instrument-history.js";
import { Portfolio } from "../portfolio/portfolio.js";
import { Batch, type Broker, type MarketFeed } from "../ports.js";
import type { RiskEngine } from "../risk/verdict.js";
import type { Signal } from "../signal.js";
import { Desk } from "./desk.js";
import { badSignal, strategyThrew } from "./errors.js";
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
  /** As of now, by stream. */
  private readonly instruments: Instrument[];
  private readonly histories: readonly (InstrumentHistory | null)[];
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
    const { instruments, histories } = this;
    this.witness = options.witness ?? null;
    this.onBatch = options.onBatch ?? null;
    this.bus = options.bus ?? new EventBus();
    this.equity = new EquityCurve(feed.expectedBatches);
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
    this.risk.open?.(
      this.lanes.map(({ lane, strategy, symbol, store }) => ({ lane, strategy, symbol, timeframe: store.timeframe })),
    );
    await this.broker.open({
      listener: this.desk,
      portfolio: this.portfolio,
      streams: this.feed.streams,
      instruments: this.instruments,
      lanes: this.lanes.map(({ stream }) => stream),
    });
    for (;;) {
      const waiting = this.drain();
      if (waiting === null) break;
      if (!(await waiting)) break;
      const pending = this.step();
      if (pending !== null) await pending;
      if (this.onBatch?.(this.batch) === true) break;
    }
  }

  /** Lets go of broker and feed, also after a run that failed; the results stay. */
  async close(): Promise<void> {
    try {
      await this.broker.close?.();
    } finally {
      await this.feed.close?.();
    }
  }

  /** Takes batches as long as nothing is asynchronous. @returns null at the end, or what to wait for. */
  private drain(): Promise<boolean> | null {
    const feed = this.feed;
    const batch = this.batch;
    for (;;) {
      const more = feed.next(batch);
      if (typeof more !== "boolean") return more;
      if (!more) return null;
      const pending = this.step();
      if (pending !== null) return this.goOn(pending);
      if (this.onBatch?.(batch) === true) return null;
    }
  }

  /** After an asynchronous step: goes on with the next batch. */
  private async goOn(pending: Promise<void>): Promise<boolean> {
    await pending;
    if (this.onBatch?.(this.batch) === true) return false;
    return this.feed.next(this.batch);
  }

  /** One batch of bars that close together. @returns a promise only if a strategy prepares asynchronously. */
  private step(): Promise<void> | null {
    const { portfolio, bus, desk } = this;
    const { streams, count, time } = this.batch;
    desk.now = time;
    for (let k = 0; k < count; k++) {
      const stream = streams[k]!;
      const store = this.stores[stream]!;
      store.reveal();
      const bar = store.newest;
      if (bar.openTime >= this.nextChange[stream]!) this.applyRules(stream, bar.openTime);
      this.broker.meet(stream, bar);
      portfolio.mark(stream, bar);
      if (bus.active.bar) bus.emit("bar", bar, store.symbol);
    }
    this.bars += count;
    portfolio.settle();
    this.equity.push(time, portfolio.equity);
    if (bus.active.equity) bus.emit("equity", time, portfolio.equity);
    this.inspect(time);
    return this.speakAll();
  }

  /** Step 3: also while a halt holds that ends by itself, as a graver one may come. */
  private inspect(time: number): void {
    const { desk, portfolio } = this;
    if (desk.halt !== null) {
      const { until } = desk.halt;
      if (until === undefined) return;
      if (time >= until) desk.resume(time);
    }
    const halt = this.risk.inspect(portfolio, time);
    if (halt !== null) desk.stop(halt, time);
  }

  /** A person lets trading go on after a halt. */
  resume(): void {
    this.desk.resume(this.batch.time);
  }

  /** The rules that hold for a bar of this open time. */
  private applyRules(stream: number, openTime: number): void {
    const rules = this.histories[stream]!;
    const instrument = rules.at(openTime);
    this.nextChange[stream] = rules.nextChange(openTime);
    this.instruments[stream] = instrument;
    for (const lane of this.byStream[stream]!) {
      lane.instrument = instrument;
      lane.position.instrument = instrument;
    }
  }

  /** Steps 4 to 6 of a batch. @returns a promise only if a strategy prepares asynchronously. */
  private speakAll(): Promise<void> | null {
    const { streams, count } = this.batch;
    for (let k = 0; k < count; k++) {
      const lanes = this.byStream[streams[k]!]!;
      for (let i = 0; i < lanes.length; i++) {
        const lane = lanes[i]!;
        const prepared = lane.instance.prepare === undefined ? undefined : this.prepare(lane);
        if (prepared !== undefined) return this.finishLater(prepared, k, i);
        this.speak(lane);
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
      throw strategyThrew(lane, frame.openTime.last, cause);
    }
  }

  /** The rest of a batch, from lane `i` of its stream `k` on, which prepares asynchronously. */
  private async finishLater(prepared: Promise<void>, k: number, i: number): Promise<void> {
    const { streams, count } = this.batch;
    let waiting: void | Promise<void> = prepared;
    for (let stream = k; stream < count; stream++) {
      const lanes = this.byStream[streams[stream]!]!;
      for (let at = stream === k ? i : 0; at < lanes.length; at++) {
        const lane = lanes[at]!;
        if (stream !== k || at !== i) waiting = lane.instance.prepare === undefined ? undefined : this.prepare(lane);
        try {
          await waiting;
        } catch (cause) {
          throw strategyThrew(lane, lane.frame.openTime.last, cause);
        }
        this.speak(lane);
      }
    }
  }

  /** Steps 4 to 6 for one lane. */
  private speak(lane: Lane): void {
    const { store, instance } = lane;
    const row = store.offset + store.visible - 1;
    if (lane.timeStop !== null) this.desk.watchTime(lane, lane.frame.openTime.last);
    if (row + 1 < instance.warmup) return;
    let signal: Signal | null;
    try {
      signal = instance.generateSignal(lane.frame, lane.context);
    } catch (cause) {
      throw strategyThrew(lane, lane.frame.openTime.last, cause);
    }
    const stance = signal === null ? null : signal?.signal;
    if (stance !== null && stance !== "LONG" && stance !== "SHORT" && stance !== "FLAT")
      throw badSignal(lane, lane.frame.openTime.last, signal);
    const witness = this.witness;
    if (witness !== null && witness.nextRow[lane.lane] === row) witness.see(lane, row, signal);
    if (signal === null) {
      lane.spentStance = null;
      return;
    }
    if (this.bus.active.signal) this.bus.emit("signal", signal, lane, lane.frame.openTime.last);
    if (stance !== lane.spentStance) lane.spentStance = null;
    else return;
    if (this.desk.isAwaited(lane, signal)) return;
    if (!mayLeave(signal) && !isActionable(signal)) throw badSignal(lane, lane.frame.openTime.last, signal);
    if (witness !== null) witness.decided(lane, row, signal);
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

import { EventBus } from "../bus.js";
import { BarStore, linkPeers } from "../frame/bar-store.js";
import { EquityCurve } from "../ledger/equity-curve.js";
import type { Instrument } from "../market/instrument.js";
import type { Bracket, Fill, OrderRequest, OrderUpdate, Side } from "../order/order.js";
import { Portfolio } from "../portfolio/portfolio.js";
import { Batch, type Broker, type BrokerListener, type MarketFeed } from "../ports.js";
import type { Halt, RiskEngine, RiskRule } from "../risk/verdict.js";
import type { Signal } from "../signal.js";
import { badSignal, strategyThrew } from "./errors.js";
import { Lane } from "./lane.js";
import type { LoopOptions, SignalWitness } from "./loop-options.js";
import { isActionable, mayLeave } from "./valid-signal.js";

/**
 * The bar loop behind every run. In a bar, always in this order: resting orders meet it; the portfolio books fills and
 * marks to the close; risk inspects; the strategies speak; risk answers; the order rests.
 * @see docs/one-bar.md
 */
export class Loop implements BrokerListener {
  readonly bus: EventBus;
  readonly portfolio: Portfolio;
  readonly stores: readonly BarStore[];
  readonly lanes: readonly Lane[];
  readonly equity: EquityCurve;
  /** How often risk refused, by rule. */
  readonly refusals: Partial<Record<RiskRule, number>> = {};
  readonly orders = { submitted: 0, rejected: 0 };
  readonly rejections = new Map<string, number>();
  /** Exits in whose bar stop and target both lay. */
  ambiguousExits = 0;
  halt: Halt | null = null;
  /** Bars seen, over all streams. */
  bars = 0;
  private readonly feed: MarketFeed;
  private readonly broker: Broker;
  private readonly risk: RiskEngine;
  private readonly witness: SignalWitness | null;
  private readonly onBatch: ((batch: Batch) => boolean) | null;
  private readonly instruments: readonly Instrument[];
  private readonly batch: Batch;
  private readonly byStream: readonly (readonly Lane[])[];

  constructor(options: LoopOptions) {
    const { feed, broker, risk, lanes, instruments, quote, startingBalance, history } = options;
    this.feed = feed;
    this.broker = broker;
    this.risk = risk;
    this.instruments = instruments;
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
      lanes: lanes.map(({ name, stream }) => ({ strategy: name, instrument: instruments[stream]!, stream })),
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
  }

  /**
   * Runs to the end of the feed.
   * @throws {StrategyFailedError} naming strategy, symbol and bar, when a strategy throws or returns no signal.
   */
  async run(): Promise<void> {
    await this.feed.open(this.stores);
    await this.broker.open({
      listener: this,
      portfolio: this.portfolio,
      streams: this.feed.streams,
      instruments: this.instruments,
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
      if (pending !== null) return this.resume(pending);
      if (this.onBatch?.(batch) === true) return null;
    }
  }

  /** After an asynchronous step: goes on with the next batch. */
  private async resume(pending: Promise<void>): Promise<boolean> {
    await pending;
    if (this.onBatch?.(this.batch) === true) return false;
    return this.feed.next(this.batch);
  }

  /** One batch of bars that close together. @returns a promise only if a strategy prepares asynchronously. */
  private step(): Promise<void> | null {
    const { portfolio, bus } = this;
    const { streams, count, time } = this.batch;
    for (let k = 0; k < count; k++) {
      const stream = streams[k]!;
      const store = this.stores[stream]!;
      store.reveal();
      const bar = store.newest;
      this.broker.meet(stream, bar);
      portfolio.mark(stream, bar);
      if (bus.active.bar) bus.emit("bar", bar, store.symbol);
    }
    this.bars += count;
    portfolio.settle();
    this.equity.push(time, portfolio.equity);
    if (bus.active.equity) bus.emit("equity", time, portfolio.equity);
    const halt = portfolio.halted ? null : this.risk.inspect(portfolio);
    if (halt !== null) this.stop(halt, time);
    return this.speakAll();
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
    const { quantity } = lane.position;
    if (stance === "LONG" ? quantity > 0 : stance === "SHORT" ? quantity < 0 : quantity === 0) return;
    this.act(lane, row, signal);
  }

  /** Steps 5 and 6, for a signal that wants another position than the one held. */
  private act(lane: Lane, row: number, signal: Signal): void {
    const { quantity } = lane.position;
    const witness = this.witness;
    if (!mayLeave(signal) && !isActionable(signal)) throw badSignal(lane, lane.frame.openTime.last, signal);
    if (witness !== null) witness.decided(lane, row, signal);
    if (quantity !== 0) this.leave(lane, "signal", signal.metadata.reason);
    if (signal.signal !== "FLAT") this.enter(lane, signal);
  }

  /** Exits need no permission: they are always possible. */
  private leave(lane: Lane, exitReason: "signal" | "halt" | "end-of-data", reason?: string): void {
    const { quantity } = lane.position;
    const openTime = lane.frame.openTime.last;
    if (lane.leavingSince === openTime) return; // a halt has sent it out already
    lane.leavingSince = openTime;
    this.broker.cancelAll(lane.lane);
    lane.position.awaited = 0;
    this.submit(lane, openTime, quantity > 0 ? "sell" : "buy", Math.abs(quantity), undefined, reason, exitReason);
  }

  private enter(lane: Lane, signal: Signal): void {
    const { portfolio } = this;
    const openTime = lane.frame.openTime.last;
    const verdict = this.risk.applyRiskToSignal({
      signal,
      equity: portfolio.equity,
      entryPrice: lane.frame.close.last,
      confidence: signal.metadata.confidence,
      instrument: lane.instrument,
      portfolio,
      position: lane.position.view,
      df: lane.frame,
    });
    if (this.bus.active.verdict) this.bus.emit("verdict", verdict, signal, lane, openTime);
    if (verdict.status === "refused") {
      this.refusals[verdict.rule] = (this.refusals[verdict.rule] ?? 0) + 1;
      return;
    }
    const { side, quantity, bracket } = verdict.order;
    lane.position.awaited = quantity * lane.frame.close.last * lane.instrument.contractSize;
    this.submit(lane, openTime, side, quantity, bracket, signal.metadata.reason, undefined);
  }

  private submit(
    lane: Lane,
    decidedAt: number,
    side: Side,
    quantity: number,
    bracket: Bracket | undefined,
    reason: string | undefined,
    exitReason: OrderRequest["exitReason"],
  ): void {
    const reduceOnly = exitReason !== undefined;
    const request: OrderRequest = {
      id: `${lane.idPrefix}${decidedAt}:${reduceOnly ? "exit" : "entry"}:1`,
      lane: lane.lane,
      symbol: lane.symbol,
      side,
      type: "market",
      quantity,
      reduceOnly,
      bracket,
      decidedAt,
      reason,
      exitReason,
    };
    this.orders.submitted++;
    if (this.bus.active.order) this.bus.emit("order", request);
    this.broker.submit(request, lane.stream);
  }

  private stop(halt: Halt, time: number): void {
    this.halt = halt;
    this.portfolio.halted = true;
    if (this.bus.active.halt) this.bus.emit("halt", halt, time);
    if (!halt.flatten) return;
    for (const lane of this.lanes) if (lane.position.quantity !== 0) this.leave(lane, "halt", halt.rule);
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

  get hearsOrders(): boolean {
    return this.bus.active.order;
  }

  fill(fill: Fill): void {
    const { bus } = this;
    const lane = this.lanes[fill.lane]!;
    const trade = this.portfolio.book(fill);
    if (fill.ambiguous === true) this.ambiguousExits++;
    if (trade !== null && trade.exitReason === "stop-loss" && this.risk.reentry === "on-new-signal")
      lane.spentStance = trade.side === "long" ? "LONG" : "SHORT";
    if (bus.active.fill) bus.emit("fill", fill);
    if (bus.active.position) bus.emit("position", lane.position.view, lane, trade);
  }

  order(update: OrderUpdate): void {
    if (update.status === "rejected" || update.status === "cancelled")
      this.portfolio.positions[update.lane]!.awaited = 0;
    if (update.status === "rejected") {
      this.orders.rejected++;
      const reason = update.reason ?? "unknown";
      this.rejections.set(reason, (this.rejections.get(reason) ?? 0) + 1);
    }
    if (this.bus.active.order) this.bus.emit("order", update);
  }
}

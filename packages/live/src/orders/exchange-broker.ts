import { type Bar, type Logger, type OrderRequest, silentLogger, timeframeMs } from "@bellwether/core";
import { ExchangeUnsuitableError } from "../exchange/errors.js";
import type { Exchange } from "../exchange/trading.js";
import type { Note } from "../journal/entry.js";
import type { Timers } from "../time/timers.js";
import { AccountWatch } from "./account-watch.js";
import { BalanceCheck } from "./balance-check.js";
import type { Touch } from "./brackets.js";
import type { BrokerReport } from "./broker-report.js";
import type { PriceOf } from "./fill-report.js";
import type { Inbox, LiveBroker } from "./live-broker.js";
import type { LiveOrder } from "./live-order.js";
import { type BrokerContext, OrderFold } from "./order-fold.js";
import { OrderSettings } from "./order-settings.js";
import { Strays } from "./strays.js";
import { SymbolWorker } from "./symbol-worker.js";
import { Tracker } from "./tracker.js";

export interface ExchangeBrokerOptions {
  readonly exchange: Exchange;
  /** Name of the account in the run: orders are known by it. */
  readonly account: string;
  readonly timers: Timers;
  readonly inbox: Inbox;
  readonly log?: Logger;
  readonly settings?: Partial<OrderSettings>;
  /** The exchange's clock, epoch ms UTC; this machine's unless given. */
  readonly now?: () => number;
  /** What fees in a third asset are worth. */
  readonly priceOf?: PriceOf | undefined;
  /** Told of what is worth knowing and changes nothing. */
  readonly note?: (note: Note) => void;
}

/**
 * A spot account at an exchange. Orders leave only after {@link release}, each once; what becomes of them is learned from
 * answers, from the account's stream and by asking, put into the inbox, and counts when the journal holds it. Exits of
 * brackets are held here, and sent when their price is touched.
 */
export class ExchangeBroker implements LiveBroker {
  readonly #fold: OrderFold;
  readonly #tracker: Tracker;
  readonly #watch: AccountWatch;
  readonly #strays: Strays;
  readonly #balances: BalanceCheck;
  readonly #settings: OrderSettings;
  readonly #options: ExchangeBrokerOptions;
  readonly #log: Logger;
  readonly #now: () => number;
  /** Orders that are new, or wanted otherwise, since the journal was last safe. */
  readonly #outbox = new Set<LiveOrder>();
  readonly #workers = new Map<string, SymbolWorker>();
  /** Last prices between bars, by stream. */
  readonly #prices: number[] = [];
  /** Where reports go while the run recovers. */
  #collected: BrokerReport[] | null = null;
  #callOff: () => void = () => {};
  #reconciling: Promise<void> | null = null;
  #hearing = false;
  #started = false;
  #released = false;
  #closed = false;

  /**
   * @throws {ExchangeUnsuitableError} if the exchange cannot look orders up by their client id, takes no market orders, or
   * is asked to hold stops and has not been verified to let them rest.
   */
  constructor(options: ExchangeBrokerOptions) {
    const { exchange, account, timers, log = silentLogger, note = () => {}, priceOf = () => undefined } = options;
    const settings = OrderSettings.parse(options.settings ?? {});
    const { traits } = exchange;
    if (!traits.findsByClientId)
      throw new ExchangeUnsuitableError(
        `${exchange.id} cannot look up an order by its client id, so that an order without an answer could never be told from one that was lost; choose another exchange, or trade on paper`,
      );
    if (!traits.types.includes("market"))
      throw new ExchangeUnsuitableError(
        `market orders have not been verified to leave ${exchange.id} as what they are, and positions leave by them; choose another exchange, or trade on paper`,
      );
    const restsStops = settings.stops === "exchange";
    if (restsStops && !(traits.restsStops && traits.types.includes("stop")))
      throw new ExchangeUnsuitableError(
        `stop orders have not been verified to rest at ${exchange.id}; set stops: local, and they are held here`,
      );
    this.#options = options;
    this.#settings = settings;
    this.#log = log;
    this.#now = options.now ?? (() => timers.now());
    const { clientIdLength } = traits;
    const { reserve } = settings;
    this.#fold = new OrderFold({ account, clientIdLength, restsStops, reserve }, (order) => this.#outbox.add(order));
    this.#tracker = new Tracker({
      account,
      orders: this.#fold.orders,
      instrumentOf: (lane) => this.#fold.instrumentOf(lane),
      timeframeOf: (stream) => this.#fold.context.streams[stream]!.timeframe,
      priceOf,
      now: this.#now,
      tell: (reports) => {
        if (!this.#hearing) this.#watch.asked();
        this.#tell(reports);
      },
      note,
    });
    this.#strays = new Strays(exchange, settings.strays, note, log);
    this.#balances = new BalanceCheck(note);
    this.#watch = new AccountWatch({
      exchange,
      symbols: () => [...new Set(this.#fold.context.streams.map(({ symbol }) => symbol))],
      order: (snapshot) => this.#hear(snapshot?.symbol, () => this.#tracker.snapshot(snapshot)),
      fill: (trade) => this.#hear(trade?.symbol, () => this.#tracker.fill(trade, false)),
      connected: () => void this.reconcile(),
      silent: () => this.#wakeAll(),
      note,
      timers,
    });
  }

  /** @throws {ExchangeUnsuitableError} for an instrument that is not spot. */
  open(context: BrokerContext): void {
    for (const { symbol, kind } of context.instruments)
      if (kind !== "spot")
        throw new ExchangeUnsuitableError(`${symbol} is ${kind}; orders on an exchange are for spot instruments only`);
    this.#fold.open(context);
  }

  meet(stream: number, bar: Readonly<Bar>): void {
    this.#trigger(this.#fold.meet(stream, bar));
  }

  /** A price of now, between two bars: stops and targets that it touches are sent. @param time - epoch ms UTC. */
  onPrice(stream: number, price: number, time: number): void {
    if (!(price > 0 && Number.isFinite(price) && Number.isFinite(time))) return;
    this.#prices[stream] = price;
    this.#trigger(this.#fold.touch(stream, price, time));
  }

  submit(request: OrderRequest, stream: number): void {
    this.#fold.submit(request, stream);
  }

  cancel(orderId: string): void {
    const order = this.#fold.orders.get(orderId);
    if (order !== undefined) this.#fold.unwant(order, "cancelled");
  }

  /** An exchange changes no order in its place: cancel it, and send another. */
  replace(): false {
    return false;
  }

  cancelAll(lane: number): void {
    this.#fold.clear(lane);
  }

  cancelEntries(lane: number): void {
    this.#fold.unwantAll(lane, "cancelled", (order) => order.isEntry);
  }

  apply(report: BrokerReport): void {
    this.#fold.apply(report);
  }

  release(): void {
    if (this.#closed) return;
    this.#start();
    for (const worker of this.#workers.values()) worker.sends = true;
    const outbox = [...this.#outbox];
    this.#outbox.clear();
    for (const order of outbox) if (!order.final) this.#workers.get(order.request.symbol)!.see(order);
    this.#wakeAll();
    if (!this.#released) void this.#compareBalances();
    this.#released = true;
  }

  async recover(): Promise<readonly BrokerReport[]> {
    const collected: BrokerReport[] = [];
    this.#collected = collected;
    this.#outbox.clear(); // what the journal has asked for may have been sent by the process before
    for (const order of this.#fold.orders.working) this.#workerOf(order.request.symbol).prove(order);
    this.#start();
    await this.reconcile();
    this.#collected = null;
    for (const touch of this.#fold.brackets.pending.values()) collected.push(touch);
    return collected;
  }

  /** Compares everything with the exchange: orders, trades, balances. What is as it was leads to nothing. */
  reconcile(): Promise<void> {
    this.#reconciling ??= this.#compare().finally(() => {
      this.#reconciling = null;
    });
    return this.#reconciling;
  }

  async settle(): Promise<readonly { readonly id: string; readonly status: string }[]> {
    const { timers } = this.#options;
    const { onStop, settleMs } = this.#settings;
    const open = [...this.#fold.orders.working];
    const workers = [...this.#workers.values()];
    for (const worker of workers) {
      worker.closing = true;
      if (onStop === "cancel-entries") worker.cancelEntries();
      worker.askAll();
    }
    const proven = Promise.all(workers.map((worker) => worker.proven()));
    const waited = new AbortController();
    await Promise.race([proven, timers.sleep(settleMs, waited.signal)]);
    waited.abort();
    const standing = open.map((order) => ({
      id: order.id,
      status: this.#workers.get(order.request.symbol)?.statusOf(order) ?? "sent",
    }));
    await this.close();
    return standing;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#callOff();
    for (const worker of this.#workers.values()) worker.stop();
    await this.#watch.close();
  }

  /** Orders that are not at their end, and how each stands. */
  get working(): readonly { readonly id: string; readonly status: string }[] {
    return [...this.#fold.orders.working].map(({ id, status }) => ({ id, status }));
  }

  #trigger(touches: readonly Touch[]): void {
    if (touches.length > 0) this.#options.inbox.put(touches);
  }

  #tell(reports: readonly BrokerReport[]): void {
    if (this.#collected !== null) this.#collected.push(...reports);
    else if (!this.#closed) this.#options.inbox.put(reports);
  }

  /** Something has come over the stream. */
  #hear(symbol: string | undefined, take: () => string): void {
    this.#hearing = true;
    const heard = take();
    this.#hearing = false;
    const worker = symbol === undefined ? undefined : this.#workers.get(symbol);
    if (heard === "flawed")
      worker?.reconcile(); // asked for again
    else if (heard === "ours") worker?.wake();
  }

  #wakeAll(): void {
    for (const worker of this.#workers.values()) worker.wake();
  }

  #start(): void {
    if (this.#started) return;
    this.#started = true;
    for (const { symbol } of this.#fold.context.streams) this.#workerOf(symbol);
    this.#watch.open();
    this.#plan();
  }

  #plan(): void {
    this.#callOff = this.#options.timers.after(this.#settings.reconcileMs, () => {
      void this.reconcile().finally(() => {
        if (!this.#closed) this.#plan();
      });
    });
  }

  #workerOf(symbol: string): SymbolWorker {
    let worker = this.#workers.get(symbol);
    if (worker !== undefined) return worker;
    const { exchange, timers } = this.#options;
    const { context } = this.#fold;
    worker = new SymbolWorker(symbol, {
      exchange,
      fold: this.#fold,
      tracker: this.#tracker,
      timers,
      settings: this.#settings,
      log: this.#log,
      now: this.#now,
      freshMs: ({ facts }) => this.#settings.freshMs ?? timeframeMs(context.streams[facts.stream]!.timeframe),
      priceOf: (stream) => this.#priceOf(stream),
      tell: (reports) => this.#tell(reports),
      hearsStream: () => this.#watch.speaks,
      stray: (snapshot) => this.#strays.see(snapshot),
    });
    this.#workers.set(symbol, worker);
    return worker;
  }

  async #compare(): Promise<void> {
    const workers = [...this.#workers.values()];
    for (const worker of workers) worker.reconcile();
    await Promise.all(workers.map((worker) => worker.proven()));
    if (this.#closed) return;
    await this.#strays.clear();
    await this.#compareBalances();
  }

  async #compareBalances(): Promise<void> {
    const { context, orders } = this.#fold;
    // what is under way moves balances before it is booked
    if (orders.working.size > 0 || this.#collected !== null) return;
    let balances: Awaited<ReturnType<Exchange["balances"]>>;
    try {
      balances = await this.#options.exchange.balances();
    } catch (error) {
      this.#log.debug("balances have no clear answer", { error });
      return;
    }
    if (orders.working.size > 0) return;
    const held = new Map<string, number>();
    context.lanes.forEach((stream, lane) => {
      const { base } = context.instruments[stream]!;
      held.set(base, (held.get(base) ?? 0) + context.portfolio.positions[lane]!.quantity);
    });
    for (const [base, quantity] of held) {
      const stream = context.instruments.findIndex((other) => other.base === base);
      const price = this.#priceOf(stream);
      this.#balances.compare(base, balances.get(base), quantity, context.instruments[stream]!, price);
    }
  }

  /** Last price of a stream, in quote currency; NaN before the first. */
  #priceOf(stream: number): number {
    return this.#prices[stream] ?? this.#fold.closes[stream] ?? Number.NaN;
  }
}

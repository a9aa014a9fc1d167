import {
  type Bar,
  type Broker,
  closeTimeOf,
  type Instrument,
  isFinal,
  ORDER_TRANSITIONS,
  type OrderRequest,
  type OrderUpdate,
} from "@bellwether/core";
import { bookable } from "./bookable-fill.js";
import { Brackets, type Touch } from "./brackets.js";
import type { BrokerReport } from "./broker-report.js";
import { clientIdOf } from "./client-id.js";
import { ExitMaker } from "./exit-maker.js";
import { LiveOrder, type LiveOrderFacts } from "./live-order.js";
import { LiveOrders } from "./live-orders.js";
import { affordable, onTick } from "./order-terms.js";
import { tidy } from "./quantities.js";

export type BrokerContext = Parameters<Broker["open"]>[0];

export interface FoldOptions {
  readonly account: string;
  readonly clientIdLength: number;
  /** Whether stops rest at the exchange. */
  readonly restsStops: boolean;
  readonly reserve: number;
}

/**
 * What the run knows of its orders: a fold of what the loop has asked for, the bars that have closed and the reports that
 * were journalled. Asks nobody, and tells the listener what follows; equal inputs give equal orders.
 */
export class OrderFold {
  readonly orders = new LiveOrders();
  readonly brackets = new Brackets();
  /** Up to where trades have been taken in, by symbol. */
  readonly cursors = new Map<string, string>();
  /** Last close, by stream. */
  readonly closes: number[] = [];
  /** The latest moment that bars and reports have told of, epoch ms UTC. */
  now = Number.NEGATIVE_INFINITY;
  context!: BrokerContext;
  readonly #exits: ExitMaker;
  #serial = 0;

  /** @param changed - an order is there, or is wanted otherwise: something is to be sent once the journal holds it. */
  constructor(
    private readonly options: FoldOptions,
    private readonly changed: (order: LiveOrder) => void,
  ) {
    this.#exits = new ExitMaker(this, options.restsStops);
  }

  open(context: BrokerContext): void {
    this.context = context;
  }

  instrumentOf(lane: number): Instrument {
    return this.context.instruments[this.context.lanes[lane]!]!;
  }

  /** Base units; a spot account holds no fewer than none. */
  held(lane: number): number {
    return this.context.portfolio.positions[lane]!.quantity;
  }

  /** The loop wants an order. One that is on its way under this id already is not sent twice. */
  submit(request: OrderRequest, stream: number): void {
    const { instruments, portfolio } = this.context;
    const close = this.closes[stream] ?? Number.NaN;
    const instrument = instruments[stream]!;
    const { id, reduceOnly, side } = request;
    if (this.orders.get(id)?.final === false) return;
    const rounded = onTick(request, instrument);
    const { working } = this.orders;
    const quantity =
      reduceOnly || side === "sell"
        ? request.quantity
        : affordable(rounded, instrument, portfolio, close, this.options.reserve, working);
    const facts = { stream, reference: close } as const;
    if (reduceOnly) {
      this.add(rounded, { ...facts, leg: "exit", exitReason: request.exitReason }, 1);
      this.#exits.keepStop(request.lane);
    } else this.add({ ...rounded, quantity }, { ...facts, leg: "entry", short: quantity < request.quantity }, 1);
  }

  /** @param from - lowest number of the attempt. */
  add(request: OrderRequest, facts: LiveOrderFacts, from: number): LiveOrder {
    const { account, clientIdLength } = this.options;
    const attempt = Math.max(from, (this.orders.get(request.id)?.attempt ?? 0) + 1);
    const clientId = clientIdOf(account, request.id, attempt, clientIdLength);
    const order = new LiveOrder(request, facts, this.#serial++, attempt, clientId);
    this.orders.add(order);
    this.changed(order);
    return order;
  }

  /** The end of an order is wanted. */
  unwant(order: LiveOrder, reason: string): void {
    if (order.final || order.unwanted !== null) return;
    order.unwanted = reason;
    this.changed(order);
  }

  /** @param isMeant - which orders of the lane. */
  unwantAll(lane: number, reason: string, isMeant: (order: LiveOrder) => boolean): void {
    for (const order of this.orders.working) if (order.lane === lane && isMeant(order)) this.unwant(order, reason);
  }

  /** All that waits for a lane goes, its exits included. */
  clear(lane: number): void {
    this.brackets.drop(lane);
    this.unwantAll(lane, "cancelled", () => true);
  }

  /** A bar of a stream has closed. @returns what it has touched. */
  meet(stream: number, bar: Readonly<Bar>): Touch[] {
    if (bar.close > 0) this.closes[stream] = bar.close;
    const time = closeTimeOf(this.context.streams[stream]!.timeframe, bar.openTime);
    this.now = Math.max(this.now, time);
    const touches = this.#look(stream, (lane) => this.brackets.meet(lane, bar, time, this.#exits.rests(lane)));
    this.context.lanes.forEach((of, lane) => {
      if (of === stream) this.#exits.keepStop(lane);
    });
    return touches;
  }

  /** A price of now, between two bars. @param time - epoch ms UTC. */
  touch(stream: number, price: number, time: number): Touch[] {
    return this.#look(stream, (lane) => this.brackets.touch(lane, price, time, this.#exits.rests(lane)));
  }

  #look(stream: number, look: (lane: number) => Touch | null): Touch[] {
    const touches: Touch[] = [];
    this.context.lanes.forEach((of, lane) => {
      if (of !== stream) return;
      const touch = look(lane);
      if (touch === null || this.orders.isLeaving(lane)) return;
      this.brackets.pending.set(lane, touch);
      touches.push(touch);
    });
    return touches;
  }

  apply(report: BrokerReport): void {
    switch (report.kind) {
      case "accepted": {
        const order = this.orders.get(report.orderId);
        if (order !== undefined) order.exchangeId ??= report.exchangeId;
        return;
      }
      case "order":
        this.#update(report.update);
        return;
      case "fill":
        this.#fill(report);
        return;
      case "trigger":
        this.brackets.pending.delete(report.lane);
        this.now = Math.max(this.now, report.time);
        this.#exits.leave(report);
        return;
      case "cursor":
        this.cursors.set(report.symbol, report.cursor);
    }
  }

  #update(update: OrderUpdate): void {
    const order = this.orders.get(update.id);
    if (order === undefined || order.final) return;
    this.now = Math.max(this.now, update.time);
    const status = update.status === "rejected" && order.filled > 0 ? "cancelled" : update.status;
    if (order.status === status || !ORDER_TRANSITIONS[order.status].includes(status)) return;
    if (update.quantity >= order.filled && update.quantity < order.quantity) order.quantity = update.quantity;
    order.to(status);
    if (isFinal(status)) this.orders.end(order);
    this.tell(order, update.time, update.reason);
    this.#ended(order, update.time);
  }

  #fill({ tradeId, fill }: Extract<BrokerReport, { kind: "fill" }>): void {
    const order = this.orders.get(fill.orderId);
    if (order === undefined || order.final || order.trades.has(tradeId)) return;
    const { lane, request, leg } = order;
    const instrument = this.instrumentOf(lane);
    const whole = tidy(instrument, order.filled + fill.quantity + fill.remaining, order.quantity);
    if (whole < order.quantity) order.quantity = whole;
    order.fill(fill.quantity, fill.remaining);
    order.trades.add(tradeId);
    if (order.final) this.orders.end(order);
    const sound = bookable(fill, instrument, this.context.portfolio, this.held(lane));
    const guard = leg === "entry" ? this.brackets.entered(request, fill, instrument) : this.brackets.guard(lane);
    if (leg === "target") this.#exits.taken(order, fill.quantity);
    if (leg !== "entry") this.brackets.filled(lane);
    this.context.listener.fill(
      leg === "entry" && guard !== undefined
        ? { ...sound, stopLoss: levelOf(guard.level), takeProfit: levelOf(guard.takeProfit) }
        : sound,
    );
    this.tell(order, fill.time, undefined);
    this.#ended(order, fill.time);
  }

  #ended(order: LiveOrder, time: number): void {
    const { lane, leg } = order;
    if (leg !== "entry" && order.final && order.status !== "filled" && order.unwanted === null)
      if (leg === "resting-stop") this.brackets.keepHere(lane);
      else this.brackets.refused(lane, time);
    if (!(this.held(lane) > 0)) this.emptied(lane);
    this.#exits.keepStop(lane);
  }

  /** A lane holds nothing: nothing is left to guard, or to reduce. */
  emptied(lane: number): void {
    this.brackets.drop(lane);
    this.unwantAll(lane, "nothing-to-reduce", ({ request }) => request.reduceOnly);
  }

  /** Tells the listener how an order stands; ends without a fill always. */
  tell(order: LiveOrder, time: number, reason: string | undefined): void {
    const { listener } = this.context;
    const { status, request, quantity, filled } = order;
    const always = status === "rejected" || status === "cancelled" || status === "expired";
    if (!always && !listener.hearsOrders) return;
    const { id, lane, symbol, type, side, limitPrice, stopPrice } = request;
    const exitReason = reason === "dust" ? order.facts.exitReason : undefined;
    listener.order({
      id,
      lane,
      symbol,
      status,
      type,
      side,
      quantity,
      filled,
      limitPrice,
      stopPrice,
      time,
      reason,
      exitReason,
    });
  }
}

function levelOf(price: number): number | undefined {
  return Number.isNaN(price) ? undefined : price;
}

import type { Bar, Broker, BrokerListener, Guard, Instrument, OrderUpdate, PortfolioView } from "@bellwether/core";
import type { StreamBook } from "./stream-book.js";
import type { WorkingOrder } from "./working-order.js";

/** What the parts of the simulated venue share: who listens, what rests, and the bar that is being met. */
export class Venue {
  /** By lane. */
  readonly guards: (Guard | undefined)[] = [];
  /** Orders whose entry had its stop at or beyond the liquidation price of the position. */
  readonly uselessStops = new Set<string>();
  /** Lanes whose exits are gone, and were in doubt. */
  private readonly doubts: boolean[] = [];
  bar!: Readonly<Bar>;
  instrument!: Instrument;
  book!: StreamBook;
  /** Whether a bar is being met: orders that end are swept when it is done. */
  meeting = false;
  readonly listener: BrokerListener;
  readonly portfolio: PortfolioView;
  readonly instruments: readonly Instrument[];
  private readonly streams: readonly number[];

  constructor(
    { listener, portfolio, instruments, lanes }: Parameters<Broker["open"]>[0],
    readonly books: readonly StreamBook[],
  ) {
    this.listener = listener;
    this.portfolio = portfolio;
    this.instruments = instruments;
    this.streams = lanes;
  }

  bookOf(lane: number): StreamBook {
    return this.books[this.streams[lane]!]!;
  }

  instrumentOf(lane: number): Instrument {
    return this.instruments[this.streams[lane]!]!;
  }

  /** Signed base units. */
  held(lane: number): number {
    return this.portfolio.positions[lane]!.quantity;
  }

  /** Tells a step in the life of an order; ends without a fill are always told. */
  report(order: WorkingOrder, status: OrderUpdate["status"], time: number, reason?: string): void {
    if (!this.listener.hearsOrders && status !== "rejected" && status !== "cancelled" && status !== "expired") return;
    const { id, lane, symbol, type, side, limitPrice, stopPrice } = order.request;
    this.listener.order({
      id,
      lane,
      symbol,
      status,
      type,
      side,
      quantity: order.quantity,
      filled: order.filled,
      limitPrice: limitPrice === undefined ? undefined : order.limit,
      stopPrice: stopPrice === undefined ? undefined : order.stop,
      time,
      reason,
      exitReason: reason === "dust" ? order.exitReason : undefined,
    });
  }

  /** Ends an order in the bar that is being met. One that has filled in part is cancelled, not rejected. */
  end(order: WorkingOrder, status: "cancelled" | "expired" | "rejected", reason: string): void {
    const ends = status === "rejected" && order.filled > 0 ? "cancelled" : status;
    order.to(ends);
    this.report(order, ends, this.bar.openTime, reason);
  }

  /** Cancels the working orders of a lane that are meant. @param time - NaN for when each order last met a bar. */
  cancel(lane: number, time: number, reason: string | undefined, isMeant: (order: WorkingOrder) => boolean): void {
    const book = this.bookOf(lane);
    const { orders } = book;
    let ended = 0;
    for (let i = 0; i < orders.length; i++) {
      const order = orders[i]!;
      if (order.request.lane !== lane || order.final || !isMeant(order)) continue;
      order.to("cancelled");
      ended++;
      this.report(order, "cancelled", Number.isNaN(time) ? order.seen : time, reason);
    }
    if (ended > 0 && !this.meeting) book.sweep();
  }

  /** Exits rest from now on. */
  guard(lane: number, guard: Guard): void {
    this.guards[lane] = guard;
    this.book.watch(lane);
  }

  /** An entry of a perpetual has filled: notes where liquidation comes before its stop. */
  checkStop(lane: number, { id, direction, level }: Guard): void {
    if ((this.portfolio.liquidationPrice(lane) - level) * direction >= 0) this.uselessStops.add(id);
  }

  /** Whether another intrabar rule would have left the position of a lane already. */
  isDoubtful(lane: number): boolean {
    return this.guards[lane]?.doubtful === true || this.doubts[lane] === true;
  }

  /** The exits of a lane are gone; its perpetual position is watched on. */
  dropGuard(lane: number): void {
    const guard = this.guards[lane];
    if (guard === undefined) return;
    if (guard.doubtful) this.doubts[lane] = true;
    this.guards[lane] = undefined;
    const book = this.bookOf(lane);
    const linear = this.instrumentOf(lane).kind === "linear";
    if (!linear || this.held(lane) === 0) book.unwatch(lane);
  }

  /** A position has come to its end: nothing is left to guard, or to reduce. */
  emptied(lane: number): void {
    this.guards[lane] = undefined;
    if (this.doubts.length > 0) this.doubts[lane] = false;
    this.book.unwatch(lane);
    if (this.book.orders.length > 0) this.cancel(lane, this.bar.openTime, "nothing-to-reduce", reduces);
  }
}

const reduces = (order: WorkingOrder) => order.request.reduceOnly;

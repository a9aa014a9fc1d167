import { type Bar, closeTimeOf } from "@bellwether/core";
import type { IntrabarRule, PathRule } from "./intrabar.js";
import type { LaneWalk } from "./lane-walk.js";
import { isBelowMinimum } from "./minimums.js";
import type { OrderFiller } from "./order-filler.js";
import type { Venue } from "./venue.js";
import type { WorkingOrder } from "./working-order.js";

/**
 * What happens as a bar is met, always in this order: funding that is due; orders that fill at the open, as they were sent;
 * funding inside the bar; then each lane, in rising order, walks its path.
 */
export class BarMeeting {
  private readonly lanes: number[] = [];
  private readonly detail: Bar = { openTime: 0, open: 0, high: 0, low: 0, close: 0, volume: 0 };
  private readonly rule: PathRule;

  constructor(
    private readonly venue: Venue,
    private readonly filler: OrderFiller,
    private readonly walk: LaneWalk,
    intrabar: IntrabarRule,
    /** Whether market orders may arrive inside a bar. */
    private readonly latent: boolean,
  ) {
    this.rule = intrabar === "drilldown" ? "pessimistic" : intrabar;
  }

  run(): void {
    const { book, bar } = this.venue;
    const { funding, orders, lanes } = book;
    const count = orders.length; // what a fill calls for is met by the next bar
    if (funding !== null) while (funding.isDueAt(bar.openTime)) this.fund(bar.open);
    if (lanes.length > 0 && count > 0 && this.venue.instrument.kind === "linear")
      for (const lane of [...lanes]) this.walk.liquidateBeyond(lane, bar.open);
    const works = count > 0 && this.openOrders(count);
    if (funding !== null) while (funding.isDueBefore(this.closeTime)) this.fund(this.priceAt(funding.time));
    if (works || lanes.length > 1) this.walkLanes();
    else if (lanes.length === 1) this.walkLane(lanes[0]!);
    if (orders.length > 0) this.closeOrders(count);
  }

  /** Epoch ms UTC. */
  private get closeTime(): number {
    return closeTimeOf(this.venue.book.timeframe, this.venue.bar.openTime);
  }

  /** Price on the straight line from open to close. */
  private priceAt(time: number): number {
    const { openTime, open, close } = this.venue.bar;
    return open + ((close - open) * (time - openTime)) / (this.closeTime - openTime);
  }

  /** The payment that is due, on every perpetual position that is held now. */
  private fund(price: number): void {
    const { book, instrument, listener } = this.venue;
    const { time, rate } = book.funding!;
    if (instrument.kind !== "linear") return;
    for (const lane of book.lanes) {
      const held = this.venue.held(lane);
      if (held === 0) continue;
      const payment = held * instrument.contractSize * price * rate;
      listener.funding({ lane, symbol: instrument.symbol, time, rate, price, payment });
    }
  }

  /** @returns whether any order goes on. */
  private openOrders(count: number): boolean {
    const { book, bar } = this.venue;
    let works = false;
    for (let i = 0; i < count; i++) {
      const order = book.orders[i]!;
      if (order.final) continue;
      if (bar.openTime >= order.expiresAt) this.venue.end(order, "expired", "expired");
      else if (order.isAtVenue || this.arrives(order)) this.offer(order, bar.open);
      if (!order.final) works = true;
    }
    return works;
  }

  private arrives(order: WorkingOrder): boolean {
    const { venue } = this;
    if (order.wait-- > 0 || order.arrival > venue.bar.openTime) return false;
    this.arrive(order);
    return true;
  }

  private arrive(order: WorkingOrder): void {
    order.to("resting");
    this.venue.report(order, "resting", this.venue.bar.openTime);
  }

  /** Offers an order a price that is the first one of this bar for it. */
  private offer(order: WorkingOrder, price: number): void {
    const { venue } = this;
    if (!order.request.reduceOnly && venue.portfolio.halted) {
      venue.end(order, "cancelled", "halted");
      return;
    }
    const refusal = order.fresh ? this.refusalOf(order) : null;
    if (refusal !== null) venue.end(order, "rejected", refusal);
    else if (order.awaits === "market" || order.isReachedBy(price)) this.filler.reach(order, price, order.fresh, false);
  }

  /** What is wrong with an order that the venue sees for the first time. Written so that NaN is refused. */
  private refusalOf(order: WorkingOrder): string | null {
    const { instrument } = this.venue;
    const { reduceOnly, type, side, lane } = order.request;
    const { quantity } = order;
    if (!reduceOnly && !(Math.abs(instrument.quantities.nearest(quantity) - quantity) <= 1e-12 * quantity))
      return "off-step";
    if (type === "market") return null;
    const { limit, stop } = order;
    if (type !== "limit" && !(stop > 0 && stop < Number.POSITIVE_INFINITY)) return "bad-price";
    if (type !== "stop" && !(limit > 0 && limit < Number.POSITIVE_INFINITY)) return "bad-price";
    if (!reduceOnly)
      return isBelowMinimum(instrument, quantity, type === "stop" ? stop : limit) ? "below-minimum" : null;
    const held = this.venue.held(lane);
    return held !== 0 && held > 0 === (side === "sell") ? null : "nothing-to-reduce";
  }

  private walkLanes(): void {
    const { lanes } = this;
    const { book, bar } = this.venue;
    lanes.length = 0;
    for (const lane of book.lanes) lanes.push(lane);
    for (const order of book.orders) {
      const { lane } = order.request;
      if (order.final || lanes.includes(lane)) continue;
      if (order.isAtVenue ? order.isTouched(bar) : this.arrivesInside(order)) lanes.push(lane);
    }
    if (lanes.length > 1) lanes.sort((a, b) => a - b);
    for (const lane of lanes) this.walkLane(lane);
  }

  /** Whether a market order arrives after the open and before the close; other orders wait for the next bar. */
  private arrivesInside({ status, awaits, arrival }: WorkingOrder): boolean {
    return status === "sent" && awaits === "market" && arrival > this.venue.bar.openTime && arrival < this.closeTime;
  }

  private walkLane(lane: number): void {
    const { venue, walk } = this;
    const { book, bar } = venue;
    const arriving = this.latent
      ? book.orders.filter((order) => order.request.lane === lane && this.arrivesInside(order))
      : NONE;
    if (arriving.length === 0 && walk.isQuiet(lane, bar)) return;
    if (book.detail?.cover(bar, this.closeTime) === true) {
      this.drill(lane, arriving);
      return;
    }
    let start = bar.open;
    if (arriving.length > 0) walk.open(lane, start);
    for (const order of arriving) {
      start = this.priceAt(order.arrival);
      this.deliver(order, start);
    }
    walk.walk(lane, bar, this.rule, start, false);
  }

  /** An order arrives inside the bar, unless one that came before it has ended it. */
  private deliver(order: WorkingOrder, price: number): void {
    if (order.final) return;
    this.arrive(order);
    this.offer(order, price);
  }

  /** Bars of a lower timeframe decide; what they leave open inside one of them is judged pessimistically. */
  private drill(lane: number, arriving: readonly WorkingOrder[]): void {
    const { walk, detail } = this;
    const source = this.venue.book.detail!;
    let next = 0;
    for (let row = source.from; row < source.to; row++) {
      source.read(row, detail);
      for (; next < arriving.length && arriving[next]!.arrival <= detail.openTime; next++) {
        this.deliver(arriving[next]!, detail.open);
      }
      if (!walk.isQuiet(lane, detail)) walk.walk(lane, detail, "pessimistic", detail.open, true);
    }
  }

  private closeOrders(count: number): void {
    const { venue } = this;
    const { book, bar } = venue;
    for (let i = 0; i < count; i++) {
      const order = book.orders[i]!;
      if (order.final) continue;
      order.seen = bar.openTime;
      order.blocked = false;
      if (!order.isAtVenue) continue;
      order.fresh = false;
      if (order.awaits === "stop") continue;
      const { timeInForce } = order.request;
      if (timeInForce === "ioc") venue.end(order, "cancelled", "immediate-or-cancel");
      else if (timeInForce === "fok") venue.end(order, "cancelled", "fill-or-kill");
    }
    book.sweep();
  }
}

const NONE: readonly WorkingOrder[] = [];

import { type ExitReason, type Grid, type OrderRequest, OrderState } from "@bellwether/core";

/** What an order waits for: nothing but the next price, a price of its own, or its trigger. */
export type Awaits = "market" | "limit" | "stop";

/** An order at the simulated venue, with what it needs to meet bars. */
export class WorkingOrder extends OrderState {
  awaits: Awaits;
  /** NaN where the order has none; on the tick, in quote currency. */
  limit = Number.NaN;
  stop = Number.NaN;
  /** Epoch ms UTC. */
  expiresAt: number;
  /** On its way to the venue: for so many bars of its stream, and no earlier than this moment (epoch ms UTC). */
  wait = 0;
  arrival = Number.NEGATIVE_INFINITY;
  /** Has met no bar yet in what it awaits: it may cross, and its quantity and prices are not checked. */
  fresh = true;
  /** Cannot go on in this bar. */
  blocked = false;
  /** Open time of the last bar that it met, or after which it was decided. */
  seen: number;
  exitReason: ExitReason | undefined;

  constructor(request: OrderRequest) {
    super(request);
    const { type } = request;
    this.awaits = type === "stop-limit" ? "stop" : type;
    this.expiresAt = request.expiresAt ?? Number.POSITIVE_INFINITY;
    this.seen = request.decidedAt;
    this.exitReason = request.exitReason;
  }

  /** Rounds so that a limit asks no less, and a stop triggers no earlier, than was wanted. */
  setPrices(prices: Grid, limit: number | undefined, stop: number | undefined): void {
    const buys = this.request.side === "buy";
    if (limit !== undefined) this.limit = buys ? prices.down(limit) : prices.up(limit);
    if (stop !== undefined) this.stop = buys ? prices.up(stop) : prices.down(stop);
  }

  get isAtVenue(): boolean {
    return this.status !== "sent";
  }

  /** Whether a limit order may trade at a price. */
  isMarketable(price: number): boolean {
    return this.request.side === "buy" ? price <= this.limit : price >= this.limit;
  }

  /** Whether a price triggers its stop. */
  isTriggered(price: number): boolean {
    return this.request.side === "buy" ? price >= this.stop : price <= this.stop;
  }

  /** Whether a price is what it waits for. */
  isReachedBy(price: number): boolean {
    return this.awaits === "stop" ? this.isTriggered(price) : this.isMarketable(price);
  }

  /** Whether a bar reaches what the order waits for. */
  isTouched({ high, low }: { readonly high: number; readonly low: number }): boolean {
    const buys = this.request.side === "buy";
    if (this.awaits === "limit") return this.isMarketable(buys ? low : high);
    return this.awaits === "stop" && this.isTriggered(buys ? high : low);
  }

  /** The price that it waits for. */
  get level(): number {
    return this.awaits === "limit" ? this.limit : this.stop;
  }

  /** Its stop price was touched: from now on it is a market or a limit order. */
  trigger(): void {
    this.to("triggered");
    this.awaits = this.request.type === "stop" ? "market" : "limit";
    this.fresh = true;
  }
}

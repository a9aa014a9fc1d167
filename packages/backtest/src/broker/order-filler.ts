import { guardOf } from "@bellwether/core";
import { affordable } from "./affordable.js";
import type { Dealer } from "./dealer.js";
import { isBelowMinimum, leftOf, sellable } from "./minimums.js";
import type { Venue } from "./venue.js";
import type { WorkingOrder } from "./working-order.js";

type Liquidity = "maker" | "taker";

/** Fills what can be filled of an order at a price that the market has reached, or ends it for a reason. */
export class OrderFiller {
  constructor(
    private readonly venue: Venue,
    private readonly dealer: Dealer,
  ) {}

  /**
   * A price that an order waits for is reached: it fills, or is triggered and fills if it can.
   * @param crosses - whether a limit order takes what is there, having had no time to rest.
   * @param ambiguous - whether the intrabar rule decided that the price was reached.
   */
  reach(order: WorkingOrder, price: number, crosses: boolean, ambiguous: boolean): void {
    const { venue } = this;
    let taker = crosses;
    if (order.awaits === "stop") {
      order.trigger();
      venue.report(order, "triggered", venue.bar.openTime);
      taker = true;
    }
    if (order.awaits === "market") this.trade(order, price, "taker", ambiguous);
    else if (!order.isMarketable(price)) return;
    else if (taker && order.request.postOnly === true) venue.end(order, "rejected", "would-cross-market");
    else this.trade(order, price, taker ? "taker" : "maker", ambiguous);
  }

  trade(order: WorkingOrder, reference: number, liquidity: Liquidity, ambiguous: boolean): void {
    const { venue } = this;
    const { lane, side, reduceOnly } = order.request;
    const held = venue.held(lane);
    const opposes = held !== 0 && held > 0 !== (side === "buy");
    if (reduceOnly) {
      if (opposes && order.remaining > 0) this.reduce(order, Math.abs(held), reference, liquidity, ambiguous);
      else venue.end(order, "rejected", "nothing-to-reduce");
      return;
    }
    if (venue.instrument.kind === "spot" && side === "sell" && !(held > 0)) {
      venue.end(order, "rejected", "spot-has-no-shorts");
      return;
    }
    if (!opposes) {
      this.open(order, reference, liquidity, ambiguous);
      return;
    }
    if (this.wantedBy(order) <= Math.abs(held)) this.reduce(order, Math.abs(held), reference, liquidity, ambiguous);
    else if (this.isLeaving(lane)) order.blocked = true;
    else venue.end(order, "rejected", "would-cross-position");
  }

  /** Whether an exit is on its way, after which an order to the other side no longer crosses. */
  private isLeaving(lane: number): boolean {
    return this.venue.book.orders.some(({ request, final }) => request.reduceOnly && request.lane === lane && !final);
  }

  private open(order: WorkingOrder, reference: number, liquidity: Liquidity, ambiguous: boolean): void {
    const { venue, dealer } = this;
    const { instrument, portfolio } = venue;
    const { id, lane, side, bracket, reason } = order.request;
    const wanted = this.wantedBy(order);
    const price = this.priceOf(order, dealer.available(wanted), reference, liquidity);
    const rate = dealer.rate(instrument, liquidity);
    const pays = instrument.kind === "linear" || side === "buy";
    const value = Math.abs(portfolio.positions[lane]!.notional);
    const inQuote = instrument.feeIn === "base" ? 0 : rate;
    const paid = pays ? affordable(instrument, wanted, price, portfolio.free, inQuote, value) : wanted;
    const cut = paid < wanted;
    if (order.filled === 0 ? isBelowMinimum(instrument, paid, price) : !(paid > 0)) {
      venue.end(order, "rejected", cut ? "insufficient-funds" : "below-minimum");
      return;
    }
    const quantity = dealer.available(paid);
    if (order.request.timeInForce === "fok" && (cut || quantity < paid)) {
      venue.end(order, "cancelled", "fill-or-kill");
      return;
    }
    if (!(quantity > 0)) return;
    if (cut) order.quantity = order.filled + paid;
    const remaining = quantity === paid ? 0 : leftOf(instrument, paid - quantity, paid);
    order.fill(quantity, remaining);
    let guard = venue.guards[lane];
    if (guard?.id !== id)
      guard = bracket === undefined ? undefined : guardOf(order.request, bracket, instrument.prices, price);
    if (guard !== undefined) {
      guard.entered = instrument.quantities.nearest(guard.entered + quantity);
      venue.guard(lane, guard);
    } else if (instrument.kind === "linear") venue.book.watch(lane);
    dealer.fill(
      id,
      lane,
      side,
      quantity,
      remaining,
      price,
      reference,
      liquidity,
      rate,
      undefined,
      reason,
      ambiguous || venue.isDoubtful(lane),
      guard,
    );
    if (guard !== undefined && instrument.kind === "linear") venue.checkStop(lane, guard);
    venue.report(order, order.status, venue.bar.openTime);
  }

  private reduce(order: WorkingOrder, held: number, reference: number, liquidity: Liquidity, ambiguous: boolean): void {
    const { venue, dealer } = this;
    const { instrument } = venue;
    const { id, lane, side, reason, timeInForce } = order.request;
    const spot = instrument.kind === "spot";
    const whole = spot ? sellable(instrument, held) : held;
    const asked = this.wantedBy(order);
    const wanted = asked >= held ? whole : Math.min(whole, sellable(instrument, asked));
    if (spot ? isBelowMinimum(instrument, wanted, reference) : !(wanted > 0)) {
      const dust = spot && wanted === whole;
      venue.end(order, "rejected", dust ? "dust" : "below-minimum");
      if (dust) venue.emptied(lane);
      return;
    }
    const quantity = dealer.available(wanted);
    if (timeInForce === "fok" && quantity < wanted) {
      venue.end(order, "cancelled", "fill-or-kill");
      return;
    }
    if (!(quantity > 0)) return;
    if (wanted !== asked) order.quantity = order.filled + wanted;
    const remaining = quantity === wanted ? 0 : leftOf(instrument, wanted - quantity, wanted);
    order.fill(quantity, remaining);
    dealer.fill(
      id,
      lane,
      side,
      quantity,
      remaining,
      this.priceOf(order, quantity, reference, liquidity),
      reference,
      liquidity,
      dealer.rate(instrument, liquidity),
      order.exitReason ?? "signal",
      reason,
      ambiguous || venue.isDoubtful(lane),
      undefined,
    );
    venue.report(order, order.status, venue.bar.openTime);
    if (quantity === whole) venue.emptied(lane);
  }

  /** What is left of an order, without the noise that taking fills off a double makes. */
  private wantedBy(order: WorkingOrder): number {
    const { filled, quantity, remaining } = order;
    return filled === 0 ? quantity : leftOf(this.venue.instrument, remaining, quantity);
  }

  /** A limit order trades at its price or better, whatever crossing costs. */
  private priceOf(order: WorkingOrder, quantity: number, reference: number, liquidity: Liquidity): number {
    const { dealer } = this;
    const { side } = order.request;
    if (order.awaits !== "limit") return dealer.crossing(side, quantity, reference);
    if (liquidity === "maker") return dealer.resting(side, reference, order.limit);
    const crossing = dealer.crossing(side, quantity, reference);
    return side === "buy" ? Math.min(crossing, order.limit) : Math.max(crossing, order.limit);
  }
}

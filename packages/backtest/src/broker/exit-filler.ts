import type { ExitReason, Guard, OrderUpdate, Side, Target } from "@bellwether/core";
import type { Dealer } from "./dealer.js";
import { isBelowMinimum, leftOf, sellable } from "./minimums.js";
import type { OrderFiller } from "./order-filler.js";
import type { Venue } from "./venue.js";
import { WorkingOrder } from "./working-order.js";

/** Leaves positions at their exits, in liquidation, or because the data ends. */
export class ExitFiller {
  constructor(
    private readonly venue: Venue,
    private readonly dealer: Dealer,
    private readonly orders: OrderFiller,
  ) {}

  /** The stop of a guard was met: everything leaves, crossing the market. */
  stop(lane: number, guard: Guard, reference: number, ambiguous: boolean): void {
    const id = `${guard.id}:stop`;
    const whole = this.whole(lane, id, reference, guard.reason);
    const decided = ambiguous || !guard.isSure;
    this.endEntry(lane, guard);
    guard.doubtful = decided; // also of parts that leave in later bars
    this.venue.dropGuard(lane);
    if (!(whole > 0)) return;
    if (this.dealer.available(whole) === whole)
      this.leave(lane, id, whole, whole, reference, "taker", guard.reason, decided);
    else this.work(lane, id, whole, guard.reason, reference, decided);
  }

  /**
   * A target was met: its share leaves as maker.
   * @returns false if the bar's volume lets no more through.
   */
  target(lane: number, guard: Guard, target: Target, reference: number, ambiguous: boolean): boolean {
    const { instrument } = this.venue;
    const whole = this.whole(lane, target.id, reference, "take-profit");
    if (!(whole > 0)) {
      this.venue.dropGuard(lane);
      return true;
    }
    let wanted = whole;
    if (!target.takesAll) {
      const { quantities } = instrument;
      wanted = Math.min(whole, quantities.nearest(quantities.down(guard.entered * target.share) - target.taken));
      const left = quantities.nearest(whole - wanted);
      if (left > 0 && isBelowMinimum(instrument, left, reference)) wanted = whole;
      if (isBelowMinimum(instrument, wanted, reference)) {
        guard.advance(); // a share too small to trade stays with the rest
        return true;
      }
    }
    const quantity = this.dealer.available(wanted);
    if (!(quantity > 0)) return false;
    if (wanted === whole) this.endEntry(lane, guard);
    target.taken += quantity;
    if (quantity === wanted) guard.advance();
    const reason = wanted === whole ? "take-profit" : "partial-target";
    this.leave(lane, target.id, quantity, wanted, reference, "maker", reason, ambiguous);
    return quantity === wanted;
  }

  /** The venue takes a perpetual position over, with all that waits for the lane. Its volume is not ours to cap. */
  liquidate(lane: number, reference: number, ambiguous: boolean): void {
    const { venue, dealer } = this;
    const { instrument, bar } = venue;
    const side = this.sideOf(lane);
    const quantity = Math.abs(venue.held(lane));
    const { prices } = instrument;
    const price = side === "sell" ? Math.max(prices.down(reference), prices.step) : prices.up(reference);
    const id = `${instrument.symbol}:${lane}:${bar.openTime}:liquidation`;
    const doubtful = venue.isDoubtful(lane);
    venue.cancel(lane, bar.openTime, "liquidation", () => true);
    dealer.fill(
      id,
      lane,
      side,
      quantity,
      0,
      price,
      reference,
      "taker",
      instrument.liquidationFee,
      "liquidation",
      undefined,
      ambiguous || doubtful,
      undefined,
    );
    venue.emptied(lane);
  }

  /** Crosses the market with all that is held. */
  finish(lane: number, reference: number): void {
    const id = `${this.venue.instrument.symbol}:${lane}:end`;
    const whole = this.whole(lane, id, reference, "end-of-data");
    if (whole > 0) this.leave(lane, id, whole, whole, reference, "taker", "end-of-data", false);
  }

  /** What of a position can leave; a spot remainder below the venue's minimums cannot, and is reported as dust. */
  private whole(lane: number, id: string, reference: number, exitReason: ExitReason): number {
    const { venue } = this;
    const { instrument } = venue;
    const held = Math.abs(venue.held(lane));
    if (instrument.kind === "linear") return held;
    const whole = sellable(instrument, held);
    if (!isBelowMinimum(instrument, whole, reference)) return whole;
    venue.dropGuard(lane);
    this.reject(lane, id, held, exitReason);
    return 0;
  }

  /** What is left of an entry is not wanted any more once its position leaves. */
  private endEntry(lane: number, { id }: Guard): void {
    const { venue } = this;
    if (venue.book.orders.length > 0)
      venue.cancel(lane, venue.bar.openTime, "bracket-exit", ({ request }) => request.id === id);
  }

  private reject(lane: number, id: string, quantity: number, exitReason: ExitReason): void {
    const { venue } = this;
    const update: OrderUpdate = {
      id,
      lane,
      symbol: venue.instrument.symbol,
      status: "rejected",
      type: "market",
      side: this.sideOf(lane),
      quantity,
      filled: 0,
      time: venue.bar.openTime,
      reason: "dust",
      exitReason,
    };
    venue.listener.order(update);
    venue.emptied(lane);
  }

  private sideOf(lane: number): Side {
    return this.venue.held(lane) > 0 ? "sell" : "buy";
  }

  private leave(
    lane: number,
    id: string,
    quantity: number,
    wanted: number,
    reference: number,
    liquidity: "maker" | "taker",
    exitReason: ExitReason,
    ambiguous: boolean,
  ): void {
    const { venue, dealer } = this;
    const { instrument } = venue;
    const side = this.sideOf(lane);
    const held = Math.abs(venue.held(lane));
    const price =
      liquidity === "taker"
        ? dealer.crossing(side, quantity, reference)
        : side === "sell"
          ? instrument.prices.down(reference)
          : instrument.prices.up(reference);
    dealer.fill(
      id,
      lane,
      side,
      quantity,
      quantity === wanted ? 0 : leftOf(instrument, wanted - quantity, wanted),
      price,
      reference,
      liquidity,
      dealer.rate(instrument, liquidity),
      exitReason,
      undefined,
      ambiguous || venue.isDoubtful(lane),
      undefined,
    );
    if (quantity === held || quantity === sellable(instrument, held)) venue.emptied(lane);
  }

  /** More than the bar's volume lets through: what is left goes on as a market order at the next opens. */
  private work(
    lane: number,
    id: string,
    quantity: number,
    exitReason: ExitReason,
    reference: number,
    ambiguous: boolean,
  ): void {
    const { venue } = this;
    const { openTime } = venue.bar;
    const order = new WorkingOrder({
      id,
      lane,
      symbol: venue.instrument.symbol,
      side: this.sideOf(lane),
      type: "market",
      quantity,
      reduceOnly: true,
      sentAt: openTime,
      decidedAt: openTime,
    });
    order.exitReason = exitReason;
    order.to("triggered");
    venue.book.add(order);
    venue.report(order, "triggered", openTime);
    this.orders.trade(order, reference, "taker", ambiguous);
  }
}

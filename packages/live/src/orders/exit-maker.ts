import type { ExitReason, OrderRequest } from "@bellwether/core";
import type { Touch } from "./brackets.js";
import type { LiveOrder } from "./live-order.js";
import type { OrderFold } from "./order-fold.js";
import { isBelowMinimum, sellable } from "./quantities.js";

/** Turns what a price has touched into orders that leave, and keeps a stop at the exchange where that is wanted. */
export class ExitMaker {
  constructor(
    private readonly fold: OrderFold,
    private readonly restsStops: boolean,
  ) {}

  /** A journalled touch: the exit is sent, unless the position has gone or is leaving already. */
  leave({ lane, price, time, exit = "stop", best }: Touch): void {
    const { fold } = this;
    const { brackets, orders } = fold;
    const guard = brackets.guard(lane);
    if (guard === undefined || !(fold.held(lane) > 0) || orders.isLeaving(lane)) return;
    if (best !== undefined) guard.follow(best);
    const { direction } = guard;
    if (exit === "stop") {
      if ((price - guard.level) * direction <= 0) this.#stop(lane, price, time);
    } else if (guard.target !== undefined && (price - guard.target.level) * direction >= 0)
      this.#target(lane, price, time);
    this.keepStop(lane);
  }

  #stop(lane: number, price: number, time: number): void {
    const guard = this.fold.brackets.guard(lane)!;
    const whole = this.#whole(lane, `${guard.id}:stop`, price, time, guard.reason);
    this.#endEntry(guard.id);
    if (whole > 0) this.#send(lane, `${guard.id}:stop`, "stop", whole, price, time, guard.reason);
  }

  #target(lane: number, price: number, time: number): void {
    const guard = this.fold.brackets.guard(lane)!;
    const target = guard.target!;
    const instrument = this.fold.instrumentOf(lane);
    const { quantities } = instrument;
    const whole = this.#whole(lane, target.id, price, time, "take-profit");
    if (!(whole > 0)) return;
    let wanted = whole;
    if (!target.takesAll) {
      wanted = Math.min(whole, quantities.nearest(quantities.down(guard.entered * target.share) - target.taken));
      const left = quantities.nearest(whole - wanted);
      if (left > 0 && isBelowMinimum(instrument, left, price)) wanted = whole;
      if (isBelowMinimum(instrument, wanted, price)) {
        guard.advance(); // a share too small to trade stays with the rest
        return;
      }
    }
    if (wanted === whole) this.#endEntry(guard.id);
    const reason = wanted === whole ? "take-profit" : "partial-target";
    this.#send(lane, target.id, "target", wanted, price, time, reason);
  }

  /** A target has filled, or a part of it. */
  taken(order: LiveOrder, quantity: number): void {
    const guard = this.fold.brackets.guard(order.lane);
    const target = guard?.target;
    if (guard === undefined || target?.id !== order.id) return;
    target.taken += quantity;
    if (order.status === "filled") guard.advance();
  }

  /** What of a position can leave; what is too small to sell is told as dust, and written off. */
  #whole(lane: number, id: string, price: number, time: number, exitReason: ExitReason): number {
    const { fold } = this;
    const { context } = fold;
    const instrument = fold.instrumentOf(lane);
    const held = fold.held(lane);
    const whole = sellable(instrument, held);
    if (!isBelowMinimum(instrument, whole, price)) return whole;
    fold.brackets.drop(lane);
    context.listener.order({
      id,
      lane,
      symbol: instrument.symbol,
      status: "rejected",
      type: "market",
      side: "sell",
      quantity: held,
      filled: 0,
      time,
      reason: "dust",
      exitReason,
    });
    fold.emptied(lane);
    return 0;
  }

  /** What is left of an entry is not wanted any more once its position leaves. */
  #endEntry(id: string): void {
    const entry = this.fold.orders.get(id);
    if (entry !== undefined) this.fold.unwant(entry, "bracket-exit");
  }

  #send(
    lane: number,
    id: string,
    leg: "stop" | "target",
    quantity: number,
    price: number,
    time: number,
    exitReason: ExitReason,
  ): void {
    const { fold } = this;
    const stream = fold.context.lanes[lane]!;
    const request = marketExit(id, lane, fold.instrumentOf(lane).symbol, quantity, time);
    const order = fold.add(request, { stream, leg, reference: price, exitReason }, fold.brackets.count(lane));
    fold.tell(order, time, undefined);
  }

  /** Whether the stop of a lane stands at the exchange, wanted and alive. */
  rests(lane: number): boolean {
    return this.restsStops && this.#restingStop(lane)?.unwanted === null;
  }

  #restingStop(lane: number): LiveOrder | undefined {
    for (const order of this.fold.orders.working) if (order.lane === lane && order.leg === "resting-stop") return order;
    return undefined;
  }

  /** Sees to it that the stop which rests at the exchange is the one that is wanted: one at a time, replaced when it moves. */
  keepStop(lane: number): void {
    if (!this.restsStops) return;
    const { fold } = this;
    const wanted = this.#wantedStop(lane);
    const current = this.#restingStop(lane);
    if (current !== undefined) {
      const { stopPrice, quantity } = current.request;
      if (wanted === null || stopPrice !== wanted.level || quantity !== wanted.quantity)
        fold.unwant(current, "replaced");
    } else if (wanted !== null) {
      const { id, reason } = fold.brackets.guard(lane)!;
      const { level, quantity } = wanted;
      const stream = fold.context.lanes[lane]!;
      const exit = marketExit(`${id}:resting-stop`, lane, fold.instrumentOf(lane).symbol, quantity, fold.now);
      const facts = { stream, leg: "resting-stop", reference: level, exitReason: reason } as const;
      fold.add({ ...exit, type: "stop", stopPrice: level }, facts, fold.brackets.count(lane));
    }
  }

  #wantedStop(lane: number): { readonly level: number; readonly quantity: number } | null {
    const { fold } = this;
    const guard = fold.brackets.guard(lane);
    if (guard === undefined || !(guard.level > 0) || !fold.brackets.mayRest(lane)) return null;
    // while the entry still fills, or an exit is on its way, what is held changes: the stop is watched here meanwhile
    if (fold.orders.isLeaving(lane) || fold.orders.get(guard.id)?.final === false) return null;
    const instrument = fold.instrumentOf(lane);
    const quantity = sellable(instrument, fold.held(lane));
    return isBelowMinimum(instrument, quantity, guard.level) ? null : { level: guard.level, quantity };
  }
}

/** A spot account is long or flat: what leaves is sold. */
function marketExit(id: string, lane: number, symbol: string, quantity: number, time: number): OrderRequest {
  return { id, lane, symbol, side: "sell", type: "market", quantity, reduceOnly: true, sentAt: time, decidedAt: time };
}

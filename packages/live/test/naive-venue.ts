import type { OrderType, Side, TimeInForce } from "@bellwether/core";

/** What the naive venue plays: prices in ticks. */
export interface NaiveBar {
  readonly openTime: number;
  readonly path: readonly [number, number, number, number];
}

/** Prices in ticks of 0.5, quantities in steps of 0.01; money in units of 1e-8. */
export interface NaiveOrder {
  readonly id: string;
  readonly side: Side;
  readonly type: OrderType;
  readonly quantity: number;
  readonly limit: number;
  readonly stop: number;
  readonly tif: TimeInForce;
  readonly postOnly: boolean;
}

export const PER_TICK_STEP = 500_000;
export const PER_STEP = 1_000_000;
/** Fee rates in ten-thousandths. */
export const RATES = { maker: 7, taker: 13 };

type NaiveState = NaiveOrder & { status: string; filled: number; armed: boolean; move: number };

/**
 * An exchange and a wallet as one would write them in an afternoon: the price goes tick by tick, and at every tick every
 * order is looked at. Slow, without decimals, and without a line in common with the venue.
 */
export function naiveVenue(
  bars: readonly NaiveBar[],
  length: number,
  start: { base: number; quote: number; parts: number; restingParts: number },
) {
  const money = { base: start.base, quote: start.quote };
  const orders: NaiveState[] = [];
  const fills: { id: string; price: number; quantity: number; fee: number; maker: boolean; time: number }[] = [];
  let price = Number.NaN;
  let now = Number.NEGATIVE_INFINITY;
  let move = 0;

  const isOpen = (order: NaiveState) => order.status === "resting" || order.status === "partly-filled";
  const worth = (order: NaiveOrder) =>
    order.type === "market" ? price : order.type === "stop" ? order.stop : order.limit;
  const locked = () => {
    const sum = { base: 0, quote: 0 };
    for (const order of orders.filter(isOpen)) {
      const open = order.quantity - order.filled;
      if (order.side === "sell") sum.base += open * PER_STEP;
      else sum.quote += open * (order.type === "stop" ? order.stop : order.limit) * PER_TICK_STEP;
    }
    return sum;
  };

  function book(order: NaiveState, at: number, quantity: number, maker: boolean): void {
    const rate = maker ? RATES.maker : RATES.taker;
    const cost = at * quantity * PER_TICK_STEP;
    const gained = order.side === "buy" ? quantity * PER_STEP : cost;
    const fee = Math.floor((gained * rate) / 10_000);
    money.base += order.side === "buy" ? gained - fee : -quantity * PER_STEP;
    money.quote += order.side === "buy" ? -cost : gained - fee;
    order.filled += quantity;
    order.status = order.filled === order.quantity ? "filled" : "partly-filled";
    fills.push({ id: order.id, price: at, quantity, fee, maker, time: now });
  }

  function sweep(order: NaiveState): void {
    const open = order.quantity - order.filled;
    const each = Math.floor(open / start.parts);
    for (let part = 1; part <= start.parts; part++) {
      const piece = part === start.parts ? open - each * (start.parts - 1) : each;
      if (each > 0 || part === start.parts) book(order, price, each === 0 ? open : piece, false);
    }
  }

  const wouldCross = (order: NaiveOrder) => (order.side === "buy" ? price <= order.limit : price >= order.limit);
  const isHit = (order: NaiveOrder, at: number) => (order.side === "buy" ? at >= order.stop : at <= order.stop);

  function look(order: NaiveState, tick: number, end: number): void {
    if (!isOpen(order) || order.move === move) return;
    if (!order.armed) {
      if (!isHit(order, tick)) return;
      order.armed = true;
      order.move = move;
      if (order.type === "stop-limit") {
        if (wouldCross(order)) sweep(order);
        else if (order.tif !== "gtc") order.status = "expired";
        return;
      }
      const more = (price - order.stop) * order.quantity * PER_TICK_STEP;
      const free = money.quote - locked().quote;
      if (order.side === "buy" && more > free) order.status = "expired";
      else sweep(order);
      return;
    }
    if (order.side === "buy" ? tick > order.limit : tick < order.limit) return;
    if (order.side === "buy" ? end > order.limit : end < order.limit) return; // the price is leaving
    order.move = move;
    const each = Math.floor(order.quantity / start.restingParts) || order.quantity;
    const open = order.quantity - order.filled;
    book(order, order.limit, open - each < each ? open : each, true);
  }

  function go(to: number, jumps: boolean): void {
    move++;
    if (Number.isNaN(price)) {
      price = to;
      return;
    }
    const from = price;
    const direction = Math.sign(to - from);
    for (let tick = from; ; tick += direction) {
      price = jumps ? to : tick;
      for (const order of orders) look(order, tick, to);
      if (tick === to) break;
    }
    price = to;
  }

  return {
    fills,
    orders,
    locked,
    money,
    price: () => price,
    advance(time: number): void {
      for (const { openTime, path } of bars) {
        path.forEach((target, quarter) => {
          const at = openTime + (quarter * length) / 4;
          if (!(at > now && at <= time)) return;
          now = at;
          go(target, quarter === 0);
        });
      }
      now = time;
    },
    /** @returns the number of the refusal, or 0 */
    place(order: NaiveOrder, rules: { minQuantity: number; minNotional: number }): number {
      if (order.quantity < rules.minQuantity) return -1013;
      if (worth(order) * order.quantity * PER_TICK_STEP < rules.minNotional) return -1013;
      if (order.postOnly && wouldCross(order)) return -2010;
      if (order.type.startsWith("stop") && isHit(order, price)) return -2010;
      if (orders.some((it) => isOpen(it) && it.id === order.id)) return -2010;
      const need = order.side === "sell" ? order.quantity * PER_STEP : worth(order) * order.quantity * PER_TICK_STEP;
      const asset = order.side === "sell" ? "base" : "quote";
      if (need > money[asset] - locked()[asset]) return -2010;
      const state: NaiveState = { ...order, status: "resting", filled: 0, armed: !order.type.startsWith("stop"), move };
      orders.push(state);
      if (order.type === "market" || (order.type === "limit" && wouldCross(order))) sweep(state);
      else if (order.type === "limit" && order.tif !== "gtc") state.status = "expired";
      return 0;
    },
    cancel(id: string): number {
      const order = orders.findLast((it) => it.id === id);
      if (order === undefined || !isOpen(order)) return -2011;
      order.status = "cancelled";
      return 0;
    },
  };
}

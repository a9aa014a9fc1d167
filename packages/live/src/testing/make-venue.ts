import { decimalUnits } from "@bellwether/core";
import type { ExchangeOrderRequest, OrderSnapshot } from "../exchange/trading.js";
import type { Venue, VenueListener, VenueOptions } from "./venue.js";
import { BadVenueError, refuse } from "./venue-errors.js";
import {
  assertAcceptable,
  changeRules,
  type MarketState,
  marketState,
  priceUnits,
  quantityUnits,
  reservePrice,
} from "./venue-market.js";
import { crosses, distanceTo, isOpen, levelOf, piecesOf, type VenueOrder } from "./venue-order.js";
import { costUnits, lockOf, settle } from "./venue-settlement.js";
import { fromUnits, VenueWallet } from "./venue-wallet.js";

export { BadVenueError, VenueRefusalError } from "./venue-errors.js";

/** Decimals of money, at least: as Binance counts. */
const MONEY_PLACES = 8;
type By = { readonly clientId: string } | { readonly exchangeId: string };

/**
 * Opens an exchange in memory.
 * @throws {BadVenueError} for bars that overlap or are unsound, or more decimals than can be counted
 */
export function createVenue(options: VenueOptions): Venue {
  const markets = new Map(options.markets.map((it) => [it.symbol, marketState(it, options.start)]));
  const scales = [...markets.values()].map((it) => it.priceScale + it.quantityScale);
  const wallet = new VenueWallet(Math.max(MONEY_PLACES, ...scales), options.balances);
  const orders: VenueOrder[] = [];
  /** By symbol and client id. */
  const newest = new Map<string, VenueOrder>();
  const listeners = new Set<VenueListener>();
  let { start: now, parts = 1, restingParts = 1 } = options;
  let feeAsset: VenueOptions["feeAsset"] | null = options.feeAsset ?? null;

  const marketOf = (symbol: string) => markets.get(symbol) ?? refuse(-1121, "Invalid symbol.");
  const tell = (call: (listener: VenueListener) => void) => {
    for (const listener of [...listeners]) call(listener);
  };
  const tellBalances = () => {
    for (const asset of wallet.drain()) tell((it) => it.balance?.(asset, wallet.balance(asset)));
  };
  const tellOrder = (order: VenueOrder) => {
    tell((it) => it.order?.(snapshotOf(order)));
    tellBalances();
  };

  function snapshotOf({ request, exchangeId, quantity, filled, status, time }: VenueOrder): OrderSnapshot {
    const { clientId, symbol, side, type, limitPrice, stopPrice } = request;
    const { quantityScale } = marketOf(symbol);
    return {
      clientId,
      exchangeId,
      symbol,
      side,
      type,
      status,
      quantity: fromUnits(quantity, quantityScale),
      filled: fromUnits(filled, quantityScale),
      ...((type === "limit" || type === "stop-limit") && { limitPrice }),
      ...((type === "stop" || type === "stop-limit") && { stopPrice }),
      time,
    };
  }

  function fill(market: MarketState, order: VenueOrder, price: number, quantity: bigint, liquidity: "maker" | "taker") {
    const trade = settle(wallet, market, order, { price, quantity, liquidity, time: now }, feeAsset);
    market.fills.push(trade);
    order.status = order.filled === order.quantity ? "filled" : "partly-filled";
    order.time = now;
    if (!isOpen(order)) market.working.delete(order);
    tell((it) => it.fill?.({ ...trade }));
    tellOrder(order);
  }

  /** Fills what is left at once, as the side that crosses. */
  function take(market: MarketState, order: VenueOrder, price: number): void {
    const step = quantityUnits(market, market.rules.step);
    for (const piece of piecesOf(order.quantity - order.filled, parts, step)) {
      if (isOpen(order)) fill(market, order, price, piece, "taker"); // a listener may have cancelled it
    }
  }

  function end(market: MarketState, order: VenueOrder, status: "cancelled" | "expired"): void {
    wallet.unlock(...lockOf(wallet, market, order, order.quantity - order.filled));
    order.status = status;
    order.time = now;
    market.working.delete(order);
    tellOrder(order);
  }

  /** A limit order meets the price of now for the first time. */
  function restOrTake(market: MarketState, order: VenueOrder): void {
    const { side, limitPrice, timeInForce } = order.request;
    if (crosses(side, limitPrice!, market.price)) take(market, order, market.price);
    else if (timeInForce === "ioc" || timeInForce === "fok") end(market, order, "expired");
  }

  /** The price has come to a working order. */
  function meet(market: MarketState, order: VenueOrder): void {
    const { limitPrice } = order.request;
    order.metAt = market.moves;
    if (order.triggered) {
      const open = order.quantity - order.filled;
      const piece = piecesOf(order.quantity, restingParts, quantityUnits(market, market.rules.step))[0]!;
      fill(market, order, limitPrice!, open < 2n * piece ? open : piece, "maker");
    } else {
      order.triggered = true;
      if (limitPrice === undefined) trigger(market, order);
      else restOrTake(market, order);
    }
  }

  /** A stop becomes a market order; a buy that a gap has made dearer than the account can pay ends instead. */
  function trigger(market: MarketState, order: VenueOrder): void {
    const { side } = order.request;
    const dearer = priceUnits(market, market.price) - order.reserve;
    const more = side === "buy" ? costUnits(wallet, market, dearer, order.quantity) : 0n;
    if (more > wallet.free(market.rules.quote)) end(market, order, "expired");
    else take(market, order, market.price);
  }

  /** The price moves on; whatever lies on its way is met, the nearest first. */
  function move(market: MarketState): void {
    const jumps = market.tape.next();
    const target = market.tape.price;
    let from = market.price;
    if (jumps) market.price = target;
    market.moves++;
    for (;;) {
      let next: VenueOrder | undefined;
      let nearest = Number.POSITIVE_INFINITY;
      for (const order of market.working) {
        if (order.metAt === market.moves) continue;
        const distance = distanceTo(order, from, target);
        if (distance < nearest) {
          nearest = distance;
          next = order;
        }
      }
      if (next === undefined) break;
      if (!jumps && nearest > 0) from = market.price = levelOf(next);
      meet(market, next);
    }
    market.price = target;
    tell((it) => it.bar?.(market.rules.symbol, market.tape.running(now)));
  }

  function place(request: ExchangeOrderRequest): OrderSnapshot {
    const market = marketOf(request.symbol);
    assertAcceptable(market, request);
    const isTaken = ({ request: { clientId } }: VenueOrder) => clientId === request.clientId;
    if (request.clientId !== "" && [...markets.values()].some((it) => [...it.working].some(isTaken)))
      refuse(-2010, "Duplicate order sent.");
    const { type } = request;
    const order: VenueOrder = {
      request: { ...request },
      exchangeId: String(orders.length + 1),
      quantity: quantityUnits(market, request.quantity),
      filled: 0n,
      status: "resting",
      reserve: priceUnits(market, reservePrice(market, request)),
      triggered: type === "market" || type === "limit",
      metAt: market.moves,
      time: now,
    };
    const [asset, units] = lockOf(wallet, market, order, order.quantity);
    if (units > wallet.free(asset)) refuse(-2010, "Account has insufficient balance for requested action.");
    wallet.lock(asset, units);
    orders.push(order);
    newest.set(`${request.symbol} ${request.clientId}`, order);
    market.working.add(order);
    tellOrder(order);
    if (!isOpen(order)) return snapshotOf(order);
    if (type === "market") take(market, order, market.price);
    else if (type === "limit") restOrTake(market, order);
    return snapshotOf(order);
  }

  /** The newest of that name: a client id may be used again after its order's end. */
  function findOrder(symbol: string, by: By): VenueOrder | undefined {
    marketOf(symbol);
    if ("clientId" in by) return newest.get(`${symbol} ${by.clientId}`);
    const order = orders[Number(by.exchangeId) - 1];
    return order?.request.symbol === symbol ? order : undefined;
  }

  return {
    get now() {
      return now;
    },
    get nextChange() {
      return Math.min(...[...markets.values()].map(({ tape }) => tape.nextChange));
    },
    get markets() {
      return [...markets.values()].map(({ rules }) => rules);
    },
    advance(time) {
      if (!(time >= now)) throw new BadVenueError(`the venue's clock stands at ${now} and cannot go to ${time}`);
      for (;;) {
        let next: MarketState | undefined;
        for (const market of markets.values()) {
          const { nextChange } = market.tape;
          if (nextChange <= time && nextChange < (next?.tape.nextChange ?? Infinity)) next = market;
        }
        if (next === undefined) break;
        now = next.tape.nextChange;
        move(next);
      }
      now = time;
    },
    on(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    price: (symbol) => marketOf(symbol).price,
    bars: (symbol, timeframe, since, limit) => marketOf(symbol).tape.bars(timeframe, since, limit, now),
    place,
    cancel(symbol, by) {
      const order = findOrder(symbol, by);
      if (order === undefined || !isOpen(order)) refuse(-2011, "Unknown order sent.");
      end(marketOf(symbol), order, "cancelled");
      return snapshotOf(order);
    },
    find(symbol, by) {
      const order = findOrder(symbol, by);
      return order && snapshotOf(order);
    },
    openOrders: (symbol) =>
      (symbol === undefined ? [...markets.values()] : [marketOf(symbol)])
        .flatMap(({ working }) => [...working])
        .sort((a, b) => Number(a.exchangeId) - Number(b.exchangeId))
        .map(snapshotOf),
    orders: (symbol) => orders.filter((it) => it.request.symbol === (symbol ?? it.request.symbol)).map(snapshotOf),
    fills: (symbol, after = "0") =>
      marketOf(symbol)
        .fills.slice(Math.max(0, Number(after)))
        .map((it) => ({ ...it })),
    balances: () => wallet.balances(),
    adjust(asset, by) {
      wallet.add(asset, decimalUnits(by, wallet.scale));
      tellBalances();
    },
    change(change) {
      if (change.rules) changeRules(marketOf(change.rules.symbol), change.rules);
      if (change.feeAsset !== undefined) feeAsset = change.feeAsset;
      parts = change.parts ?? parts;
      restingParts = change.restingParts ?? restingParts;
    },
  };
}

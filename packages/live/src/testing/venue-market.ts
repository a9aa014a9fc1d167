import { decimalPlaces, decimalUnits, Grid } from "@bellwether/core";
import type { ExchangeFill, ExchangeOrderRequest } from "../exchange/trading.js";
import { PriceTape } from "./price-tape.js";
import type { VenueChange, VenueMarket } from "./venue.js";
import { BadVenueError, refuse } from "./venue-errors.js";
import { crosses, type VenueOrder } from "./venue-order.js";

/** Most decimals that a price and a quantity may have together. */
const MAX_PLACES = 18;

/** One market of a venue: its rules as they are now, its prices, and what works there. */
export interface MarketState {
  rules: VenueMarket;
  /** Decimals of prices and of quantities. */
  readonly priceScale: number;
  readonly quantityScale: number;
  readonly tape: PriceTape;
  /** The price that matching stands at. */
  price: number;
  /** Counts the prices that have come. */
  moves: number;
  readonly working: Set<VenueOrder>;
  readonly fills: ExchangeFill[];
}

/** @throws {BadVenueError} for bars that are none, or decimals that cannot be counted */
export function marketState(rules: VenueMarket, start: number): MarketState {
  const tape = new PriceTape(rules, start);
  const { open, high, low, close } = rules.columns;
  let priceScale = decimalPlaces(rules.tick);
  for (const column of [open, high, low, close])
    for (const price of column) priceScale = Math.max(priceScale, decimalPlaces(price));
  const quantityScale = decimalPlaces(rules.step);
  if (!(priceScale + quantityScale <= MAX_PLACES))
    throw new BadVenueError(
      `${rules.symbol}: prices of ${priceScale} and steps of ${quantityScale} decimals; together they may have ${MAX_PLACES}: round the bars`,
    );
  return { rules, priceScale, quantityScale, tape, price: tape.price, moves: 0, working: new Set(), fills: [] };
}

/** @throws {BadVenueError} for a tick or step finer than amounts are counted in */
export function changeRules(market: MarketState, change: NonNullable<VenueChange["rules"]>): void {
  const rules = { ...market.rules, ...change };
  if (decimalPlaces(rules.tick) > market.priceScale || decimalPlaces(rules.step) > market.quantityScale)
    throw new BadVenueError(`${rules.symbol}: tick ${rules.tick} or step ${rules.step} is finer than at the start`);
  market.rules = rules;
}

/**
 * What the exchange checks before it looks at the account.
 * @throws {VenueRefusalError} as Binance would
 */
export function assertAcceptable(market: MarketState, order: ExchangeOrderRequest): void {
  const { rules, price } = market;
  const { type, side, limitPrice, stopPrice } = order;
  if (!rules.types.includes(type))
    refuse(-2010, `${TYPE_NAMES[type] ?? "Such"} orders are not supported for this symbol.`);
  if (order.timeInForce === "gtd") refuse(-1013, "Invalid timeInForce.");
  if (order.postOnly === true && type !== "limit") refuse(-1013, "Only a limit order can be LIMIT_MAKER.");
  const isQuantity = isOnGrid(order.quantity, rules.step) && order.quantity >= rules.minQuantity;
  if (!isQuantity) refuse(-1013, "Filter failure: LOT_SIZE");
  for (const [isWanted, level] of [
    [type === "limit" || type === "stop-limit", limitPrice],
    [type === "stop" || type === "stop-limit", stopPrice],
  ] as const) {
    if (isWanted && !(level !== undefined && isOnGrid(level, rules.tick)))
      refuse(-1013, "Filter failure: PRICE_FILTER");
  }
  if (!(price > 0)) refuse(-2010, "Market is closed.");
  const scale = market.priceScale + market.quantityScale;
  const notional = priceUnits(market, reservePrice(market, order)) * quantityUnits(market, order.quantity);
  if (!(notional >= decimalUnits(rules.minNotional, scale))) refuse(-1013, "Filter failure: NOTIONAL");
  if (order.postOnly === true && crosses(side, limitPrice!, price))
    refuse(-2010, "Order would immediately match and take.");
  if ((type === "stop" || type === "stop-limit") && (side === "buy" ? price >= stopPrice! : price <= stopPrice!))
    refuse(-2010, "Stop price would trigger immediately.");
}

const TYPE_NAMES = { market: "Market", limit: "Limit", stop: "Stop loss", "stop-limit": "Stop loss limit" };

/** What an order is valued at, and a buy's money locked at. */
export function reservePrice(market: MarketState, { type, limitPrice, stopPrice }: ExchangeOrderRequest): number {
  if (type === "market") return market.price;
  return type === "stop" ? stopPrice! : limitPrice!;
}

export function priceUnits(market: MarketState, price: number): bigint {
  return decimalUnits(price, market.priceScale);
}

export function quantityUnits(market: MarketState, quantity: number): bigint {
  return decimalUnits(quantity, market.quantityScale);
}

function isOnGrid(value: number, step: number): boolean {
  return value > 0 && value < Infinity && new Grid(step).down(value) === value;
}

import type { Grid, Instrument, OrderType } from "@bellwether/core";
import type { ExchangeOrderRequest } from "../exchange/trading.js";
import { isBelowMinimum } from "./quantities.js";

/**
 * Why an order must not be sent, found here rather than by the exchange; null for none. What reached this point was rounded
 * before: a number off its grid is a bug, and is not mended by rounding it again.
 * @param price - last price, for orders that bring none of their own.
 */
export function orderFlaw(
  { type, quantity, limitPrice, stopPrice }: ExchangeOrderRequest,
  instrument: Instrument,
  price: number,
  types: readonly OrderType[],
): string | null {
  if (!types.includes(type)) return "type-not-supported";
  if (!isOn(instrument.quantities, quantity)) return "quantity-off-step";
  if (limitPrice !== undefined && !isOn(instrument.prices, limitPrice)) return "price-off-tick";
  if (stopPrice !== undefined && !isOn(instrument.prices, stopPrice)) return "price-off-tick";
  if ((type === "limit" || type === "stop-limit") && limitPrice === undefined) return "limit-price-missing";
  if ((type === "stop" || type === "stop-limit") && stopPrice === undefined) return "stop-price-missing";
  return isBelowMinimum(instrument, quantity, limitPrice ?? stopPrice ?? price) ? "below-minimum" : null;
}

/** Whether a number is on a grid, and reads the same when it is written out without an exponent. */
function isOn(grid: Grid, value: number): boolean {
  return (
    value > 0 && Number.isFinite(value) && grid.down(value) === value && Number(value.toFixed(grid.places)) === value
  );
}

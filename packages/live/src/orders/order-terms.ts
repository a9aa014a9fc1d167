import type { Instrument, OrderRequest, PortfolioView } from "@bellwether/core";
import type { LiveOrder } from "./live-order.js";

/** A request with its prices on the tick, so that a limit asks no less, and a stop triggers no earlier, than was wanted. */
export function onTick(request: OrderRequest, { prices }: Instrument): OrderRequest {
  const { side, limitPrice, stopPrice } = request;
  const buys = side === "buy";
  return {
    ...request,
    limitPrice: limitPrice === undefined ? undefined : buys ? prices.down(limitPrice) : prices.up(limitPrice),
    stopPrice: stopPrice === undefined ? undefined : buys ? prices.up(stopPrice) : prices.down(stopPrice),
  };
}

/**
 * What an entry may buy: no more than the account can pay for it beside the entries that work already. The portfolio books
 * exactly and refuses an overdraft, so a market order keeps back a reserve for what it slips.
 * @param close - last price of its stream, in quote currency; NaN before the first.
 * @param reserve - fraction of the value that is kept back.
 * @returns base units on the step; 0 where nothing can be paid.
 */
export function affordable(
  request: OrderRequest,
  instrument: Instrument,
  portfolio: PortfolioView,
  close: number,
  reserve: number,
  working: Iterable<LiveOrder>,
): number {
  const cost = unitCost(request, instrument, close, reserve);
  if (!(cost > 0)) return request.quantity; // no price yet: the exchange knows
  let free = portfolio.free;
  for (const order of working) {
    const { request: other, remaining, facts } = order;
    if (!order.isEntry || other.side !== "buy") continue;
    const each = unitCost(other, instrument, facts.reference, reserve);
    if (each > 0) free -= remaining * each;
  }
  if (request.quantity * cost <= free) return request.quantity;
  return free > 0 ? Math.min(request.quantity, instrument.quantities.down(free / cost)) : 0;
}

/** The most that one base unit may cost, fee included, in quote currency. */
function unitCost(
  { type, limitPrice, stopPrice }: OrderRequest,
  { feeIn, taker }: Instrument,
  close: number,
  reserve: number,
) {
  const price =
    type === "limit" || type === "stop-limit" ? limitPrice! : Math.max(close, stopPrice ?? 0) * (1 + reserve);
  return price * (feeIn === "base" ? 1 : 1 + Math.max(0, taker));
}

import { type Fill, type Instrument, openTimeOf, type Timeframe } from "@bellwether/core";
import type { ExchangeFill } from "../exchange/trading.js";
import type { LiveOrder } from "./live-order.js";

/** What one unit of an asset is worth, in quote currency; undefined where nobody knows. */
export type PriceOf = (asset: string) => number | undefined;

/**
 * A trade of the account in the words of the run.
 * @param remaining - base units that the order still wants after it.
 * @param unvalued - told when a fee is in an asset without a price: it counts as 0.
 */
export function fillOf(
  order: LiveOrder,
  trade: ExchangeFill,
  remaining: number,
  instrument: Instrument,
  timeframe: Timeframe,
  priceOf: PriceOf,
  unvalued: (asset: string) => void,
): Fill {
  const { id, lane, request, facts, isEntry } = order;
  const { price, quantity, liquidity, side, fee } = trade;
  const { reference, exitReason } = facts;
  // a limit order asked for its price; whatever else crossed was decided at another
  const referencePrice = request.type === "limit" || !(reference > 0) ? price : reference;
  return {
    orderId: id,
    lane,
    symbol: request.symbol,
    side,
    quantity,
    remaining,
    price,
    referencePrice,
    ...feeOf(fee, price, instrument, priceOf, unvalued),
    liquidity,
    time: openTimeOf(timeframe, trade.time),
    exitReason: isEntry ? undefined : (exitReason ?? "signal"),
    reason: request.reason,
  };
}

function feeOf(
  fee: ExchangeFill["fee"],
  price: number,
  { base, quote }: Instrument,
  priceOf: PriceOf,
  unvalued: (asset: string) => void,
): Pick<Fill, "fee" | "feePaid"> {
  if (fee === null || fee.amount === 0) return { fee: 0 };
  const { asset, amount } = fee;
  if (asset === quote) return { fee: amount };
  const feePaid = { asset, amount };
  if (asset === base) return { fee: amount * price, feePaid };
  const value = amount * (priceOf(asset) ?? Number.NaN);
  if (Number.isFinite(value)) return { fee: value, feePaid };
  unvalued(asset);
  return { fee: 0, feePaid };
}

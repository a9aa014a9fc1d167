import { decimalUnits } from "@bellwether/core";
import type { ExchangeFill } from "../exchange/trading.js";
import type { VenueOptions } from "./venue.js";
import { type MarketState, priceUnits } from "./venue-market.js";
import type { VenueOrder } from "./venue-order.js";
import { fromUnits, type VenueWallet } from "./venue-wallet.js";

/** Decimals that a fee has; what is smaller is not taken. */
const FEE_PLACES = 8;
/** Decimals of fee rates and of the price of a fee asset. */
const RATE_PLACES = 12;
const RATE_ONE = 10n ** BigInt(RATE_PLACES);

/** Value of a quantity at a price, in the wallet's units. */
export function costUnits(wallet: VenueWallet, market: MarketState, price: bigint, quantity: bigint): bigint {
  return price * quantity * 10n ** BigInt(wallet.scale - market.priceScale - market.quantityScale);
}

/** A quantity in the wallet's units. */
function baseUnits(wallet: VenueWallet, market: MarketState, quantity: bigint): bigint {
  return quantity * 10n ** BigInt(wallet.scale - market.quantityScale);
}

/** Asset and units that an order of this quantity has locked. */
export function lockOf(
  wallet: VenueWallet,
  market: MarketState,
  order: VenueOrder,
  quantity: bigint,
): [string, bigint] {
  if (order.request.side === "sell") return [market.rules.base, baseUnits(wallet, market, quantity)];
  return [market.rules.quote, costUnits(wallet, market, order.reserve, quantity)];
}

/** Moves the money of one fill: releases what was locked for it, swaps the assets, takes the fee. @returns the fill */
export function settle(
  wallet: VenueWallet,
  market: MarketState,
  order: VenueOrder,
  trade: {
    readonly price: number;
    readonly quantity: bigint;
    readonly liquidity: "maker" | "taker";
    readonly time: number;
  },
  feeAsset: VenueOptions["feeAsset"] | null,
): ExchangeFill {
  const { base, quote, symbol } = market.rules;
  const isBuy = order.request.side === "buy";
  const cost = costUnits(wallet, market, priceUnits(market, trade.price), trade.quantity);
  const amount = baseUnits(wallet, market, trade.quantity);
  wallet.unlock(...lockOf(wallet, market, order, trade.quantity));
  wallet.add(isBuy ? quote : base, isBuy ? -cost : -amount);
  wallet.add(isBuy ? base : quote, isBuy ? amount : cost);

  const rate = decimalUnits(market.rules[trade.liquidity], RATE_PLACES);
  let fee = { asset: isBuy ? base : quote, units: cutFee(((isBuy ? amount : cost) * rate) / RATE_ONE, wallet.scale) };
  if (feeAsset) {
    const units = cutFee((cost * rate) / decimalUnits(feeAsset.price, RATE_PLACES), wallet.scale);
    if (wallet.free(feeAsset.asset) >= units && units > 0n) fee = { asset: feeAsset.asset, units };
  }
  wallet.add(fee.asset, -fee.units);
  order.filled += trade.quantity;
  return {
    id: String(market.fills.length + 1),
    exchangeId: order.exchangeId,
    symbol,
    side: order.request.side,
    price: trade.price,
    quantity: fromUnits(trade.quantity, market.quantityScale),
    fee: { asset: fee.asset, amount: fromUnits(fee.units, wallet.scale) },
    liquidity: trade.liquidity,
    time: trade.time,
  };
}

function cutFee(units: bigint, scale: number): bigint {
  return units - (units % 10n ** BigInt(scale - FEE_PLACES));
}

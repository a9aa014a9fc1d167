import type { OrderType } from "@bellwether/core";
import type { VenueMarket } from "@bellwether/live/venue";
import { decimalText } from "./decimal-text.js";
import { idOf } from "./symbol-ids.js";

/** What Binance calls the order types of a venue. */
const ORDER_TYPES: Readonly<Record<OrderType, readonly string[]>> = {
  limit: ["LIMIT", "LIMIT_MAKER"],
  market: ["MARKET"],
  stop: ["STOP_LOSS"],
  "stop-limit": ["STOP_LOSS_LIMIT"],
};
const LARGEST = "9000000000.00000000";

/** `exchangeInfo`. @param now - epoch ms UTC */
export function exchangeInfo(markets: readonly VenueMarket[], now: number, weightLimit: number): object {
  return {
    timezone: "UTC",
    serverTime: now,
    rateLimits: [
      { rateLimitType: "REQUEST_WEIGHT", interval: "MINUTE", intervalNum: 1, limit: weightLimit },
      { rateLimitType: "ORDERS", interval: "SECOND", intervalNum: 10, limit: 100 },
    ],
    exchangeFilters: [],
    symbols: markets.map(symbolInfo),
  };
}

function symbolInfo(market: VenueMarket): object {
  const { base, quote, tick, step, minQuantity, minNotional, types } = market;
  return {
    symbol: idOf(market),
    status: "TRADING",
    baseAsset: base,
    baseAssetPrecision: 8,
    quoteAsset: quote,
    quotePrecision: 8,
    quoteAssetPrecision: 8,
    baseCommissionPrecision: 8,
    quoteCommissionPrecision: 8,
    orderTypes: (["limit", "market", "stop", "stop-limit"] as const).flatMap((type) =>
      types.includes(type) ? ORDER_TYPES[type] : [],
    ),
    icebergAllowed: false,
    ocoAllowed: false,
    otoAllowed: false,
    quoteOrderQtyMarketAllowed: true,
    allowTrailingStop: false,
    cancelReplaceAllowed: false,
    isSpotTradingAllowed: true,
    isMarginTradingAllowed: false,
    filters: [
      { filterType: "PRICE_FILTER", minPrice: decimalText(tick), maxPrice: LARGEST, tickSize: decimalText(tick) },
      { filterType: "LOT_SIZE", minQty: decimalText(minQuantity), maxQty: LARGEST, stepSize: decimalText(step) },
      // as on the real exchange: no step of its own for market orders
      { filterType: "MARKET_LOT_SIZE", minQty: "0.00000000", maxQty: LARGEST, stepSize: "0.00000000" },
      {
        filterType: "NOTIONAL",
        minNotional: decimalText(minNotional),
        applyMinToMarket: true,
        maxNotional: LARGEST,
        applyMaxToMarket: false,
        avgPriceMins: 0,
      },
    ],
    permissions: [],
    permissionSets: [["SPOT"]],
    defaultSelfTradePreventionMode: "NONE",
    allowedSelfTradePreventionModes: ["NONE"],
  };
}

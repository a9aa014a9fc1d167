import type { Side } from "@bellwether/core";
import type { ExchangeOrderRequest } from "@bellwether/live";
import type { Venue } from "@bellwether/live/venue";
import { ApiError } from "./api-error.js";
import { missing, type Parameters } from "./parameters.js";
import type { SymbolIds } from "./symbol-ids.js";

/** An order as Binance takes it, read and ready for the venue. */
export interface OrderForm {
  readonly request: ExchangeOrderRequest;
  /** Its type as Binance names it. */
  readonly rawType: string;
  readonly timeInForce: "GTC" | "IOC" | "FOK";
  /** In quote currency, where the order was given by value. */
  readonly quoteQuantity: number;
  readonly answer: "ACK" | "RESULT" | "FULL";
}

const TYPES = {
  LIMIT: { type: "limit", price: true, stop: false },
  LIMIT_MAKER: { type: "limit", price: true, stop: false },
  MARKET: { type: "market", price: false, stop: false },
  STOP_LOSS: { type: "stop", price: false, stop: true },
  STOP_LOSS_LIMIT: { type: "stop-limit", price: true, stop: true },
} as const;
const LIVES = { GTC: "gtc", IOC: "ioc", FOK: "fok" } as const;
const CLIENT_ID = /^[.A-Z:/a-z0-9_-]{1,36}$/;

/**
 * @param clientId - what the order is called if the request names none
 * @throws {ApiError} for what Binance refuses before it looks at the market: names, types, missing or needless parameters
 */
export function readOrderForm(parameters: Parameters, ids: SymbolIds, venue: Venue, clientId: () => string): OrderForm {
  const market = ids.market(parameters.required("symbol"));
  const side = sideOf(parameters.required("side"));
  const rawType = parameters.required("type");
  if (!Object.hasOwn(TYPES, rawType)) throw new ApiError(400, -1116, "Invalid orderType.");
  const { type, price, stop } = TYPES[rawType as keyof typeof TYPES];
  if (!market.types.includes(type))
    throw new ApiError(400, -1013, `Order type ${rawType} is not supported for this symbol.`);

  const needsLife = rawType === "LIMIT" || rawType === "STOP_LOSS_LIMIT";
  const life = parameters.text("timeInForce");
  if (life !== undefined && !needsLife)
    throw new ApiError(400, -1106, "Parameter 'timeInForce' sent when not required.");
  const timeInForce = (needsLife ? parameters.required("timeInForce") : "GTC") as keyof typeof LIVES;
  if (!Object.hasOwn(LIVES, timeInForce)) throw new ApiError(400, -1115, "Invalid timeInForce.");

  const limitPrice = given(parameters, "price", price);
  const stopPrice = given(parameters, "stopPrice", stop);
  const quoteQuantity = rawType === "MARKET" ? (parameters.decimal("quoteOrderQty") ?? 0) : 0;
  const quantity =
    quoteQuantity > 0
      ? wholeSteps(quoteQuantity / venue.price(market.symbol), market.step)
      : (parameters.decimal("quantity") ?? missing("quantity"));

  const name = parameters.text("newClientOrderId") ?? clientId();
  if (!CLIENT_ID.test(name))
    throw new ApiError(
      400,
      -1100,
      `Illegal characters found in parameter 'newClientOrderId'; legal range is '${CLIENT_ID.source}'.`,
    );
  const usual = type === "market" || type === "limit" ? "FULL" : "ACK";
  const answer = parameters.text("newOrderRespType") ?? usual;
  if (answer !== "ACK" && answer !== "RESULT" && answer !== "FULL")
    throw new ApiError(400, -1100, "Illegal characters found in parameter 'newOrderRespType'.");

  const request: ExchangeOrderRequest = {
    clientId: name,
    symbol: market.symbol,
    side,
    type,
    quantity,
    limitPrice,
    stopPrice,
    timeInForce: LIVES[timeInForce],
    postOnly: rawType === "LIMIT_MAKER",
  };
  return { request, rawType, timeInForce, quoteQuantity, answer };
}

function sideOf(text: string): Side {
  if (text === "BUY") return "buy";
  if (text === "SELL") return "sell";
  throw new ApiError(400, -1117, "Invalid side.");
}

function given(parameters: Parameters, name: string, wanted: boolean): number | undefined {
  const value = parameters.decimal(name);
  if (wanted) return value ?? missing(name);
  if (value !== undefined) throw new ApiError(400, -1106, `Parameter '${name}' sent when not required.`);
  return undefined;
}

/** Base units in whole steps, rounded down; a hair of tolerance for the division before it. */
function wholeSteps(quantity: number, step: number): number {
  return Number((Math.floor(quantity / step + 1e-9) * step).toFixed(8));
}

import { clip } from "@bellwether/core";
import { type ExchangeOrderRequest, ExchangeRefusalError } from "@bellwether/live";
import type { Adapter } from "./adapters.js";
import type { CcxtInstance } from "./narrow.js";

/** The arguments of ccxt's `createOrder`. */
export interface OrderArguments {
  readonly wireId: string;
  readonly type: "market" | "limit";
  readonly price: number | undefined;
  readonly params: Record<string, unknown>;
}

const TIME_IN_FORCE = { ioc: "IOC", fok: "FOK" } as const;

/**
 * An order as ccxt takes it, if it would arrive as exactly what it is.
 * @throws {ExchangeRefusalError} `bad-order`, before anything is sent
 */
export function orderArguments(instance: CcxtInstance, adapter: Adapter, order: ExchangeOrderRequest): OrderArguments {
  const refuse = (why: string): never => {
    throw new ExchangeRefusalError("bad-order", `${instance.id}: order ${clip(order.clientId)} not sent, ${why}`);
  };
  const { type, quantity, limitPrice, stopPrice, timeInForce } = order;
  const wireId = adapter.form.toWire(order.clientId);
  if (!/^[\w-]+$/.test(order.clientId)) refuse("its id has other signs than letters, digits, - and _");
  if (!(wireId.length >= 1 && wireId.length <= adapter.wireIdLength))
    refuse(`its id is longer than ${adapter.wireIdLength} characters`);
  if (!adapter.types.includes(type))
    refuse(`${type} orders have not been verified here; it takes ${adapter.types.join(", ") || "none"}`);
  if (!(quantity > 0 && quantity < Number.POSITIVE_INFINITY)) refuse(`quantity ${clip(quantity)} is not positive`);
  assertExact(instance.amountToPrecision, instance, order.symbol, quantity, "quantity", refuse);

  const isLimit = type === "limit" || type === "stop-limit";
  const isStop = type === "stop" || type === "stop-limit";
  if (isLimit) assertPrice(limitPrice, "limit price");
  if (isStop) assertPrice(stopPrice, "stop price");
  if (isStop && adapter.stopKey === undefined) refuse("stops are not verified to rest here");
  if (timeInForce === "gtd") refuse("no order here ends at a time; cancel it then");
  if (order.postOnly === true && type !== "limit") refuse("only a limit order can be post-only");

  return {
    wireId,
    type: isLimit ? "limit" : "market",
    price: isLimit ? limitPrice : undefined, // with a price, a market order of ccxt is counted in quote currency
    params: {
      [adapter.createKey]: wireId,
      ...(isStop ? { [adapter.stopKey!]: stopPrice } : {}),
      ...(order.postOnly === true ? { postOnly: true } : {}),
      ...(isLimit && (timeInForce === "ioc" || timeInForce === "fok")
        ? { timeInForce: TIME_IN_FORCE[timeInForce] }
        : {}),
    },
  };

  function assertPrice(price: number | undefined, what: string): void {
    if (!(price !== undefined && price > 0 && price < Number.POSITIVE_INFINITY))
      refuse(`${what} ${clip(price)} is not positive`);
    assertExact(instance.priceToPrecision, instance, order.symbol, price!, what, refuse);
  }
}

/** ccxt rounds in silence; an order that it would change is not sent. */
function assertExact(
  round: CcxtInstance["amountToPrecision"],
  instance: CcxtInstance,
  symbol: string,
  value: number,
  what: string,
  refuse: (why: string) => never,
): void {
  let rounded: unknown;
  try {
    rounded = round.call(instance, symbol, value);
  } catch {
    refuse(`${what} ${value} is below the exchange's step`);
  }
  if (Number(rounded) !== value) refuse(`${what} ${value} would be rounded to ${clip(rounded)}; round it to the rules`);
}

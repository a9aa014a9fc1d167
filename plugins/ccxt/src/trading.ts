import {
  type Exchange,
  type ExchangeOrderRequest,
  ExchangeRefusalError,
  type OrderReference,
  type OrderSnapshot,
  type Timers,
} from "@bellwether/live";
import type { Adapter } from "./adapters.js";
import type { Call } from "./call.js";
import { unreadable } from "./check.js";
import { checkBalances } from "./check-balances.js";
import { checkAccepted, checkOrder, checkOrders } from "./check-order.js";
import { isOrderNotFound } from "./error-chain.js";
import { fillPages } from "./fill-pages.js";
import type { Outdated } from "./guard-fetch.js";
import type { Markets } from "./markets.js";
import type { CcxtInstance } from "./narrow.js";
import { orderArguments } from "./submit-order.js";

export type Account = Pick<Exchange, "traits" | "submit" | "cancel" | "find" | "openOrders" | "fills" | "balances">;

export interface AccountContext {
  readonly instance: CcxtInstance;
  readonly adapter: Adapter;
  readonly call: Call;
  readonly markets: Markets;
  readonly timers: Timers;
  readonly outdated: Outdated;
}

const SIGNED = { signed: true } as const;

/** The account behind a key. */
export function accountOf(context: AccountContext): Account {
  const { instance, adapter, call, markets, timers, outdated } = context;
  const { form, find: recipe } = adapter;
  const known = async (symbol: string) => {
    await markets.ensure();
    markets.of(symbol);
  };

  const findInLists = async (symbol: string, wireId: string): Promise<OrderSnapshot | null> => {
    if (recipe?.how !== "lists") return null;
    const own = (answer: unknown) =>
      checkOrders(answer, symbol, form.fromWire).find((it) => form.toWire(it.clientId) === wireId) ?? null;
    const params = recipe.by(wireId);
    // open ones first: an order that ends between the two questions is in the second list
    const open = await call(
      `order ${wireId}`,
      () => instance.fetchOpenOrders(symbol, undefined, undefined, params),
      own,
      SIGNED,
    );
    if (open !== null) return open;
    const closed = () => instance[recipe.closed](symbol, undefined, undefined, params);
    return call(`order ${wireId}`, closed, own, SIGNED);
  };

  const findOne = async (reference: OrderReference): Promise<OrderSnapshot | null> => {
    const { symbol, clientId, exchangeId } = reference;
    if (exchangeId === undefined && recipe?.how !== "order")
      throw new ExchangeRefusalError("other", `${instance.id} finds no order by its client id`);
    // ids of ours may be used again once an order is at its end; the exchange's own never are
    const { id, params } =
      exchangeId === undefined && recipe?.how === "order"
        ? recipe.by(form.toWire(clientId))
        : { id: exchangeId, params: {} };
    const ask = () => orNull(instance.fetchOrder(id, symbol, { ...params }));
    return call(
      `order ${exchangeId ?? clientId}`,
      ask,
      (answer) => {
        if (answer === null) return null;
        const order = checkOrder(answer, symbol, form.fromWire);
        const isIt = exchangeId === undefined ? order.clientId === clientId : order.exchangeId === exchangeId;
        return isIt ? order : unreadable("another order than the one asked for", order.exchangeId);
      },
      SIGNED,
    );
  };

  return {
    traits: {
      clientIdLength: adapter.clientIdLength,
      findsByClientId: recipe !== null,
      types: adapter.types,
      restsStops: adapter.stopKey !== undefined,
    },

    async submit(order: ExchangeOrderRequest) {
      await known(order.symbol);
      const { wireId, type, price, params } = orderArguments(instance, adapter, order);
      outdated.delete(wireId);
      return call(
        `order ${wireId}`,
        () => instance.createOrder(order.symbol, type, order.side, order.quantity, price, params),
        (answer) => checkAccepted(answer, order, wireId, timers.now()),
        {
          sends: true,
          signed: true,
          late: () => void outdated.add(wireId),
        },
      );
    },

    async cancel({ symbol, clientId, exchangeId }) {
      await known(symbol);
      const by = exchangeId === undefined ? adapter.cancel?.(form.toWire(clientId)) : { id: exchangeId, params: {} };
      if (by === undefined)
        throw new ExchangeRefusalError(
          "other",
          `${instance.id} cancels by its own order id only; find the order first`,
        );
      const ask = () => orNull(instance.cancelOrder(by.id, symbol, { ...by.params }));
      await call(`cancelling ${exchangeId ?? clientId}`, ask, () => undefined, { sends: true, signed: true });
    },

    async find(reference) {
      await known(reference.symbol);
      return recipe?.how === "lists" && reference.clientId !== ""
        ? findInLists(reference.symbol, form.toWire(reference.clientId))
        : findOne(reference);
    },

    async openOrders(symbol) {
      await known(symbol);
      return call(
        `open orders of ${symbol}`,
        () => instance.fetchOpenOrders(symbol, undefined, undefined, {}),
        (answer) => checkOrders(answer, symbol, form.fromWire),
        SIGNED,
      );
    },

    fills: fillPages(instance, adapter.fills, call, known, timers),

    async balances() {
      await markets.ensure();
      return call("balances", () => instance.fetchBalance(), checkBalances, SIGNED);
    },
  };
}

/** An exchange that knows no such order has answered. */
async function orNull(asked: Promise<unknown>): Promise<unknown> {
  try {
    return (await asked) ?? undefined;
  } catch (error) {
    if (isOrderNotFound(error)) return null;
    throw error;
  }
}

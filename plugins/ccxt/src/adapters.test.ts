import type { ExchangeOrderRequest } from "@bellwether/live";
import { describe, expect, it } from "vitest";
import { MARKET_IDS, type Sent, stubbed } from "../test/stubbed.js";
import { ADAPTERS, adapterOf } from "./adapters.js";

const IDS = Object.keys(MARKET_IDS);
const SYMBOL = "BTC/USDT";

const LIMIT: ExchangeOrderRequest = {
  clientId: "bw-7f-1",
  symbol: SYMBOL,
  side: "buy",
  type: "limit",
  quantity: 0.5,
  limitPrice: 100.25,
};
const MARKET: ExchangeOrderRequest = {
  clientId: "bw-7f-2",
  symbol: SYMBOL,
  side: "buy",
  type: "market",
  quantity: 0.5,
};
const STOP: ExchangeOrderRequest = { ...MARKET, clientId: "bw-7f-3", side: "sell", type: "stop", stopPrice: 90.5 };
const STOP_LIMIT: ExchangeOrderRequest = { ...STOP, type: "stop-limit", limitPrice: 89.5 };

/** What leaves when an order is submitted; the answer does not matter here. */
async function sentBy(id: string, order: ExchangeOrderRequest): Promise<readonly Sent[]> {
  const { exchange, sent } = await stubbed({ id });
  await exchange.submit(order).catch(() => {});
  return sent;
}

const where = ({ method, url }: Sent) => `${method} ${url.origin}${url.pathname}`;

describe("an order leaves once, under our client id, with nothing that was not asked for", () => {
  const TABLE: Record<string, { to: string; limit: object; market?: object }> = {
    binance: {
      to: "POST https://api.binance.com/api/v3/order",
      limit: {
        symbol: "BTCUSDT",
        side: "BUY",
        newClientOrderId: "bw-7f-1",
        newOrderRespType: "FULL",
        type: "LIMIT",
        quantity: "0.5",
        price: "100.25",
        timeInForce: "GTC",
      },
      market: {
        symbol: "BTCUSDT",
        side: "BUY",
        newClientOrderId: "bw-7f-2",
        newOrderRespType: "FULL",
        type: "MARKET",
        quantity: "0.5",
      },
    },
    okx: {
      to: "POST https://www.okx.com/api/v5/trade/batch-orders",
      limit: {
        instId: "BTC-USDT",
        side: "buy",
        ordType: "limit",
        sz: "0.5",
        px: "100.25",
        tdMode: "cash",
        tgtCcy: "base_ccy",
        clOrdId: "bwZd7fZd1", // letters and digits only
      },
      market: {
        instId: "BTC-USDT",
        side: "buy",
        ordType: "market",
        sz: "0.5",
        tdMode: "cash",
        tgtCcy: "base_ccy",
        clOrdId: "bwZd7fZd2",
      },
    },
    kraken: {
      to: "POST https://api.kraken.com/0/private/AddOrder",
      limit: { pair: "XBTUSDT", type: "buy", ordertype: "limit", volume: "0.5", price: "100.25", cl_ord_id: "bw-7f-1" },
      market: { pair: "XBTUSDT", type: "buy", ordertype: "market", volume: "0.5", cl_ord_id: "bw-7f-2" },
    },
    bybit: {
      to: "POST https://api.bybit.com/v5/order/create",
      limit: {
        symbol: "BTCUSDT",
        side: "Buy",
        orderType: "Limit",
        price: "100.25",
        qty: "0.5",
        category: "spot",
        orderLinkId: "bw-7f-1",
      },
      market: {
        symbol: "BTCUSDT",
        side: "Buy",
        orderType: "Market",
        marketUnit: "baseCoin",
        qty: "0.5",
        category: "spot",
        orderLinkId: "bw-7f-2",
      },
    },
    coinbase: {
      to: "POST https://api.coinbase.com/api/v3/brokerage/orders",
      limit: {
        client_order_id: "bw-7f-1",
        product_id: "BTC-USDT",
        side: "BUY",
        order_configuration: { limit_limit_gtc: { base_size: "0.5", limit_price: "100.25", post_only: false } },
      },
    },
    gate: {
      to: "POST https://api.gateio.ws/api/v4/spot/orders",
      limit: {
        currency_pair: "BTC_USDT",
        type: "limit",
        account: "spot",
        side: "buy",
        amount: "0.5",
        price: "100.25",
        text: "t-bw-7f-1",
      },
    },
    bitget: {
      to: "POST https://api.bitget.com/api/v2/spot/trade/place-order",
      limit: {
        symbol: "BTCUSDT",
        orderType: "limit",
        price: "100.25",
        side: "buy",
        force: "GTC",
        size: "0.5",
        clientOid: "bw-7f-1",
      },
    },
    kucoin: {
      to: "POST https://api.kucoin.com/api/v1/orders",
      limit: { clientOid: "bw-7f-1", side: "buy", symbol: "BTC-USDT", type: "limit", size: "0.5", price: "100.25" },
      market: { clientOid: "bw-7f-2", side: "buy", symbol: "BTC-USDT", type: "market", size: "0.5" },
    },
    mexc: {
      to: "POST https://api.mexc.com/api/v3/order",
      limit: {
        symbol: "BTCUSDT",
        side: "BUY",
        type: "LIMIT",
        quantity: "0.5",
        price: "100.25",
        newClientOrderId: "bw-7f-1",
      },
      market: { symbol: "BTCUSDT", side: "BUY", type: "MARKET", quantity: "0.5", newClientOrderId: "bw-7f-2" },
    },
  };

  it.each(IDS)("%s: a limit order", async (id) => {
    const sent = await sentBy(id, LIMIT);
    expect(sent.map(where)).toEqual([TABLE[id]!.to]);
    expect(sent[0]!.fields).toEqual(TABLE[id]!.limit);
  });

  it.each(IDS)("%s: a market order in base units, or none", async (id) => {
    const sent = await sentBy(id, MARKET);
    const expected = TABLE[id]!.market;
    if (expected === undefined) return expect(sent, "a market buy is counted in quote currency there").toEqual([]);
    expect(sent.map(where)).toEqual([TABLE[id]!.to]);
    expect(sent[0]!.fields).toEqual(expected);
  });
});

describe("a stop never leaves as a market order", () => {
  const FIELDS: Record<string, readonly [stop: object, stopLimit: object]> = {
    binance: [
      { type: "STOP_LOSS", stopPrice: "90.5" },
      { type: "STOP_LOSS_LIMIT", stopPrice: "90.5", price: "89.5" },
    ],
    kraken: [
      { ordertype: "stop-loss", price: "90.5" },
      { ordertype: "stop-loss-limit", price: "90.5", price2: "89.5" },
    ],
  };

  it.each(Object.keys(FIELDS))("%s: it rests under its own type", async (id) => {
    const [stop, stopLimit] = FIELDS[id]!;
    const [first] = await sentBy(id, STOP);
    expect(first!.fields).toMatchObject(stop);
    expect(first!.fields).not.toHaveProperty("triggerPrice");
    const [second] = await sentBy(id, STOP_LIMIT);
    expect(second!.fields).toMatchObject(stopLimit);
  });

  it.each(IDS.filter((id) => !(id in FIELDS)))("%s: it is not sent", async (id) => {
    const { exchange, sent } = await stubbed({ id });
    for (const order of [STOP, STOP_LIMIT])
      await expect(exchange.submit(order)).rejects.toMatchObject({ code: "EXCHANGE_REFUSAL", kind: "bad-order" });
    expect(sent).toEqual([]);
    expect(exchange.traits.restsStops).toBe(false);
    expect(exchange.traits.types).not.toContain("stop");
  });
});

describe("terms of a limit order", () => {
  it("sends post-only, immediate-or-cancel and fill-or-kill as what they are", async () => {
    const [postOnly] = await sentBy("binance", { ...LIMIT, postOnly: true });
    expect(postOnly!.fields).toMatchObject({ type: "LIMIT_MAKER" });
    const [ioc] = await sentBy("binance", { ...LIMIT, timeInForce: "ioc" });
    expect(ioc!.fields).toMatchObject({ type: "LIMIT", timeInForce: "IOC" });
    const [fok] = await sentBy("kraken", { ...LIMIT, timeInForce: "fok" });
    expect(fok!.fields).toMatchObject({ ordertype: "limit", timeinforce: "FOK" });
  });
});

describe("looking an order up, and cancelling it, by our id", () => {
  const LOOKUP: Record<string, readonly string[]> = {
    binance: ["GET /api/v3/order origClientOrderId=bw-7f-1"],
    okx: ["GET /api/v5/trade/order clOrdId=bwZd7fZd1"],
    kraken: ["POST /0/private/OpenOrders cl_ord_id=bw-7f-1", "POST /0/private/ClosedOrders cl_ord_id=bw-7f-1"],
    bybit: ["GET /v5/order/realtime orderLinkId=bw-7f-1", "GET /v5/order/history orderLinkId=bw-7f-1"],
    gate: ["GET /api/v4/spot/orders/t-bw-7f-1"],
    bitget: ["GET /api/v2/spot/trade/orderInfo clientOid=bw-7f-1"],
    kucoin: ["GET /api/v1/order/client-order/bw-7f-1"],
    mexc: ["GET /api/v3/order origClientOrderId=bw-7f-1"],
  };
  const CANCEL: Record<string, string> = {
    binance: "DELETE /api/v3/order origClientOrderId=bw-7f-1",
    okx: "POST /api/v5/trade/cancel-order clOrdId=bwZd7fZd1",
    kraken: "POST /0/private/CancelOrder cl_ord_id=bw-7f-1",
    bybit: "POST /v5/order/cancel orderLinkId=bw-7f-1",
    gate: "DELETE /api/v4/spot/orders/t-bw-7f-1",
    bitget: "POST /api/v2/spot/trade/cancel-order clientOid=bw-7f-1",
    kucoin: "DELETE /api/v1/order/client-order/bw-7f-1",
    mexc: "DELETE /api/v3/order origClientOrderId=bw-7f-1",
  };
  /** An empty account, the way each exchange puts it. */
  const NOTHING: Record<string, unknown> = {
    kraken: { error: [], result: { open: {}, closed: {}, count: 0 } },
    bybit: { retCode: 0, result: { list: [] } },
    bitget: { code: "00000", data: [] },
    kucoin: { code: "200000", data: {} },
  };
  const shown = ({ method, url, fields }: Sent, like: string) => {
    const [, , field] = like.split(" ");
    const key = field?.split("=")[0];
    return `${method} ${url.pathname}${key === undefined ? "" : ` ${key}=${String(fields[key])}`}`;
  };
  const reference = { symbol: SYMBOL, clientId: "bw-7f-1" };

  it.each(Object.keys(LOOKUP))("%s asks for it by the field that the exchange reads", async (id) => {
    const { exchange, sent } = await stubbed({ id, answer: () => NOTHING[id] ?? { code: "0", data: [] } });
    await exchange.find(reference).catch(() => {});
    expect(sent.map((it, i) => shown(it, LOOKUP[id]![i] ?? ""))).toEqual(LOOKUP[id]);
    if (id === "bybit") expect(sent[1]!.fields, "cancelled orders are wanted too").not.toHaveProperty("orderStatus");
  });

  it.each(Object.keys(CANCEL))("%s cancels by it", async (id) => {
    const { exchange, sent } = await stubbed({ id });
    await exchange.cancel(reference).catch(() => {});
    expect(sent.map((it) => shown(it, CANCEL[id]!))).toEqual([CANCEL[id]]);
  });

  it("coinbase does neither, and says so", async () => {
    const { exchange, sent } = await stubbed({ id: "coinbase" });
    expect(exchange.traits.findsByClientId).toBe(false);
    await expect(exchange.find(reference)).rejects.toMatchObject({ code: "EXCHANGE_REFUSAL" });
    await expect(exchange.cancel(reference)).rejects.toMatchObject({ code: "EXCHANGE_REFUSAL" });
    expect(sent).toEqual([]);
  });
});

describe("the table", () => {
  it("knows every id on the wire again, and makes no two of one", () => {
    for (const { form, clientIdLength, wireIdLength } of Object.values(ADAPTERS)) {
      for (const id of ["a-b", "aZ-b", "aZdb", "aZzb", "ZZ--", "0".repeat(clientIdLength)]) {
        expect(form.fromWire(form.toWire(id))).toBe(id);
        if (id.length === clientIdLength) expect(form.toWire(id).length).toBeLessThanOrEqual(wireIdLength);
      }
    }
    expect(ADAPTERS.okx!.form.fromWire("somebodyZelse"), "foreign ids stay").toBe("somebodyZelse");
  });

  it("takes no orders at exchanges that it does not hold", () => {
    expect(adapterOf("bitstamp")).toMatchObject({ types: [], find: null });
    expect(adapterOf("constructor")).toMatchObject({ types: [], find: null });
  });
});

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { type Connected, connectCcxt } from "../../../test/local-ccxt.js";
import { KEY, MINUTE, manyMinutes, market, minutes, openLocal, START } from "../../../test/local-markets.js";
import type { LocalExchange } from "./index.js";

let local: LocalExchange;
let connected: Connected;
beforeEach(async () => {
  local = await openLocal();
  connected = await connectCcxt(local, KEY, { newUpdates: true });
  await connected.ex.loadMarkets();
});
afterEach(async () => {
  await connected.close();
  await local.close();
});

/** Waits for something that a socket brings. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 1));
}

describe("bars pushed through unmodified ccxt", () => {
  it("shows the running bar at once, then its prices, then the next bar", async () => {
    const { ex } = connected;
    expect(await ex.watchOHLCV("BTC/USDT", "1m")).toEqual([[START, 100, 100, 100, 100, 0]]);
    const seen: number[][] = [];
    for (let i = 0; i < 3; i++) {
      const next = ex.watchOHLCV("BTC/USDT", "1m");
      local.advance({ ms: MINUTE / 4 });
      seen.push([...((await next).at(-1) as number[])]);
    }
    // low 99.5 is nearer to the open than high 102; closes at 101
    expect(seen).toEqual([
      [START, 100, 100, 99.5, 99.5, 0.125],
      [START, 100, 102, 99.5, 102, 0.25],
      [START, 100, 102, 99.5, 101, 0.375],
    ]);
    local.advance({ ms: MINUTE / 4 });
    const bars = ex.ohlcvs["BTC/USDT"]!["1m"] as number[][];
    await until(() => bars.length === 2);
    expect([...bars], "closed with its whole volume, and the next one begun").toEqual([
      [START, 100, 102, 99.5, 101, 0.5],
      [START + MINUTE, 101, 101, 101, 101, 0],
    ]);
  });

  it("says on the wire which bar has closed, once each and with its final values", async () => {
    const { ex } = connected;
    const closed: number[][] = [];
    const handle = ex.handleOHLCV;
    ex.handleOHLCV = function (...args: Parameters<typeof handle>) {
      const { t, o, h, l, c, v, x } = args[1].k;
      if (x) closed.push([t, o, h, l, c, v].map(Number));
      return handle.apply(this, args);
    };
    await ex.watchOHLCV("BTC/USDT", "1m");
    local.advance({ ms: 100 * MINUTE });
    await until(() => closed.length === 100);
    expect(closed).toEqual((await ex.fetchOHLCV("BTC/USDT", "1m", START, 100)) as number[][]);
  });

  it("serves several symbols and timeframes over one socket", async () => {
    const { ex } = connected;
    const wanted = [
      ["BTC/USDT", "1m"],
      ["ETH/USDT", "5m"],
    ];
    await ex.watchOHLCVForSymbols(wanted);
    expect(local.sockets).toBe(1);
    local.advance({ ms: 7 * MINUTE });
    await until(() => ex.ohlcvs["ETH/USDT"]?.["5m"]?.length === 2 && ex.ohlcvs["BTC/USDT"]?.["1m"]?.length === 8);
    const [first] = ex.ohlcvs["ETH/USDT"]!["5m"] as number[][];
    expect(first).toEqual((await ex.fetchOHLCV("ETH/USDT", "5m", START, 1))[0]);
  });

  it("closes the last bar before a hole at its time, not when trading goes on", async () => {
    const columns = minutes([
      [100, 101, 99, 100, 1],
      [100, 102, 98, 101, 2],
      [101, 103, 97, 102, 3],
    ]);
    columns.openTime[2] = START + 60 * MINUTE;
    const holed = await openLocal({ markets: [market("BTC/USDT", columns)] });
    const frames: { t: number; x: boolean }[] = [];
    const socket = new WebSocket(`ws://127.0.0.1:${holed.port}/ws`);
    socket.on("message", (data) => {
      const { k } = JSON.parse(String(data)) as { k?: { t: number; x: boolean } };
      if (k !== undefined) frames.push(k);
    });
    socket.on("open", () => socket.send(JSON.stringify({ method: "SUBSCRIBE", params: ["btcusdt@kline_1m"], id: 1 })));
    await until(() => frames.length > 0);
    holed.advance({ until: START + 2 * MINUTE });
    await until(() => frames.some(({ t, x }) => t === START + MINUTE && x));
    holed.advance({ until: START + 61 * MINUTE });
    await until(() => frames.some(({ t, x }) => t === START + 60 * MINUTE && x));
    expect(frames.filter(({ x }) => x).map(({ t }) => t)).toEqual([0, 1, 60].map((i) => START + i * MINUTE));
    socket.terminate();
    await holed.close();
  });
});

describe("tickers and books pushed through unmodified ccxt", () => {
  it("gives the ticker of a symbol, with bid and ask where they are asked for", async () => {
    const { ex } = connected;
    expect((await ex.watchTicker("BTC/USDT")).last).toBe(100);
    const next = ex.watchTicker("BTC/USDT", { name: "ticker" });
    local.advance({ ms: 15_000 });
    expect((await next).last).toBe(99.5);
    const full = await ex.watchTicker("ETH/USDT", { name: "ticker" });
    expect([full.bid, full.ask]).toEqual([99.49, 99.51]);
    expect((await ex.watchTicker("ETH/USDT", { name: "miniTicker" })).bid, "a mini ticker has none").toBeUndefined();
    expect((await ex.watchBidsAsks(["ETH/USDT"]))["ETH/USDT"]).toMatchObject({ bid: 99.49, ask: 99.51 });
  });

  it("keeps a book whole over a hundred updates", async () => {
    const { ex } = connected;
    const sides = ({ bids, asks }: { bids: unknown; asks: unknown }) => JSON.parse(JSON.stringify([bids, asks]));
    await ex.watchOrderBook("BTC/USDT");
    for (let i = 0; i < 100; i++) {
      const next = ex.watchOrderBook("BTC/USDT");
      local.advance({ ms: 15_000 });
      const book = await next;
      if (i % 25 === 0) expect(sides(book)).toEqual(sides(await ex.fetchOrderBook("BTC/USDT")));
    }
  });
});

describe("the account pushed through unmodified ccxt", () => {
  it("tells orders, trades and balances as they change", async () => {
    const { ex } = connected;
    const watched = [ex.watchOrders("BTC/USDT"), ex.watchMyTrades("BTC/USDT"), ex.watchBalance()] as const;
    await until(() => Object.keys(ex.clients).length > 0 && local.sockets === 1);
    await ex.fetchTime();
    const placed = await ex.createOrder("BTC/USDT", "limit", "buy", 1, 99.5, { clientOrderId: "w-1" });
    const [orders] = await Promise.all([watched[0], watched[2]]);
    expect(orders.at(-1)).toMatchObject({ id: placed.id, clientOrderId: "w-1", status: "open", filled: 0 });
    expect(ex.balance.spot.USDT).toMatchObject({ free: 9_900.5, used: 99.5 });

    const filled = ex.watchOrders("BTC/USDT");
    local.advance({ ms: 15_000 });
    const [trade] = await watched[1];
    expect(trade).toMatchObject({ order: placed.id, price: 99.5, amount: 1, takerOrMaker: "maker" });
    expect(trade!.fee).toEqual({ cost: 0.001, currency: "BTC" });
    expect((await filled).at(-1)).toMatchObject({ clientOrderId: "w-1", status: "closed", filled: 1, cost: 99.5 });
    await until(() => ex.balance.spot.BTC?.total === 1.999);
    expect(ex.balance.spot.USDT).toMatchObject({ free: 9_900.5, used: 0 });
  });

  it("tells a cancelled order under its own name", async () => {
    const { ex } = connected;
    const placed = await ex.createOrder("BTC/USDT", "limit", "buy", 1, 50, { clientOrderId: "w-2" });
    const watched = ex.watchOrders("BTC/USDT");
    await until(() => local.sockets === 1);
    await ex.fetchTime();
    await ex.cancelOrder(placed.id!, "BTC/USDT");
    expect((await watched).at(-1)).toMatchObject({ id: placed.id, clientOrderId: "w-2", status: "canceled" });
  });

  it("tells what somebody does by hand", async () => {
    const { ex } = connected;
    const watched = ex.watchBalance();
    await until(() => local.sockets === 1);
    await ex.fetchTime();
    local.venue.adjust("USDT", -1_000);
    local.advance({ ms: MINUTE });
    await watched;
    expect(ex.balance.spot.USDT.free).toBe(9_000);
  });
});

describe("a socket of any client", () => {
  const ask = (path: string, messages: readonly string[]) =>
    new Promise<unknown[]>((resolve, reject) => {
      const socket = new WebSocket(`ws://127.0.0.1:${local.port}${path}`);
      const answers: unknown[] = [];
      socket.on("error", reject);
      socket.on("open", () => {
        for (const message of messages) socket.send(message);
      });
      socket.on("message", (data) => {
        if (answers.push(JSON.parse(String(data))) < messages.length) return;
        socket.terminate();
        resolve(answers);
      });
    });

  it("is answered whatever it sends", async () => {
    const hostile = ["", "null", "{", "[]", '{"method":1}', '{"method":"SUBSCRIBE","params":{"__proto__":1}}'];
    expect(await ask("/stream/ws/0", hostile)).toEqual(
      hostile.map(() => ({ error: expect.objectContaining({ code: 2 }) })),
    );
    expect(await ask("/ws-api/v3", [...hostile, '{"id":7,"method":"order.place"}'])).toHaveLength(hostile.length + 1);
  });

  it("hears an acknowledgement for a stream that there is not, as on the real exchange", async () => {
    const subscribe = (id: number, ...params: string[]) => JSON.stringify({ method: "SUBSCRIBE", params, id });
    const none = ["nonesuch@kline_1m", "btcusdt@kline_7m", "BTCUSDT@kline_1m", "btcusdt@nothing", "@"];
    expect(await ask("/ws", [subscribe(1, ...none), '{"method":"LIST_SUBSCRIPTIONS","id":2}'])).toEqual([
      { result: null, id: 1 },
      { result: [], id: 2 },
    ]);
  });

  it("may leave a stream, and leaves all when it goes", async () => {
    const messages = [
      '{"method":"SUBSCRIBE","params":["btcusdt@depth@100ms","ethusdt@depth@100ms"],"id":1}',
      '{"method":"UNSUBSCRIBE","params":["btcusdt@depth@100ms"],"id":2}',
      '{"method":"LIST_SUBSCRIPTIONS","id":3}',
    ];
    expect((await ask("/ws", messages)).at(-1)).toEqual({ result: ["ethusdt@depth@100ms"], id: 3 });
    await until(() => local.sockets === 0);
    local.advance({ ms: MINUTE });
  });

  it("is refused where no socket belongs", async () => {
    await expect(ask("/none", ["{}"])).rejects.toThrow(/404/);
  });

  it("is pinged, and cut when it no longer answers", async () => {
    const strict = await openLocal({ pingMs: 250, markets: [market("BTC/USDT", manyMinutes(10))] });
    const mute = new WebSocket(`ws://127.0.0.1:${strict.port}/ws`, { autoPong: false });
    const polite = new WebSocket(`ws://127.0.0.1:${strict.port}/ws`);
    let pings = 0;
    polite.on("ping", () => pings++);
    await new Promise((resolve) => mute.on("close", resolve));
    await until(() => pings > 1);
    await until(() => strict.sockets === 1);
    polite.terminate();
    await strict.close();
  });
});

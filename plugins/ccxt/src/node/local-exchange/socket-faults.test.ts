import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Binance, connectCcxt, errors } from "../../../test/local-ccxt.js";
import { KEY, MINUTE, manyMinutes, market, openLocal, START } from "../../../test/local-markets.js";
import type { FaultName, LocalExchange } from "./index.js";

let local: LocalExchange;
let ex: Binance;
let close: () => Promise<void>;
const connect = async (streaming: object = {}) => {
  ({ ex, close } = await connectCcxt(local, KEY, {
    streaming: { keepAlive: 15_000, ...streaming },
    options: { ws: { cost: 5, backoff: { minDelay: 1, maxDelay: 1 } } },
  }));
  await ex.loadMarkets();
};
beforeEach(async () => {
  local = await openLocal({ markets: [market("BTC/USDT", manyMinutes(100))] });
  await connect();
});
afterEach(async () => {
  await close();
  await local.close();
});

const watch = () => ex.watchOHLCV("BTC/USDT", "1m") as Promise<number[][]>;
const failure = (promise: Promise<unknown>) =>
  promise.then(
    (value) => expect.fail(`resolved with ${JSON.stringify(value)}`),
    (error: unknown) => error,
  );
/** What is waited for while the next price comes. */
const atNextPrice = <T>(waiting: Promise<T>): Promise<T> => {
  local.advance({ ms: MINUTE / 4 });
  return waiting;
};
const until = async (holds: () => boolean) => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 1));
};
const isPending = async (promise: Promise<unknown>, ms: number) => {
  const pending = Symbol("pending");
  const patience = new Promise((resolve) => setTimeout(resolve, ms, pending));
  return (await Promise.race([promise, patience])) === pending;
};

describe("a socket that goes: what ccxt makes of it", () => {
  it.each(["wsClose", "wsCut"] as const)("%s: NetworkError, and the next call subscribes anew", async (fault) => {
    await watch();
    local.faults.inject(fault);
    expect(await failure(atNextPrice(watch()))).toBeInstanceOf(errors.NetworkError);
    expect((await watch()).at(-1)!.slice(0, 5)).toEqual([START, 100, 100, 99.5, 99.5]);
    expect(local.sockets).toBe(1);
  });

  it("all sockets cut at once: NetworkError", async () => {
    await watch();
    const waiting = failure(watch());
    local.cutSockets();
    expect(await waiting).toBeInstanceOf(errors.NetworkError);
  });

  it("an upgrade that is refused: NetworkError with its status", async () => {
    local.faults.inject("wsRefused");
    const error = await failure(watch());
    expect(error).toBeInstanceOf(errors.NetworkError);
    expect(String(error)).toMatch(/Unexpected server response: 503/);
  });

  it("an upgrade that hangs: RequestTimeout", async () => {
    await close();
    await connect({ connectionTimeout: 100 });
    local.faults.inject("wsHang");
    expect(await failure(watch())).toBeInstanceOf(errors.RequestTimeout);
  });

  it("silent but ponging: pending for ever", async () => {
    await close();
    await connect({ keepAlive: 200 });
    await watch();
    local.faults.inject("wsSilent");
    const waiting = watch();
    local.advance({ ms: 10 * MINUTE });
    expect(local.faults.counts.wsSilent).toBe(1);
    expect(await isPending(waiting, 1_500), "longer than ccxt waits for pongs").toBe(true);
    waiting.catch(() => {}); // ends with the socket
  });

  it("no pongs: RequestTimeout after a few keep-alives", async () => {
    await close();
    await connect({ keepAlive: 50 });
    await watch();
    local.faults.inject("wsNoPongs");
    expect(await failure(atNextPrice(watch()))).toBeInstanceOf(errors.RequestTimeout);
  });
});

describe("a frame that is not what it should be: what ccxt makes of it", () => {
  it("broken JSON: an error that is none of ccxt's network errors", async () => {
    ex.log = () => {}; // ccxt prints the frame
    await watch();
    local.faults.inject("wsBrokenFrame");
    expect(await failure(atNextPrice(watch()))).toBeInstanceOf(TypeError);
  });

  it("a bar without prices: a row of nothing is delivered", async () => {
    await watch();
    local.faults.inject("wsMissingFields");
    const [time, ...prices] = (await atNextPrice(watch())).at(-1)!;
    expect(time).toBe(START);
    expect(prices.slice(0, 4)).toEqual([undefined, undefined, undefined, undefined]);
  });

  it("frames that are lost: the last bar keeps its partial values, and nothing says so", async () => {
    await watch();
    local.faults.set({ wsDropped: 1 });
    local.advance({ ms: MINUTE });
    local.faults.off();
    const rows = await atNextPrice(watch());
    expect(rows.at(-1)![0]).toBe(START + MINUTE);
    const cached = ex.ohlcvs["BTC/USDT"]!["1m"] as number[][];
    expect([...cached[0]!]).toEqual([START, 100, 100, 100, 100, 0]);
  });

  it("a frame twice: one row", async () => {
    await watch();
    local.faults.inject("wsDuplicated", { times: 4 });
    local.advance({ ms: MINUTE });
    await until(() => ex.ohlcvs["BTC/USDT"]!["1m"]!.length === 2);
    expect(local.faults.counts.wsDuplicated).toBe(4);
  });

  it("a late frame: arrives, after those that came later", async () => {
    const closes: string[] = [];
    const handle = ex.handleOHLCV;
    ex.handleOHLCV = function (...args: Parameters<typeof handle>) {
      closes.push(args[1].k.c);
      return handle.apply(this, args);
    };
    await watch();
    local.faults.inject("wsLate");
    local.advance({ ms: MINUTE });
    await until(() => closes.length === 6);
    expect(closes.map(Number), "the price of the first quarter").toEqual([100, 102, 101, 101, 101, 99.5]);
  });

  it("a gap in a book: ChecksumError once, then whole again", async () => {
    await ex.watchOrderBook("BTC/USDT");
    local.faults.inject("wsDropped");
    local.advance({ ms: MINUTE / 4 });
    expect(await failure(atNextPrice(ex.watchOrderBook("BTC/USDT")))).toBeInstanceOf(errors.ChecksumError);
    const book = await ex.watchOrderBook("BTC/USDT");
    expect(book.bids[0]![0]).toBe((await ex.fetchOrderBook("BTC/USDT")).bids[0]![0]);
  });
});

describe("events of the account that go astray", () => {
  /** Places an order while the account is watched. @returns what ccxt heard of it */
  async function heard(fault: FaultName | null): Promise<number> {
    const frames: unknown[] = [];
    const handle = ex.handleOrderUpdate;
    ex.handleOrderUpdate = function (...args: Parameters<typeof handle>) {
      frames.push(args[1]);
      return handle.apply(this, args);
    };
    const watched = ex.watchBalance();
    await until(() => local.sockets === 1);
    await ex.fetchTime();
    await until(() => "spot" in (Object.values(ex.clients)[0] as { subscriptions: object }).subscriptions);
    if (fault !== null) local.faults.inject(fault, { where: "executionReport" });
    await ex.createOrder("BTC/USDT", "limit", "buy", 1, 50);
    await watched; // the balance comes after the order
    return frames.length;
  }

  it.each([
    [null, 1],
    ["userLost", 0],
    ["userDuplicated", 2],
  ] as const)("%s: an event arrives %d times", async (fault, times) => {
    expect(await heard(fault)).toBe(times);
  });

  it("a wrong key: AuthenticationError, and a rejection that nobody handles", async () => {
    // ccxt leaves a promise of its own unhandled; the test runner's own listeners would fail the run
    const listeners = process.listeners("unhandledRejection");
    process.removeAllListeners("unhandledRejection");
    const unhandled: unknown[] = [];
    process.on("unhandledRejection", (reason) => unhandled.push(reason));
    try {
      ex.secret = "wrong";
      expect(await failure(ex.watchOrders("BTC/USDT"))).toBeInstanceOf(errors.AuthenticationError);
      await until(() => unhandled.length > 0);
      expect(unhandled[0]).toBeInstanceOf(errors.AuthenticationError);
    } finally {
      process.removeAllListeners("unhandledRejection");
      for (const listener of listeners) process.on("unhandledRejection", listener);
    }
  });
});
